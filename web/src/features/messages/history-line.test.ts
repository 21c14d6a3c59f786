import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventExample, uuid } from '../conversations/examples.ts'
import { historyLineOf } from './history-line.ts'

const conversation = { id: uuid(100) }

test('tells who the engine chose, with its sentence', () => {
  const event = eventExample('conversation.assigned', {
    conversation,
    agentId: uuid(1),
    fromAgentId: null,
    by: 'engine',
    sentence: 'It was Ana’s turn.',
    isOverLimit: false,
  })

  assert.deepEqual(historyLineOf(event)?.what, {
    type: 'assigned_by_engine',
    agentId: uuid(1),
    sentence: 'It was Ana’s turn.',
    words: [],
  })
})

test('tells of a priority or tags that changed, and of nothing else that did', () => {
  const changed = (change: object) =>
    historyLineOf(eventExample('conversation.changed', { conversation: { ...conversation, ...change } }))?.what

  assert.deepEqual(changed({ priority: 'high' }), { type: 'priority', priority: 'high' })
  assert.deepEqual(changed({ tags: ['refund'] }), { type: 'tags', tags: ['refund'] })
  assert.equal(changed({ unreadCount: 2 }), undefined)
})

test('leaves out what has no place between messages, and what it cannot read', () => {
  const entry = {
    sequence: 1,
    subjectId: uuid(100),
    actor: { type: 'system' as const, id: null },
    at: '2026-01-01T00:00:00Z',
  }

  assert.equal(historyLineOf({ ...entry, type: 'conversation.read', data: { conversation } }), null)
  assert.equal(historyLineOf({ ...entry, type: 'conversation.assigned', data: { agent: 'somebody' } }), null)
  assert.equal(historyLineOf({ ...entry, type: 'conversation.of_the_future', data: {} }), null)
})
