import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mentionedParts } from './mentioned-parts.ts'

const members = [
  { id: 'a', name: 'Ana' },
  { id: 'b', name: 'Ana Agent' },
  { id: 'c', name: 'Bo (night)' },
]

test('finds who is named, and loses no letter of the rest', () => {
  const text = '@Ana Agent, ask @Bo (night) or @Ana.'
  const parts = mentionedParts(text, members)
  assert.equal(parts.map((part) => part.text).join(''), text)
  assert.deepEqual(
    parts.flatMap(({ memberId }) => memberId ?? []),
    ['b', 'c', 'a'],
  )
})

test('names nobody within a longer word, and nobody who is not there', () => {
  assert.deepEqual(mentionedParts('@Anabel and @Zoe', members), [{ text: '@Anabel and @Zoe', memberId: null }])
  assert.deepEqual(mentionedParts('@Ana', []), [{ text: '@Ana', memberId: null }])
})
