import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Agent, Limit } from './agent.ts'
import { decide } from './decide.ts'
import type { Decision } from './decision.ts'
import type { Policy, Waiting } from './snapshot.ts'
import { exampleAgent, exampleWaiting, now, roundRobinOnline } from './testing/examples.ts'

const minute = 60_000
const leastOpen: Policy = { ...roundRobinOnline, strategy: 'least_open' }
const everybody: Policy = { ...roundRobinOnline, onlineOnly: false }

type Example = Readonly<{
  policy?: Policy
  agents: readonly Agent[]
  waiting?: readonly Waiting[]
  /** One line for each decision: `c1 -> ana (reason)` or `c1 waits at 1 (reason)`. */
  decides: readonly string[]
}>

const choices: Readonly<Record<string, Example>> = {
  'round robin takes who has waited longest since the last turn': {
    agents: [
      exampleAgent('ana', { lastAssignedAt: now - 5 }),
      exampleAgent('ben', { lastAssignedAt: now - 9, load: 50 }),
    ],
    decides: ['c1 -> ben (longest_since_last)'],
  },
  'round robin takes who never had a turn first': {
    agents: [exampleAgent('ana', { lastAssignedAt: 0 }), exampleAgent('ben')],
    decides: ['c1 -> ben (longest_since_last)'],
  },
  'two agents who never had a turn are told apart by id': {
    agents: [exampleAgent('ben'), exampleAgent('ana')],
    decides: ['c1 -> ana (tie_id)'],
  },
  'two agents who never had a turn are told apart by id, listed the other way round': {
    agents: [exampleAgent('ana'), exampleAgent('ben')],
    decides: ['c1 -> ana (tie_id)'],
  },
  'two agents with the same last turn are told apart by id': {
    agents: [exampleAgent('ben', { lastAssignedAt: 7 }), exampleAgent('ana', { lastAssignedAt: 7 })],
    decides: ['c1 -> ana (tie_id)'],
  },
  'least open takes the lowest load': {
    policy: leastOpen,
    agents: [exampleAgent('ana', { load: 3 }), exampleAgent('ben', { load: 2, lastAssignedAt: now })],
    decides: ['c1 -> ben (lowest_load)'],
  },
  'least open gives a tie to who has waited longest since the last turn': {
    policy: leastOpen,
    agents: [
      exampleAgent('ana', { load: 2, lastAssignedAt: now - 1 }),
      exampleAgent('ben', { load: 2, lastAssignedAt: now - 2 }),
    ],
    decides: ['c1 -> ben (tie_longest_since_last)'],
  },
  'least open gives a tie of new agents to the lower id': {
    policy: leastOpen,
    agents: [exampleAgent('ben', { load: 2 }), exampleAgent('ana', { load: 2 })],
    decides: ['c1 -> ana (tie_id)'],
  },
  'the only one who can is chosen for that': {
    agents: [exampleAgent('ana', { presence: 'offline' }), exampleAgent('ben')],
    decides: ['c1 -> ben (only_candidate)'],
  },
  'the manual strategy gives nothing to anybody': {
    policy: { ...roundRobinOnline, strategy: 'manual' },
    agents: [exampleAgent('ana')],
    waiting: [exampleWaiting('c1'), exampleWaiting('c2')],
    decides: ['c1 waits at 1 (manual_strategy)', 'c2 waits at 2 (manual_strategy)'],
  },
  'a team without members says so': { agents: [], decides: ['c1 waits at 1 (no_members)'] },
  'a team whose agents are all away says so': {
    agents: [exampleAgent('ana', { presence: 'offline' })],
    decides: ['c1 waits at 1 (nobody_eligible)'],
  },
  'nobody waiting gives no decision': { agents: [exampleAgent('ana')], waiting: [], decides: [] },
  'offline agents get their share where presence does not count': {
    policy: everybody,
    agents: [
      exampleAgent('ana', { presence: 'offline', lastAssignedAt: 1 }),
      exampleAgent('ben', { lastAssignedAt: 2 }),
    ],
    decides: ['c1 -> ana (longest_since_last)'],
  },
  'busy agents get nothing even where presence does not count': {
    policy: everybody,
    agents: [exampleAgent('ana', { presence: 'busy' })],
    decides: ['c1 waits at 1 (nobody_eligible)'],
  },
  'busy agents get conversations where the policy says so': {
    policy: { ...everybody, assignWhenBusy: true },
    agents: [exampleAgent('ana', { presence: 'busy' })],
    decides: ['c1 -> ana (only_candidate)'],
  },
  'the switch for busy agents does nothing while presence counts': {
    policy: { ...roundRobinOnline, assignWhenBusy: true },
    agents: [exampleAgent('ana', { presence: 'busy' })],
    decides: ['c1 waits at 1 (nobody_eligible)'],
  },
  'one call goes round the team': {
    agents: [exampleAgent('ana'), exampleAgent('ben', { lastAssignedAt: 1 }), exampleAgent('cem')],
    waiting: ['c1', 'c2', 'c3', 'c4'].map((id) => exampleWaiting(id)),
    decides: [
      'c1 -> ana (tie_id)',
      'c2 -> cem (longest_since_last)',
      'c3 -> ben (longest_since_last)',
      'c4 -> ana (longest_since_last)',
    ],
  },
  'one call levels the loads': {
    policy: leastOpen,
    agents: [exampleAgent('ana', { load: 2 }), exampleAgent('ben')],
    waiting: ['c1', 'c2', 'c3'].map((id) => exampleWaiting(id)),
    decides: ['c1 -> ben (lowest_load)', 'c2 -> ben (lowest_load)', 'c3 -> ana (tie_longest_since_last)'],
  },
  'a turn that lies after the clock is still a turn': {
    agents: [exampleAgent('ana', { lastAssignedAt: now + 9 }), exampleAgent('ben', { lastAssignedAt: now + 5 })],
    waiting: [exampleWaiting('c1'), exampleWaiting('c2')],
    decides: ['c1 -> ben (longest_since_last)', 'c2 -> ana (longest_since_last)'],
  },
  'a limit that fills up during the call is kept': {
    agents: [exampleAgent('ana', { limits: [limited('agent', 2, 0)] })],
    waiting: ['c1', 'c2', 'c3', 'c4'].map((id) => exampleWaiting(id)),
    decides: [
      'c1 -> ana (only_candidate)',
      'c2 -> ana (only_candidate)',
      'c3 waits at 1 (nobody_eligible)',
      'c4 waits at 2 (nobody_eligible)',
    ],
  },
  'every limit must pass, not only the first': {
    agents: [exampleAgent('ana', { limits: [limited('agent', 9, 0), limited('team', 3, 3)] })],
    decides: ['c1 waits at 1 (nobody_eligible)'],
  },
  'a conversation too heavy for anybody lets the lighter ones behind it pass': {
    agents: [exampleAgent('ana', { limits: [limited('agent', 2, 0)] })],
    waiting: [exampleWaiting('c1', { weight: 3 }), exampleWaiting('c2', { weight: 2 })],
    decides: ['c1 waits at 1 (nobody_eligible)', 'c2 -> ana (only_candidate)'],
  },
  'a channel at its limit lets conversations of other channels pass': {
    agents: [exampleAgent('ana', { limits: [{ ...limited('channel', 1, 1), channelId: 'mail' }] })],
    waiting: [exampleWaiting('c1', { channelId: 'mail' }), exampleWaiting('c2', { channelId: 'web' })],
    decides: ['c1 waits at 1 (nobody_eligible)', 'c2 -> ana (only_candidate)'],
  },
  'who has tried a conversation gets the next one instead': {
    agents: [exampleAgent('ana', { lastAssignedAt: 1 }), exampleAgent('ben', { lastAssignedAt: 2 })],
    waiting: [exampleWaiting('c1', { tried: ['ana'] }), exampleWaiting('c2')],
    decides: ['c1 -> ben (only_candidate)', 'c2 -> ana (longest_since_last)'],
  },
  'a conversation that everybody has tried waits and holds up nobody': {
    agents: [exampleAgent('ana')],
    waiting: [exampleWaiting('c1', { tried: ['ana'] }), exampleWaiting('c2'), exampleWaiting('c3', { tried: ['ana'] })],
    decides: ['c1 waits at 1 (nobody_eligible)', 'c2 -> ana (only_candidate)', 'c3 waits at 2 (nobody_eligible)'],
  },
  'an older conversation comes first, an urgent one before it': {
    agents: [exampleAgent('ana', { limits: [limited('agent', 1, 0)] })],
    waiting: [
      exampleWaiting('young'),
      exampleWaiting('old', { waitingSince: now - 90 * minute }),
      exampleWaiting('urgent', { priority: 'urgent' }),
    ],
    decides: [
      'urgent -> ana (only_candidate)',
      'old waits at 1 (nobody_eligible)',
      'young waits at 2 (nobody_eligible)',
    ],
  },
}

for (const [
  statement,
  { policy = roundRobinOnline, agents, waiting = [exampleWaiting('c1')], decides },
] of Object.entries(choices)) {
  test(statement, () => {
    assert.deepEqual(decide({ now, policy, agents, waiting }).map(inShort), decides)
  })
}

test('explains an assignment with those who would have been next, as they stood', () => {
  const loads = { ana: 1, ben: 2, cem: 3, dora: 4, emil: 5, fay: 6, gus: 7 }
  const agents = Object.entries(loads).map(([id, load]) => exampleAgent(id, { load, lastAssignedAt: load * 10 }))
  const waiting = [exampleWaiting('c1', { priority: 'high', waitingSince: now - 90_000 })]

  assert.deepEqual(decide({ now, policy: leastOpen, agents, waiting }), [
    {
      kind: 'assigned',
      conversationId: 'c1',
      strategy: 'least_open',
      score: 61.5,
      agentId: 'ana',
      load: 1,
      lastAssignedAt: 10,
      agentScore: 1,
      assignedAt: now,
      weightedTurnAfter: 0,
      isOverLimit: false,
      reason: 'lowest_load',
      isUrgentByDeadline: false,
      preferred: [],
      relaxedSkills: [],
      tier: 1,
      runnersUp: [
        { agentId: 'ben', load: 2, lastAssignedAt: 20, score: 2 },
        { agentId: 'cem', load: 3, lastAssignedAt: 30, score: 3 },
        { agentId: 'dora', load: 4, lastAssignedAt: 40, score: 4 },
        { agentId: 'emil', load: 5, lastAssignedAt: 50, score: 5 },
        { agentId: 'fay', load: 6, lastAssignedAt: 60, score: 6 },
      ],
      excluded: {},
      limitsReached: {},
      lookAgainAt: null,
    },
  ])
})

test('counts everybody passed over once, by the first reason that applies', () => {
  const full = [limited('agent', 0, 0)]
  const agents = [
    exampleAgent('a', { isDeactivated: true, isExcluded: true, presence: 'offline' }),
    exampleAgent('b', { isExcluded: true, presence: 'offline' }),
    exampleAgent('c', { presence: 'offline', limits: full }),
    exampleAgent('d', { presence: 'busy', limits: full }),
    exampleAgent('e', { limits: full }),
    exampleAgent('f', { limits: full }),
    exampleAgent('g', { limits: [limited('team', 2, 2), { ...limited('channel', 1, 1), channelId: 'web' }] }),
  ]
  const waiting = [exampleWaiting('c1', { tried: ['e', 'a', 'somebody-who-left', 'e'] })]
  const [decision] = decide({ now, policy: roundRobinOnline, agents, waiting })

  assert.deepEqual(decision?.excluded, {
    deactivated: 1,
    excluded: 1,
    offline: 1,
    busy: 1,
    already_tried: 1,
    at_capacity: 2,
  })
  assert.deepEqual(decision?.limitsReached, { agent: 1, team: 1 })
})

test('names the wider limit once an agent who was full for one channel is full for all', () => {
  const limits = [limited('agent', 3, 2), { ...limited('channel', 0, 0), channelId: 'mail' }]
  const waiting = [
    exampleWaiting('c1', { channelId: 'mail' }),
    exampleWaiting('c2', { channelId: 'web' }),
    exampleWaiting('c3', { channelId: 'mail' }),
  ]
  const decisions = decide({ now, policy: roundRobinOnline, agents: [exampleAgent('ana', { limits })], waiting })

  assert.deepEqual(
    decisions.map(({ limitsReached }) => limitsReached),
    [{ channel: 1 }, {}, { agent: 1 }],
  )
})

test('gives every assignment a turn of its own, after all the turns there were', () => {
  const agents = [
    exampleAgent('ana', { presence: 'offline', lastAssignedAt: now + 3 }),
    exampleAgent('ben', { lastAssignedAt: now - 3 }),
  ]
  const waiting = ['c1', 'c2', 'c3'].map((id) => exampleWaiting(id))
  const turns = decide({ now, policy: roundRobinOnline, agents, waiting }).map(
    (decision) => decision.kind === 'assigned' && decision.assignedAt,
  )

  assert.deepEqual(turns, [now + 4, now + 5, now + 6])
})

function limited(scope: Limit['scope'], max: number, load: number): Limit {
  return { scope, max, load }
}

function inShort(decision: Decision): string {
  const { conversationId, reason } = decision

  return decision.kind === 'assigned'
    ? `${conversationId} -> ${decision.agentId} (${reason})`
    : `${conversationId} ${decision.kind === 'queued' ? 'waits' : 'goes on'} at ${decision.position} (${reason})`
}
