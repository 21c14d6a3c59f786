import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Command } from './command.ts'
import { matching } from './matching.ts'

const all = [
  command('help', 'Keyboard shortcuts', 'help'),
  command('close', 'Close the conversation', 'conversation'),
  command('closed', 'Go to closed', 'go'),
  command('assign', 'Assign to Đặng Example', 'conversation', 'give hand over'),
]

test('without a word everything is offered, what is done with the conversation first', () => {
  assert.deepEqual(found(''), ['close', 'assign', 'closed', 'help'])
})

test('a title that begins so comes first', () => {
  assert.deepEqual(found('close'), ['close', 'closed'])
})

test('all words must be there, in any order', () => {
  assert.deepEqual(found('closed go'), ['closed'])
  assert.deepEqual(found('close assign'), [])
})

test('marks are not needed, and other words find it too', () => {
  assert.deepEqual(found('dang'), ['assign'])
  assert.deepEqual(found('hand over'), ['assign'])
})

function found(query: string): string[] {
  return matching(all, query).map(({ id }) => id)
}

function command(id: string, title: string, group: Command['group'], words = ''): Command {
  return { id, title, group, words, run: () => undefined }
}
