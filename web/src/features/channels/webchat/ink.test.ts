import assert from 'node:assert/strict'
import test from 'node:test'
import { inkOn } from './ink.ts'

test('writes black on light colours and white on dark ones', () => {
  assert.equal(inkOn('#ffffff'), '#000000')
  assert.equal(inkOn('#ffd43b'), '#000000')
  assert.equal(inkOn('#2f5d8a'), '#ffffff')
  assert.equal(inkOn('#000000'), '#ffffff')
})
