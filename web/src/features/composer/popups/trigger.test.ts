import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Sign, triggerAt } from './trigger.ts'

const begun = (text: string, signs: readonly Sign[] = ['/', '@']) => triggerAt(text, text.length, signs)

test('a slash begins a snippet where a word begins', () => {
  assert.deepEqual(begun('/'), { sign: '/', query: '', start: 0, end: 1 })
  assert.deepEqual(begun('Hello /grü'), { sign: '/', query: 'grü', start: 6, end: 10 })
  assert.deepEqual(begun('Hello\n/สวัสดี'), { sign: '/', query: 'สวัสดี', start: 6, end: 13 })
})

test('a slash within a word, a path or a date begins nothing', () => {
  for (const text of ['and/or', 'https://example.com', 'on 24/12', '/done ', '//']) assert.equal(begun(text), null)
})

test('an at-sign begins a name, of one word or two', () => {
  assert.deepEqual(begun('Ask @'), { sign: '@', query: '', start: 4, end: 5 })
  assert.deepEqual(begun('Ask (@Ngọc'), { sign: '@', query: 'Ngọc', start: 5, end: 10 })
  assert.equal(begun('Ask @Ana Ag')?.query, 'Ana Ag')
})

test('an at-sign in an address begins nothing', () => {
  for (const text of ['ana@example.com', 'Ask @Ana Agent to look', '@,']) assert.equal(begun(text), null)
})

test('only what stands before the caret counts, and only the signs that are offered', () => {
  assert.equal(triggerAt('/hello', 3, ['/'])?.query, 'he')
  assert.equal(begun('@ana', ['/']), null)
})
