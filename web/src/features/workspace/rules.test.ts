import assert from 'node:assert/strict'
import test from 'node:test'
import { fitsNobody, moved } from './rules.ts'

test('a rule needs a condition to fit anybody', () => {
  const rule = { priority: 'high', tags: [], stages: [], hasOwner: false } as const
  assert.equal(fitsNobody({ ...rule, tags: [], stages: [] }), true)
  assert.equal(fitsNobody({ ...rule, tags: ['vip'], stages: [] }), false)
  assert.equal(fitsNobody({ ...rule, tags: [], stages: [], hasOwner: true }), false)
})

test('moves an item up and down', () => {
  assert.deepEqual(moved(['a', 'b', 'c'], 2, 0), ['c', 'a', 'b'])
  assert.deepEqual(moved(['a', 'b', 'c'], 0, 1), ['b', 'a', 'c'])
})
