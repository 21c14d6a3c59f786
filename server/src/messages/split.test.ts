import assert from 'node:assert/strict'
import { test } from 'node:test'
import { splitText } from './split.ts'

test('leaves a text that fits alone', () => {
  assert.deepEqual(splitText('short', upTo(10)), ['short'])
  assert.deepEqual(splitText('', upTo(10)), [])
})

test('cuts at words and loses none', () => {
  const text = Array.from({ length: 400 }, (_, index) => `word${index}`).join(' ')
  const pieces = splitText(text, upTo(100))
  assert.ok(pieces.every((piece) => piece.length <= 100))
  assert.equal(pieces.join(' '), text)
})

test('prefers the end of a sentence to a space', () => {
  assert.deepEqual(splitText('One is here. Two is there now', upTo(20)), ['One is here.', 'Two is there now'])
})

test('never cuts inside a grapheme', () => {
  const family = '👨‍👩‍👧‍👦'
  const pieces = splitText(family.repeat(10), upTo(25))
  assert.equal(pieces.join(''), family.repeat(10))
  assert.ok(pieces.every((piece) => piece.length % family.length === 0))
})

function upTo(max: number): { max: number; unit: 'utf16' } {
  return { max, unit: 'utf16' }
}
