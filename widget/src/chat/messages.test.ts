import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { VisitorMessage } from '@fairlead/sdk'
import { mergeMessages } from './messages.ts'

const first = message('a', 1)
const second = message('b', 2)
const third = message('c', 3)

test('puts older, newer and in-between messages in their place', () => {
  assert.deepEqual(ids(mergeMessages([second], [third, first])), ['a', 'b', 'c'])
  assert.deepEqual(ids(mergeMessages([first, third], [second])), ['a', 'b', 'c'])
})

test('replaces a message that changed, where it stands', () => {
  const merged = mergeMessages([first, second], [{ ...first, isRead: true }])
  assert.deepEqual(ids(merged), ['a', 'b'])
  assert.equal(merged[0]?.isRead, true)
})

test('a message once seen stays seen', () => {
  const [merged] = mergeMessages([{ ...first, isRead: true }], [{ ...first, text: 'changed' }])
  assert.deepEqual([merged?.text, merged?.isRead], ['changed', true])
})

test('receiving the same messages again changes nothing', () => {
  assert.deepEqual(mergeMessages([first, second], [second, first]), [first, second])
})

test('keeps the order of arrival for messages of the same instant', () => {
  assert.deepEqual(ids(mergeMessages([first], [message('d', 1), message('e', 1)])), ['a', 'd', 'e'])
})

test('leaves what it was given untouched', () => {
  const known = Object.freeze([first])
  mergeMessages(known, [second])
  assert.deepEqual(known, [first])
})

function ids(messages: readonly VisitorMessage[]): string[] {
  return messages.map(({ id }) => id)
}

function message(id: string, second: number): VisitorMessage {
  return {
    id,
    author: { type: 'contact', name: 'Mara Meer' },
    kind: 'text',
    text: id,
    attachments: [],
    replyTo: null,
    clientId: null,
    at: `2026-01-01T00:00:0${second}.000Z`,
    isRead: false,
  }
}
