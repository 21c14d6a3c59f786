import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Agent, Limit } from './agent.ts'
import { decide } from './decide.ts'
import type { Preferred } from './decision.ts'
import type { Policy, Waiting } from './snapshot.ts'
import { exampleAgent, exampleWaiting, now, roundRobinOnline } from './testing/examples.ts'

const minute = 60_000
const full: readonly Limit[] = [{ scope: 'agent', max: 2, load: 2 }]
const wait = (waitMinutes: number) => ({ waitMinutes, overLimit: 'respect' as const })
const others = [exampleAgent('ben'), exampleAgent('cem', { lastAssignedAt: 1 })]

type Example = Readonly<{
  owner?: Policy['owner']
  previous?: Policy['previous']
  policy?: Partial<Policy>
  agents: readonly Agent[]
  waiting?: Partial<Waiting>
  reason: string
  goesTo?: string
  isOverLimit?: boolean
  /** `owner ana took`, or `owner ana waited_for (offline) 4`: minutes from now. */
  asked: readonly string[]
  lookAgainIn?: number
}>

const examples: Readonly<Record<string, Example>> = {
  'the owner takes it whatever the strategy says': {
    owner: wait(5),
    agents: [exampleAgent('ana', { lastAssignedAt: now, load: 50, tier: 2 }), ...others],
    waiting: { ownerId: 'ana' },
    reason: 'owner',
    goesTo: 'ana',
    asked: ['owner ana took'],
  },
  'who had the last conversation takes it where there is no owner': {
    owner: wait(5),
    previous: wait(5),
    agents: [exampleAgent('ana'), ...others],
    waiting: { previousId: 'cem' },
    reason: 'previous',
    goesTo: 'cem',
    asked: ['previous cem took'],
  },
  'without a preference the owner is nobody special': {
    agents: [exampleAgent('ana', { lastAssignedAt: now }), ...others],
    waiting: { ownerId: 'ana', previousId: 'ana' },
    reason: 'longest_since_last',
    goesTo: 'ben',
    asked: [],
  },
  'a full owner is waited for': {
    owner: wait(5),
    agents: [exampleAgent('ana', { limits: full }), ...others],
    waiting: { ownerId: 'ana' },
    reason: 'held_for_owner',
    asked: ['owner ana waited_for (at_capacity) 4'],
    lookAgainIn: 4,
  },
  'a full owner takes it where the preference allows it': {
    owner: { waitMinutes: 5, overLimit: 'exceed' },
    agents: [exampleAgent('ana', { limits: full }), ...others],
    waiting: { ownerId: 'ana' },
    reason: 'owner',
    goesTo: 'ana',
    isOverLimit: true,
    asked: ['owner ana took'],
  },
  'to exceed limits is not to be there': {
    owner: { waitMinutes: 5, overLimit: 'exceed' },
    agents: [exampleAgent('ana', { limits: full, presence: 'busy' }), ...others],
    waiting: { ownerId: 'ana' },
    reason: 'held_for_owner',
    asked: ['owner ana waited_for (busy) 4'],
    lookAgainIn: 4,
  },
  'once the hold is over it goes to the others': {
    owner: wait(5),
    agents: [exampleAgent('ana', { presence: 'offline' }), ...others],
    waiting: { ownerId: 'ana', queuedAt: now - 5 * minute },
    reason: 'longest_since_last',
    goesTo: 'ben',
    asked: ['owner ana wait_over (offline) 0'],
  },
  'after the owner it is held for the previous agent, from when the owner’s hold ended': {
    owner: wait(5),
    previous: wait(10),
    agents: [exampleAgent('ana', { presence: 'offline' }), exampleAgent('dora', { presence: 'busy' }), ...others],
    waiting: { ownerId: 'ana', previousId: 'dora', queuedAt: now - 6 * minute },
    reason: 'held_for_previous',
    asked: ['owner ana wait_over (offline) -1', 'previous dora waited_for (busy) 9'],
    lookAgainIn: 9,
  },
  'while it is held for the owner nobody else is asked': {
    owner: wait(5),
    previous: wait(10),
    agents: [exampleAgent('ana', { presence: 'offline' }), ...others],
    waiting: { ownerId: 'ana', previousId: 'ben' },
    reason: 'held_for_owner',
    asked: ['owner ana waited_for (offline) 4'],
    lookAgainIn: 4,
  },
  'the wait for the previous agent begins at once when the owner is not waited for': {
    owner: wait(0),
    previous: wait(10),
    agents: [exampleAgent('ana', { presence: 'offline' }), exampleAgent('dora', { presence: 'busy' }), ...others],
    waiting: { ownerId: 'ana', previousId: 'dora' },
    reason: 'held_for_previous',
    asked: ['owner ana not_waited_for (offline)', 'previous dora waited_for (busy) 9'],
    lookAgainIn: 9,
  },
  'the same person is asked once, as the owner': {
    owner: wait(5),
    previous: wait(10),
    agents: [exampleAgent('ana', { presence: 'offline' }), ...others],
    waiting: { ownerId: 'ana', previousId: 'ana', queuedAt: now - 6 * minute },
    reason: 'longest_since_last',
    goesTo: 'ben',
    asked: ['owner ana wait_over (offline) -1'],
  },
  'who left the team is not waited for': {
    owner: wait(5),
    agents: others,
    waiting: { ownerId: 'ana' },
    reason: 'longest_since_last',
    goesTo: 'ben',
    asked: ['owner ana not_waited_for (not_member)'],
  },
  'who is outside their hours is not waited for': {
    owner: wait(5),
    agents: [exampleAgent('ana', { isInHours: false, presence: 'offline' }), ...others],
    waiting: { ownerId: 'ana' },
    reason: 'longest_since_last',
    goesTo: 'ben',
    asked: ['owner ana not_waited_for (outside_hours)'],
  },
  'who declined it is not waited for, also once they are offline': {
    owner: wait(5),
    agents: [exampleAgent('ana', { presence: 'offline' }), ...others],
    waiting: { ownerId: 'ana', tried: ['ana'] },
    reason: 'longest_since_last',
    goesTo: 'ben',
    asked: ['owner ana not_waited_for (offline)'],
  },
  'who lacks a skill is not waited for when it stays required': {
    owner: wait(5),
    agents: [exampleAgent('ana'), exampleAgent('ben', { skills: ['french'] })],
    waiting: { ownerId: 'ana', skills: ['french'] },
    reason: 'only_candidate',
    goesTo: 'ben',
    asked: ['owner ana not_waited_for (missing_skill)'],
  },
  'an owner who finishes what they closed is looked for when they are done': {
    owner: wait(5),
    agents: [exampleAgent('ana', { wrapUpUntil: now + 2 * minute }), ...others],
    waiting: { ownerId: 'ana' },
    reason: 'held_for_owner',
    asked: ['owner ana waited_for (wrapping_up) 4'],
    lookAgainIn: 2,
  },
  'where people pick, owners are not given anything either': {
    policy: { strategy: 'manual' },
    owner: wait(5),
    agents: [exampleAgent('ana')],
    waiting: { ownerId: 'ana' },
    reason: 'manual_strategy',
    asked: [],
  },
}

for (const [statement, example] of Object.entries(examples)) {
  test(statement, () => {
    const { owner = null, previous = null, policy, agents, waiting } = example
    const [decision] = decide({
      now,
      policy: { ...roundRobinOnline, owner, previous, ...policy },
      agents,
      waiting: [exampleWaiting('c1', waiting)],
    })
    const { goesTo = null, isOverLimit = false, lookAgainIn } = example

    assert.ok(decision)
    assert.equal(decision.reason, example.reason)
    assert.deepEqual(decision.preferred.map(inShort), example.asked)
    assert.equal(decision.kind === 'assigned' ? decision.agentId : null, goesTo)
    assert.equal(decision.kind === 'assigned' && decision.isOverLimit, isOverLimit)
    assert.equal(decision.lookAgainAt, lookAgainIn === undefined ? null : now + lookAgainIn * minute)
  })
}

test('a conversation that is held does not hold up those behind it', () => {
  const decisions = decide({
    now,
    policy: { ...roundRobinOnline, owner: wait(5) },
    agents: [exampleAgent('ana', { presence: 'offline' }), exampleAgent('ben')],
    waiting: [exampleWaiting('c1', { ownerId: 'ana', priority: 'urgent' }), exampleWaiting('c2')],
  })

  assert.deepEqual(
    decisions.map(({ conversationId, reason }) => [conversationId, reason]),
    [
      ['c1', 'held_for_owner'],
      ['c2', 'only_candidate'],
    ],
  )
})

function inShort({ as, agentId, outcome, exclusion, until }: Preferred): string {
  const why = exclusion === null ? '' : ` (${exclusion})`
  return `${as} ${agentId} ${outcome}${why}${until === null ? '' : ` ${(until - now) / minute}`}`
}
