import assert from 'node:assert/strict'
import { test } from 'node:test'
import { say, wordsIn, writerOf } from './words.ts'

test('what a customer says is known again as it is, in JSON within JSON, and in a form', () => {
  const words = { writer: writerOf('sms', 1), each: 12 }
  const text = say(words)
  const bodies = [
    text,
    JSON.stringify({ content: JSON.stringify({ text }) }),
    String(new URLSearchParams({ Body: text })),
  ]
  for (const body of bodies) assert.deepEqual(wordsIn(body), [words])
  assert.deepEqual(wordsIn(`Let me see. ${text.slice(0, -2)}`), [])
})
