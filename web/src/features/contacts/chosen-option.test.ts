import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withChosen } from './chosen-option.ts'

test('what is filtered by can be seen, also when it is gone', () => {
  assert.deepEqual(withChosen(['late', 'refund'], 'vip'), ['late', 'refund', 'vip'])
})

test('nothing is offered twice', () => {
  assert.deepEqual(withChosen(['late', 'vip'], 'vip'), ['late', 'vip'])
  assert.deepEqual(withChosen(['late'], undefined), ['late'])
})
