import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leftOf, sumOf, toHundred } from './percents.ts'

const percentsOf = (...percents: number[]) => toHundred(percents.map((percent) => ({ percent }))).map((p) => p.percent)

test('parts that make a hundred stay as they are', () => {
  assert.deepEqual(percentsOf(70, 20, 10), [70, 20, 10])
})

test('others keep their proportion', () => {
  assert.deepEqual(percentsOf(30, 10), [75, 25])
  assert.deepEqual(percentsOf(100, 100), [50, 50])
})

test('what is lost by rounding goes to the first ones', () => {
  assert.deepEqual(percentsOf(1, 1, 1), [34, 33, 33])
  assert.deepEqual(percentsOf(0, 0, 0), [34, 33, 33])
})

test('whatever they were, they make a hundred', () => {
  for (let count = 2; count <= 10; count++)
    for (let seed = 0; seed < 50; seed++) {
      const percents = Array.from({ length: count }, (_, index) => (seed * 37 + index * 61) % 101)
      assert.equal(sumOf(percentsOf(...percents).map((percent) => ({ percent }))), 100, percents.join())
    }
})

test('a new part gets what is left', () => {
  assert.equal(leftOf([{ percent: 60 }]), 40)
  assert.equal(leftOf([{ percent: 60 }, { percent: 60 }]), 0)
})
