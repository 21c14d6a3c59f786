import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uuid } from '../conversations/examples.ts'
import { decisionExample } from './examples.ts'
import { differencesOf } from './replay-differences.ts'

const standing = { agentId: uuid(2), load: 1, lastAssignedAt: null, score: null }
const decision = decisionExample({
  kind: 'assigned',
  agentId: uuid(1),
  reason: 'lowest_load',
  tier: 1,
  excluded: { busy: 1, offline: 2 },
  runnersUp: [standing],
})
const answer = {
  kind: 'assigned',
  agentId: uuid(1),
  reason: 'lowest_load',
  tier: 1,
  excluded: { offline: 2, busy: 1 },
  runnersUp: [standing],
}

test('the same answer has no differences, whatever the order of its counts', () => {
  assert.deepEqual(differencesOf(decision, answer), [])
})

test('names what is otherwise, then and now', () => {
  const other = { ...answer, agentId: uuid(3), reason: 'tie_id', runnersUp: [] }

  assert.deepEqual(differencesOf(decision, other), [
    { what: 'agent', before: uuid(1), now: uuid(3) },
    { what: 'reason', before: 'lowest_load', now: 'tie_id' },
    { what: 'runnersUp', before: [uuid(2)], now: [] },
  ])
})

test('an answer that names nobody names nobody', () => {
  const queued = {
    kind: 'queued',
    reason: 'nobody_eligible',
    tier: null,
    excluded: { busy: 1, offline: 2 },
    runnersUp: [],
  }

  assert.deepEqual(
    differencesOf(decision, queued)?.map(({ what }) => what),
    ['kind', 'agent', 'reason', 'tier', 'runnersUp'],
  )
})

test('an answer of another shape is not compared', () => {
  assert.equal(differencesOf(decision, { verdict: 'yes' }), null)
})
