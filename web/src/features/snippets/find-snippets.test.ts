import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Snippet } from '@fairlead/sdk'
import { findSnippets } from './find-snippets.ts'

const snippets = [
  snippet('refund', 'Money back', 'We send it within a week.'),
  snippet('re', 'Again', 'Once more'),
  snippet('hello', 'Greeting', 'Good day'),
  snippet('cảm-ơn', 'Đặt hàng', 'Thanks'),
]

test('finds by shortcut, then by name, then by what it says', () => {
  assert.deepEqual(found('re'), ['re', 'refund', 'hello'])
  assert.deepEqual(found('week'), ['refund'])
  assert.deepEqual(found('nothing of the kind'), [])
})

test('finds without the marks of a language', () => {
  assert.deepEqual(found('cam'), ['cảm-ơn'])
  assert.deepEqual(found('dat'), ['cảm-ơn'])
})

test('shows all when nothing is typed yet, one’s own first', () => {
  const own = { ...snippet('zebra', 'Mine', 'x'), ownerId: 'me' }
  assert.equal(findSnippets([...snippets, own], '', 'en')[0]?.shortcut, 'zebra')
  assert.equal(found('').length, 4)
})

function found(query: string): string[] {
  return findSnippets(snippets, query, 'en').map(({ shortcut }) => shortcut)
}

function snippet(shortcut: string, name: string, text: string): Snippet {
  return { id: shortcut, ownerId: null, teamId: null, shortcut, name, text }
}
