import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unitOf, unitsWithin } from './duration-units.ts'

test('minutes are said in the largest unit that leaves no fraction', () => {
  assert.deepEqual([0, 1, 59, 60, 90, 120, 1440, 1500, 10_080].map(unitOf), [
    ...['minutes', 'minutes', 'minutes', 'hours', 'minutes', 'hours', 'days', 'hours', 'days'],
  ])
})

test('offers no unit of which there is not room for one', () => {
  assert.deepEqual(unitsWithin(59), ['minutes'])
  assert.deepEqual(unitsWithin(1439), ['minutes', 'hours'])
  assert.deepEqual(unitsWithin(10_080), ['minutes', 'hours', 'days'])
})
