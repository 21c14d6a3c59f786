import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { QueueEntry } from '@fairlead/sdk'
import { conversationExample } from '../conversations/examples.ts'
import { deadlineOf, isBroken, rowsOf, waitClock } from './waiting-rows.ts'

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => entry(id)) as [QueueEntry, QueueEntry, QueueEntry, QueueEntry]
const shown = rowsOf([], [a, b, c], false)
const now = Date.parse('2026-01-01T12:00:00.000Z')

test('the rows are in the order of the queue', () => {
  assert.deepEqual(idsOf(rowsOf(shown, [c, a], false)), ['c', 'a'])
})

test('while the list is held, nothing moves: who left is marked, who came is last', () => {
  const held = rowsOf(shown, [d, c, a], true)

  assert.deepEqual(idsOf(held), ['a', 'b (gone)', 'c', 'd'])
})

test('what is true of a row that stays put is shown all the same', () => {
  const moved = { ...c, position: 1 }

  assert.equal(rowsOf(shown, [moved, a, b], true)[2]?.entry.position, 1)
})

test('one that comes back while the list is held is no longer gone', () => {
  const held = rowsOf(shown, [a, c], true)

  assert.deepEqual(idsOf(rowsOf(held, [a, b, c], true)), ['a', 'b', 'c'])
})

test('a deadline is far, near, or over', () => {
  const state = (minutes: number) => deadlineOf(new Date(now + minutes * 60_000).toISOString(), now)?.state

  assert.deepEqual([60, 15, 1, 0, -5].map(state), ['far', 'near', 'near', 'over', 'over'])
  assert.equal(deadlineOf(null, now), null)
})

test('a wait is minutes and seconds, and never negative', () => {
  assert.deepEqual([-1000, 0, 9000, 61_000, 3_599_000].map(waitClock), [
    '0m 00s',
    '0m 00s',
    '0m 09s',
    '1m 01s',
    '59m 59s',
  ])
})

test('a promise is broken when its time has passed, or when it was found so', () => {
  const promise = {
    id: 'p',
    conversationId: 'a',
    teamId: 't',
    kind: 'wait',
    told: 'about 10 minutes',
    position: null,
    latestAt: '2026-01-01T12:10:00.000Z',
    madeAt: '2026-01-01T12:00:00.000Z',
    outcome: null,
    settledAt: null,
  } as const

  assert.equal(isBroken(promise, now), false)
  assert.equal(isBroken(promise, now + 11 * 60_000), true)
  assert.equal(isBroken({ ...promise, outcome: 'broken' }, now), true)
  assert.equal(isBroken({ ...promise, latestAt: null }, now), false)
  assert.equal(isBroken(null, now), false)
})

function entry(id: string): QueueEntry {
  return {
    conversation: conversationExample({ id }),
    position: 1,
    score: 0,
    waitingSince: '2026-01-01T12:00:00.000Z',
    deadlineAt: null,
    heldFor: null,
    sentence: null,
    promise: null,
  }
}

function idsOf(rows: readonly { entry: QueueEntry; isGone: boolean }[]): string[] {
  return rows.map(({ entry: { conversation }, isGone }) => `${conversation.id}${isGone ? ' (gone)' : ''}`)
}
