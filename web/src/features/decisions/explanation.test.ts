import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uuid } from '../conversations/examples.ts'
import { decisionExample } from './examples.ts'
import { excludedOf, explanationOf, kindOf, measureOf, outcomeOf } from './explanation.ts'

const ana = uuid(1)
const ben = uuid(2)
const toAna = decisionExample({ id: uuid(601), kind: 'assigned', agentId: ana })
const toBen = decisionExample({ id: uuid(603), kind: 'assigned', agentId: ben })
const silent = decisionExample({ id: uuid(602), kind: 'unassigned', reason: 'no_answer', agentId: ana })
const queued = decisionExample({ id: uuid(600), kind: 'queued', reason: 'nobody_eligible' })

test('what the engine assigned is explained by that decision, and by what came right before', () => {
  const explanation = explanationOf({ assigneeId: ben, assignedBy: 'engine' }, [toBen, silent, toAna])

  assert.deepEqual(explanation, { by: 'engine', decision: toBen, cause: silent, earlier: [silent, toAna] })
})

test('what brought it into the queue is told even when it had to wait there', () => {
  const explanation = explanationOf({ assigneeId: ben, assignedBy: 'engine' }, [toBen, queued, silent, toAna])

  assert.equal(explanation.by === 'engine' && explanation.cause, silent)
})

test('a queue is no cause', () => {
  const explanation = explanationOf({ assigneeId: ana, assignedBy: 'engine' }, [toAna, queued])

  assert.equal(explanation.by === 'engine' && explanation.cause, null)
})

test('where a person decided, the engine’s last word explains nothing', () => {
  assert.deepEqual(explanationOf({ assigneeId: ben, assignedBy: 'manual' }, [toAna]), {
    by: 'manual',
    earlier: [toAna],
  })
  assert.equal(explanationOf({ assigneeId: ana, assignedBy: 'claim' }, [toAna]).by, 'claim')
  assert.equal(explanationOf({ assigneeId: ben, assignedBy: null }, [toAna]).by, 'manual')
  assert.equal(explanationOf({ assigneeId: null, assignedBy: null }, [toAna]).by, 'putBack')
})

test('what waits is explained by why nobody could, or has no explanation yet', () => {
  const nobody = { assigneeId: null, assignedBy: null }

  assert.equal(explanationOf(nobody, [queued]).by, 'engine')
  assert.equal(explanationOf(nobody, [silent, toAna]).by, 'engine')
  assert.deepEqual(explanationOf(nobody, []), { by: 'nobody', earlier: [] })
})

test('a decision has a word of its own where its reason says more than its kind', () => {
  assert.equal(kindOf({ kind: 'queued', reason: 'held_for_owner' }), 'held')
  assert.equal(kindOf({ kind: 'queued', reason: 'nobody_eligible' }), 'queued')
  assert.equal(kindOf({ kind: 'unassigned', reason: 'no_answer' }), 'no_answer')
  assert.equal(kindOf({ kind: 'unassigned', reason: 'removed' }), 'unassigned')
})

test('the most frequent exclusion comes first, and the limits stand with those who reached one', () => {
  const excluded = { busy: 1, at_capacity: 3, offline: 2, paced: 0 }

  assert.deepEqual(excludedOf({ excluded, limitsReached: { team: 2, agent: 1 } }), [
    {
      reason: 'at_capacity',
      count: 3,
      limits: [
        { scope: 'agent', count: 1 },
        { scope: 'team', count: 2 },
      ],
    },
    { reason: 'offline', count: 2, limits: [] },
    { reason: 'busy', count: 1, limits: [] },
  ])
})

test('only the strategies whose measure is not seen otherwise show it', () => {
  assert.deepEqual(['round_robin', 'least_open', 'most_free', 'weighted'].map(measureOf), [null, null, 'share', 'turn'])
})

test('who is waited for without an end has no time', () => {
  const held = { as: 'owner', agentId: ana, outcome: 'waited_for', exclusion: 'offline' } as const

  assert.equal(outcomeOf({ ...held, until: null }), 'waited_for')
  assert.equal(outcomeOf({ ...held, until: '2026-01-01T12:00:00.000Z' }), 'waited_for_until')
})
