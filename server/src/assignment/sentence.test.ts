import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Decision } from '@fairlead/engine'
import { sentenceFor } from './sentence.ts'
import { type Circumstances, wordsFor } from './words.ts'

const noon = Date.parse('2030-01-07T12:00:00Z')
const minute = 60_000

const circumstances: Circumstances = {
  now: noon,
  timeZone: 'Europe/Berlin',
  nameOf: (id) => ({ ana: 'Ana', cem: 'Cem' })[id] ?? 'Somebody',
  contactName: 'Mara',
  teamName: 'Support',
  overflowTeamName: 'Sales',
  queuedAt: noon - 10 * minute,
  opensAt: null,
  isByWish: false,
}

const explanation = {
  conversationId: 'c1',
  strategy: 'round_robin',
  score: 10,
  isUrgentByDeadline: false,
  preferred: [],
  relaxedSkills: [],
  tier: 1,
  runnersUp: [],
  excluded: {},
  limitsReached: {},
  lookAgainAt: null,
} as const

const assigned = {
  ...explanation,
  kind: 'assigned',
  agentId: 'ana',
  load: 2,
  lastAssignedAt: null,
  agentScore: 0.25,
  assignedAt: noon,
  weightedTurnAfter: 1,
  isOverLimit: false,
} as const

const queued = { ...explanation, kind: 'queued', tier: null, position: 3 } as const
const overflowed = { ...explanation, kind: 'overflowed', tier: null, position: 31 } as const
const waitedFor = {
  as: 'previous',
  agentId: 'ana',
  outcome: 'waited_for',
  exclusion: 'at_capacity',
  until: noon + 65 * minute,
} as const
const waitOver = { as: 'owner', agentId: 'cem', outcome: 'wait_over', exclusion: 'offline', until: noon } as const

const sentences: readonly (readonly [string, Decision, Partial<Circumstances>?])[] = [
  ['Ana is Mara’s dedicated agent.', { ...assigned, reason: 'owner' }],
  ['Ana had Mara’s last conversation.', { ...assigned, reason: 'previous' }],
  [
    'Ana is Mara’s dedicated agent. They are over their limit, as the policy allows for this.',
    { ...assigned, reason: 'owner', isOverLimit: true },
  ],
  ['Ana was the only one who could take it.', { ...assigned, reason: 'only_candidate' }],
  [
    'Ana was the only one who could take it. Nobody of a tier before 2 could.',
    { ...assigned, reason: 'only_candidate', tier: 2 },
  ],
  ['It was Ana’s turn: longest since the last one.', { ...assigned, reason: 'longest_since_last' }],
  ['Ana had the lowest load (2).', { ...assigned, reason: 'lowest_load' }],
  ['Ana had the most room beside their limit (25 % full).', { ...assigned, reason: 'lowest_share' }],
  ['It was Ana’s turn by their share of the team’s conversations.', { ...assigned, reason: 'weighted_turn' }],
  [
    'Ana stood level with others (load 2), and had the longest since the last one.',
    { ...assigned, reason: 'tie_longest_since_last' },
  ],
  ['Ana stood level with others, and came first by a fixed order.', { ...assigned, reason: 'tie_id' }],
  [
    'The wait for Cem was over. It was Ana’s turn: longest since the last one.',
    { ...assigned, reason: 'longest_since_last', preferred: [waitOver] },
  ],
  ['People pick in this team: nobody is assigned automatically.', { ...queued, reason: 'manual_strategy' }],
  ['The team has no members.', { ...queued, reason: 'no_members' }],
  ['The team is out of hours.', { ...queued, reason: 'outside_hours' }],
  [
    'The team is out of hours: it opens tomorrow at 09:00.',
    { ...queued, reason: 'outside_hours' },
    { opensAt: Date.parse('2030-01-08T08:00:00Z') },
  ],
  [
    'Nobody could take it: 2 offline, 3 at their limit of the team.',
    { ...queued, reason: 'nobody_eligible', excluded: { offline: 2, at_capacity: 3 }, limitsReached: { team: 3 } },
  ],
  [
    'Nobody could take it: 3 at their limit (1 of all they hold, 2 of the channel).',
    { ...queued, reason: 'nobody_eligible', excluded: { at_capacity: 3 }, limitsReached: { agent: 1, channel: 2 } },
  ],
  [
    'Kept for Ana until 14:05, who is at their limit; then for anybody.',
    { ...queued, reason: 'held_for_previous', preferred: [waitedFor] },
  ],
  [
    'Kept for Ana until tomorrow at 13:00, who is offline; then for anybody.',
    {
      ...queued,
      reason: 'held_for_owner',
      preferred: [{ ...waitedFor, exclusion: 'offline', until: noon + 1440 * minute }],
    },
  ],
  [
    'Ana had the lowest load (2). A workflow asked for it to be assigned this way.',
    { ...assigned, reason: 'lowest_load' },
    { isByWish: true },
  ],
  [
    'Nobody could take it: 2 offline. A workflow asked for it to be assigned this way.',
    { ...queued, reason: 'nobody_eligible', excluded: { offline: 2 } },
    { isByWish: true },
  ],
  ['The team has no members.', { ...queued, reason: 'no_members' }, { isByWish: true }],
  ['Waited 10 minutes in Support: went on to Sales.', { ...overflowed, reason: 'waited_too_long' }],
  [
    'Waited 1 minute in Support: went on to Sales.',
    { ...overflowed, reason: 'waited_too_long' },
    { queuedAt: noon - minute },
  ],
  ['The queue of Support was too long (position 31): went on to Sales.', { ...overflowed, reason: 'queue_too_long' }],
  ['Nobody of Support was online: went on to Sales.', { ...overflowed, reason: 'nobody_online' }],
  ['Support was out of hours: went on to Sales.', { ...overflowed, reason: 'outside_hours' }],
]

for (const [sentence, decision, differing] of sentences) {
  test(`says: ${sentence}`, () => {
    const about = { ...circumstances, ...differing }
    assert.equal(sentenceFor(decision, about), sentence)
    // Whatever changes in it can be said in another language too.
    const said = JSON.stringify(wordsFor(decision, about).map(({ values }) => values))
    for (const name of ['Ana', 'Ben', 'Mara Muster', 'Sales']) {
      if (sentence.includes(name)) assert.ok(said.includes(name), `${name} in ${said}`)
    }
  })
}
