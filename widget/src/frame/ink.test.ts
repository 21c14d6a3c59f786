import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inkOn } from './ink.ts'

test('writes white on dark colours and black on light ones', () => {
  assert.deepEqual(['#000000', '#2f5d8a', '#b3261e'].map(inkOn), ['#ffffff', '#ffffff', '#ffffff'])
  assert.deepEqual(['#ffffff', '#ffd400', '#7fd1ae'].map(inkOn), ['#000000', '#000000', '#000000'])
})
