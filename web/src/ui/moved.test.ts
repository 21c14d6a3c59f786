import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moved } from './moved.ts'

test('moves an item by one place, and none beyond the ends', () => {
  assert.deepEqual(moved(['a', 'b', 'c'], 'b', -1), ['b', 'a', 'c'])
  assert.deepEqual(moved(['a', 'b', 'c'], 'b', 1), ['a', 'c', 'b'])
  assert.deepEqual(moved(['a', 'b'], 'a', -1), ['a', 'b'])
  assert.deepEqual(moved(['a', 'b'], 'b', 1), ['a', 'b'])
  assert.deepEqual(moved(['a', 'b'], 'x', 1), ['a', 'b'])
})
