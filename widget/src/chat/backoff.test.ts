import assert from 'node:assert/strict'
import { test } from 'node:test'
import { backoffMs } from './backoff.ts'

test('waits longer with each try, and never longer than half a minute or so', () => {
  const waits = [0, 1, 2, 3, 4, 5, 50].map((attempt) => backoffMs(attempt, 1))
  assert.deepEqual(waits, [1500, 2500, 4500, 8500, 16_500, 30_500, 30_500])
})

test('spreads the tries down to half a second', () => {
  assert.equal(backoffMs(0, 0), 500)
  assert.equal(backoffMs(50, 0), 500)
})
