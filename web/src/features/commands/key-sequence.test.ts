import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KeySequence, keyOf } from './key-sequence.ts'

const known = ['e', 'g m', 'g a', 'a', '?']

test('one key is enough where one is', () => {
  assert.equal(typed('e'), 'e')
  assert.equal(typed('x'), null)
})

test('two keys are one command, and what the second one does alone is not done', () => {
  const sequence = new KeySequence()
  assert.equal(sequence.press(press('g'), known, 0), null)
  assert.equal(sequence.press(press('a'), known, 500), 'g a')
  assert.equal(sequence.press(press('a'), known, 600), 'a')
})

test('who hesitates begins anew', () => {
  const sequence = new KeySequence()
  sequence.press(press('g'), known, 0)
  assert.equal(sequence.press(press('a'), known, 5000), 'a')
})

test('a key that does not follow counts by itself', () => {
  const sequence = new KeySequence()
  sequence.press(press('g'), known, 0)
  assert.equal(sequence.press(press('e'), known, 100), 'e')
})

test('a Thai keyboard has the same keys', () => {
  assert.equal(keyOf({ key: 'ำ', code: 'KeyE', shiftKey: false }), 'e')
  assert.equal(keyOf({ key: 'ฎ', code: 'KeyE', shiftKey: true }), 'E')
  assert.equal(keyOf({ key: 'ฦ', code: 'Slash', shiftKey: true }), '?')
})

test('letters that a lock made capitals are the same', () => {
  assert.equal(keyOf({ key: 'E', code: 'KeyE', shiftKey: false }), 'e')
  assert.equal(keyOf({ key: 'Enter', code: 'Enter', shiftKey: false }), 'Enter')
})

function typed(key: string): string | null {
  return new KeySequence().press(press(key), known, 0)
}

function press(key: string) {
  return { key, code: `Key${key.toUpperCase()}`, shiftKey: false }
}
