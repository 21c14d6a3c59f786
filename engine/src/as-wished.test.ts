import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Agent } from './agent.ts'
import { decide } from './decide.ts'
import type { Policy, Snapshot, Waiting, Wish } from './snapshot.ts'
import { exampleAgent, exampleWaiting, now, roundRobinOnline } from './testing/examples.ts'

const nothing: Wish = { strategy: null, onlineOnly: null, agentLimit: null }

type Example = Readonly<{
  policy?: Partial<Policy>
  agents: readonly Agent[]
  /** Of each conversation in turn; null: none. */
  wishes: readonly (Partial<Wish> | null)[]
  decides: readonly string[]
}>

const examples: Readonly<Record<string, Example>> = {
  'a wish has another strategy choose': {
    agents: [exampleAgent('ana', { lastAssignedAt: 1, load: 5 }), exampleAgent('ben', { lastAssignedAt: 2 })],
    wishes: [{ strategy: 'least_open' }, null],
    decides: ['c1 -> ben (lowest_load)', 'c2 -> ana (longest_since_last)'],
  },
  'a wish gives away what the policy leaves to people': {
    policy: { strategy: 'manual' },
    agents: [exampleAgent('ana')],
    wishes: [{ strategy: 'round_robin' }, null, { onlineOnly: false }],
    decides: ['c1 -> ana (only_candidate)', 'c2 waits at 1 (manual_strategy)', 'c3 waits at 2 (manual_strategy)'],
  },
  'a wish lets those have it who are away': {
    agents: [exampleAgent('ana', { presence: 'offline' })],
    wishes: [null, { onlineOnly: false }],
    decides: ['c1 waits at 1 (nobody_eligible)', 'c2 -> ana (only_candidate)'],
  },
  'a wish asks for somebody who is there': {
    policy: { onlineOnly: false },
    agents: [exampleAgent('ana', { presence: 'offline' }), exampleAgent('ben', { presence: 'busy' })],
    wishes: [{ onlineOnly: true }, null],
    decides: ['c1 waits at 1 (nobody_eligible)', 'c2 -> ana (only_candidate)'],
  },
  'a limit of a wish counts what they hold of the team, and what was given a moment ago': {
    agents: [exampleAgent('ana', { load: 9, teamLoad: 1 }), exampleAgent('ben', { load: 3, teamLoad: 3 })],
    wishes: [{ agentLimit: 3 }, null, null, { agentLimit: 3 }],
    decides: [
      'c1 -> ana (only_candidate)',
      'c2 -> ben (longest_since_last)',
      'c3 -> ana (longest_since_last)',
      'c4 waits at 1 (nobody_eligible)',
    ],
  },
  'a wish lifts no limit': {
    agents: [
      exampleAgent('ana', { limits: [{ scope: 'agent', max: 1, load: 1 }] }),
      exampleAgent('ben', { limits: [{ scope: 'team', max: 1, load: 1 }], teamLoad: 1 }),
    ],
    wishes: [{ agentLimit: 10 }],
    decides: ['c1 waits at 1 (nobody_eligible)'],
  },
  'turns are everybody’s, whatever is wished': {
    agents: [exampleAgent('ana', { lastAssignedAt: 1 }), exampleAgent('ben', { lastAssignedAt: 2 })],
    wishes: [{ onlineOnly: false }, null, { onlineOnly: false }, { onlineOnly: true }],
    decides: [
      'c1 -> ana (longest_since_last)',
      'c2 -> ben (longest_since_last)',
      'c3 -> ana (longest_since_last)',
      'c4 -> ben (longest_since_last)',
    ],
  },
  'turns under `weighted` are those that it gave': {
    policy: { strategy: 'weighted' },
    agents: [exampleAgent('ana', { weightedTurn: 1 }), exampleAgent('ben', { weightedTurn: 1.5 })],
    wishes: [{ strategy: 'round_robin' }, null, null],
    decides: ['c1 -> ana (tie_id)', 'c2 -> ana (weighted_turn)', 'c3 -> ben (weighted_turn)'],
  },
}

for (const [statement, { policy = {}, agents, wishes, decides }] of Object.entries(examples)) {
  test(statement, () => {
    const waiting = wishes.map((wish, index): Waiting => {
      const since = { waitingSince: now - 60_000 + index, queuedAt: now - 60_000 + index }
      return exampleWaiting(`c${index + 1}`, { ...since, wish: wish && { ...nothing, ...wish } })
    })
    assert.deepEqual(sayAll({ now, policy: { ...roundRobinOnline, ...policy }, agents, waiting }), decides)
  })
}

test('a wish for what the policy says anyway changes no answer', () => {
  const agents = [exampleAgent('ana', { load: 2 }), exampleAgent('ben', { lastAssignedAt: 5 }), exampleAgent('cem')]
  const waiting = ['c1', 'c2', 'c3', 'c4'].map((id) => exampleWaiting(id))
  const snapshot: Snapshot = { now, policy: roundRobinOnline, agents, waiting }
  const wish: Wish = { strategy: 'round_robin', onlineOnly: true, agentLimit: null }

  const wished = decide({ ...snapshot, waiting: waiting.map((each) => ({ ...each, wish })) })

  assert.deepEqual(wished, decide(snapshot))
})

function sayAll(snapshot: Snapshot): string[] {
  return decide(snapshot).map((decision) =>
    decision.kind === 'assigned'
      ? `${decision.conversationId} -> ${decision.agentId} (${decision.reason})`
      : `${decision.conversationId} waits at ${decision.position} (${decision.reason})`,
  )
}
