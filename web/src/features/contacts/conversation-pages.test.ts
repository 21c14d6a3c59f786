import assert from 'node:assert/strict'
import { test } from 'node:test'
import { conversationExample, eventExample, uuid } from '../conversations/examples.ts'
import { applyToPages, movesToContact } from './conversation-pages.ts'

const contact = { id: uuid(21), name: 'Cora Customer' }
const list = [conversationExample({ id: uuid(2), contact }), conversationExample({ id: uuid(1), contact })]
const pages = [{ data: list, nextCursor: null }]

test('what happens to a conversation is seen in the list of its contact', () => {
  const conversation = { id: uuid(1), status: 'closed' as const }
  const event = eventExample('conversation.closed', { conversation, by: 'member', closing: null })
  const closed = { ...list[1], status: 'closed' }
  assert.deepEqual(applyToPages(pages, contact.id, event), [{ data: [list[0], closed], nextCursor: null }])
})

test('a new conversation of the contact comes first, once, and one of another does not come', () => {
  const opened = conversationExample({ id: uuid(9), contact })
  const others = conversationExample({ id: uuid(8), contact: { id: uuid(22), name: 'Dan' } })
  const event = eventExample('conversation.opened', { conversation: opened })
  const after = applyToPages(pages, contact.id, event)
  assert.deepEqual(after[0]?.data, [opened, ...list])
  assert.deepEqual(applyToPages(after, contact.id, event)[0]?.data, [opened, ...list])
  assert.equal(applyToPages(pages, contact.id, eventExample('conversation.opened', { conversation: others })), pages)
})

test('one that goes to another contact is told from others', () => {
  const conversation = { id: uuid(1), contact: { id: uuid(22), name: 'Dan' } }
  assert.equal(movesToContact(eventExample('conversation.changed', { conversation })), true)
  assert.equal(movesToContact(eventExample('conversation.changed', { conversation: { id: uuid(1) } })), false)
})
