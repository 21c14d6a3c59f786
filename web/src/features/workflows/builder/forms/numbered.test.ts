import assert from 'node:assert/strict'
import { test } from 'node:test'
import { numbered } from './numbered.ts'

test('of those that are called the same, all but the first have a number', () => {
  const names = [
    ['ask-1', 'Ask'],
    ['note-1', 'Note'],
    ['ask-2', 'Ask'],
    ['ask-3', 'Ask'],
  ] as const
  assert.deepEqual(
    numbered(names).map(({ value, label }) => `${value}: ${label}`),
    ['ask-1: Ask', 'note-1: Note', 'ask-2: Ask (2)', 'ask-3: Ask (3)'],
  )
})
