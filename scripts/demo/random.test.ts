import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Random } from './random.ts'

test('the same seed brings the same choices, another seed others', () => {
  assert.deepEqual(throws(7), throws(7))
  assert.notDeepEqual(throws(7), throws(8))
})

test('every number lies between its bounds, over their whole breadth', () => {
  const random = new Random(0)
  const numbers = Array.from({ length: 2000 }, () => random.between(2, 4))

  assert.ok(numbers.every((number) => number >= 2 && number < 4))
  assert.ok(Math.min(...numbers) < 2.01 && Math.max(...numbers) > 3.99)
})

test('shuffling keeps every item', () => {
  const items = Array.from({ length: 50 }, (_, index) => index)
  const shuffled = new Random(3).shuffled(items)

  assert.notDeepEqual(shuffled, items)
  assert.deepEqual(
    shuffled.toSorted((a, b) => a - b),
    items,
  )
})

test('a fork goes its own way, whatever becomes of its source', () => {
  const fork = new Random(5).fork()
  const source = new Random(5)
  const sameFork = source.fork()
  source.between(0, 1)

  assert.equal(fork.between(0, 1), sameFork.between(0, 1))
})

function throws(seed: number): number[] {
  const random = new Random(seed)
  return Array.from({ length: 10 }, () => random.between(0, 1))
}
