import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WorkflowRun } from '@fairlead/sdk'
import { eventExample, uuid } from '../conversations/examples.ts'
import { historyLineOf } from './history-line.ts'

const conversation = { id: uuid(100) }
const run: WorkflowRun = {
  ...{ id: uuid(900), workflowId: uuid(800), workflowName: 'Ask how it was', version: 1 },
  ...{ conversationId: conversation.id, contact: { id: uuid(21), name: 'Example Contact' } },
  ...{ status: 'running', stepId: 'ask', wakeAt: null, end: null, error: null },
  ...{ startedAt: '2026-01-01T12:00:00.000Z', endedAt: null },
}

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

test('tells that a run began, and how it ended, unless that was at once and as it was meant to be', () => {
  const ended = (changes: Partial<WorkflowRun>) =>
    historyLineOf(eventExample('workflow_run.ended', { run: { ...run, ...changes } }))?.what
  const [atOnce, later] = ['2026-01-01T12:00:02.000Z', '2026-01-01T12:05:00.000Z']

  const began = historyLineOf({ ...eventExample('workflow_run.started', { run }), at: later })
  assert.deepEqual([began?.at, began?.what], [run.startedAt, { type: 'run_started', name: 'Ask how it was' }])
  assert.equal(ended({ status: 'done', endedAt: atOnce }), undefined)
  assert.deepEqual(ended({ status: 'done', endedAt: later }), { type: 'run_done', name: 'Ask how it was' })
  assert.deepEqual(ended({ status: 'failed', endedAt: atOnce, end: 'step_failed', error: 'Nobody is there.' }), {
    type: 'run_failed',
    name: 'Ask how it was',
    error: 'Nobody is there.',
  })
  assert.deepEqual(ended({ status: 'cancelled', endedAt: atOnce, end: 'member_replied' }), {
    type: 'run_cancelled',
    name: 'Ask how it was',
    end: 'member_replied',
  })
})

test('tells how the contact rated it', () => {
  const rating = {
    ...{ id: uuid(1), conversationId: conversation.id, contactId: uuid(21), agentId: null, teamId: null },
    ...{ score: 4, comment: '', at: '2026-01-01T12:00:00.000Z' },
  }

  assert.deepEqual(historyLineOf(eventExample('rating.given', { rating }))?.what, { type: 'rated', score: 4 })
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
