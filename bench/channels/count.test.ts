import assert from 'node:assert/strict'
import { test } from 'node:test'
import { count } from './count.ts'

test('counts what is missing and what came again, and nothing that was not written', () => {
  assert.deepEqual(count(['a', 'b', 'c'], ['c', 'a', 'a', 'a', 'welcome', 'welcome']), { lost: 1, twice: 2 })
  assert.deepEqual(count([], ['a']), { lost: 0, twice: 0 })
})
