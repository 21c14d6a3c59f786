import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Agent } from './agent.ts'
import { decide } from './decide.ts'
import type { Decision } from './decision.ts'
import type { Overflow, Policy, Waiting } from './snapshot.ts'
import { exampleAgent, exampleWaiting, now, roundRobinOnline } from './testing/examples.ts'

const minute = 60_000
const never: Overflow = { afterMinutes: null, longerThan: null, whenNobodyOnline: false, whenClosed: false }
const offline = exampleAgent('ana', { presence: 'offline' })
const closed = exampleAgent('ana', { isInHours: false })

type Example = Readonly<{
  policy?: Partial<Policy>
  agents: readonly Agent[]
  waiting?: readonly Waiting[]
  /** One line for each decision; `lookAgainAt` in minutes from now. */
  decides: readonly string[]
}>

const examples: Readonly<Record<string, Example>> = {
  'a higher tier is for when nobody of a lower one can': {
    agents: [exampleAgent('ana', { tier: 2 }), exampleAgent('ben', { tier: 1, lastAssignedAt: now })],
    decides: ['c1 -> ben (only_candidate)'],
  },
  'a higher tier takes what the lower one lacks the skill for': {
    agents: [exampleAgent('ana', { tier: 2, skills: ['french'] }), exampleAgent('ben')],
    waiting: [exampleWaiting('c1', { skills: ['french'] }), exampleWaiting('c2')],
    decides: ['c1 -> ana (only_candidate)', 'c2 -> ben (only_candidate)'],
  },
  'most free is who has the lowest load as a share of the limit': {
    policy: { strategy: 'most_free' },
    agents: [limited('ana', 2, 4), limited('ben', 3, 10)],
    decides: ['c1 -> ben (lowest_share)'],
  },
  'most free gives equal shares to who has waited longest': {
    policy: { strategy: 'most_free' },
    agents: [limited('ana', 2, 4), { ...limited('ben', 5, 10), lastAssignedAt: 1 }],
    decides: ['c1 -> ana (tie_longest_since_last)'],
  },
  'without a limit one is as free as can be, and the lower load goes first': {
    policy: { strategy: 'most_free' },
    agents: [exampleAgent('ana', { load: 30 }), exampleAgent('ben', { load: 29 }), limited('cem', 1, 50)],
    decides: ['c1 -> ben (lowest_share)'],
  },
  'who finishes what they closed gets nothing until they are done': {
    agents: [exampleAgent('ana', { wrapUpUntil: now + 3 * minute })],
    decides: ['c1 waits at 1 (nobody_eligible), again in 3'],
  },
  'who is just done gets the next': {
    agents: [exampleAgent('ana', { wrapUpUntil: now })],
    decides: ['c1 -> ana (only_candidate)'],
  },
  'who had enough in the window waits until the first of it is over': {
    policy: { pace: { max: 2, minutes: 10 } },
    agents: [exampleAgent('ana', { recentTurns: [now - 30 * minute, now - 6 * minute, now - 2 * minute] })],
    decides: ['c1 waits at 1 (nobody_eligible), again in 4'],
  },
  'turns given in the same call count, too': {
    policy: { pace: { max: 2, minutes: 10 } },
    agents: [exampleAgent('ana', { recentTurns: [now - 6 * minute] })],
    waiting: [exampleWaiting('c1'), exampleWaiting('c2')],
    decides: ['c1 -> ana (only_candidate)', 'c2 waits at 1 (nobody_eligible), again in 4'],
  },
  'every skill is required': {
    agents: [exampleAgent('ana', { skills: ['french'] }), exampleAgent('ben', { skills: ['french', 'legal'] })],
    waiting: [exampleWaiting('c1', { skills: ['legal', 'french'] })],
    decides: ['c1 -> ben (only_candidate)'],
  },
  'a skill is required until it is relaxed': {
    policy: { skillRelaxMinutes: 5 },
    agents: [exampleAgent('ana')],
    waiting: [
      exampleWaiting('c1', { skills: ['french'] }),
      exampleWaiting('c2', { skills: ['french'], queuedAt: now - 5 * minute }),
    ],
    decides: ['c1 waits at 1 (nobody_eligible), again in 4', 'c2 -> ana (only_candidate)'],
  },
  'a position counts those who compete for the same agents': {
    agents: [
      exampleAgent('ana', { skills: ['french'], presence: 'offline' }),
      exampleAgent('ben', { skills: ['legal'], presence: 'offline' }),
    ],
    waiting: [
      exampleWaiting('c1', { skills: ['french'] }),
      exampleWaiting('c2', { skills: ['legal'] }),
      exampleWaiting('c3'),
      exampleWaiting('c4', { skills: ['french'] }),
    ],
    decides: [
      'c1 waits at 1 (nobody_eligible)',
      'c2 waits at 1 (nobody_eligible)',
      'c3 waits at 3 (nobody_eligible)',
      'c4 waits at 3 (nobody_eligible)',
    ],
  },
  'a team whose members are all outside their hours is closed': {
    agents: [closed, exampleAgent('ben', { isDeactivated: true })],
    decides: ['c1 waits at 1 (outside_hours)'],
  },
  'a closed team passes it on where the policy says so': {
    policy: { overflow: { ...never, whenClosed: true } },
    agents: [closed],
    decides: ['c1 goes on at 1 (outside_hours)'],
  },
  'a team without anybody online passes it on': {
    policy: { overflow: { ...never, whenNobodyOnline: true } },
    agents: [offline, exampleAgent('ben', { isExcluded: true })],
    decides: ['c1 goes on at 1 (nobody_online)'],
  },
  'what cannot go anywhere stays': {
    policy: { overflow: { ...never, whenNobodyOnline: true, afterMinutes: 0 } },
    agents: [offline],
    waiting: [exampleWaiting('c1', { canOverflow: false })],
    decides: ['c1 waits at 1 (nobody_eligible)'],
  },
  'those too far back go on, and those who go on make room': {
    policy: { overflow: { ...never, longerThan: 1, afterMinutes: 10 } },
    agents: [offline],
    waiting: [exampleWaiting('c1', { queuedAt: now - 10 * minute }), exampleWaiting('c2'), exampleWaiting('c3')],
    decides: [
      'c1 goes on at 1 (waited_too_long)',
      'c2 waits at 1 (nobody_eligible), again in 9',
      'c3 goes on at 2 (queue_too_long)',
    ],
  },
  'what somebody can take does not go on, however long it waited': {
    policy: { overflow: { ...never, longerThan: 0, afterMinutes: 0 } },
    agents: [exampleAgent('ana')],
    decides: ['c1 -> ana (only_candidate)'],
  },
  'what is held does not go on before the hold is over': {
    policy: { owner: { waitMinutes: 5, overLimit: 'respect' }, overflow: { ...never, afterMinutes: 0 } },
    agents: [offline],
    waiting: [exampleWaiting('c1', { ownerId: 'ana' })],
    decides: ['c1 waits at 1 (held_for_owner), again in 4'],
  },
  'where people pick, conversations go on as well': {
    policy: { strategy: 'manual', overflow: { ...never, afterMinutes: 3 } },
    agents: [exampleAgent('ana')],
    waiting: [exampleWaiting('c1', { queuedAt: now - 3 * minute }), exampleWaiting('c2')],
    decides: ['c1 goes on at 1 (waited_too_long)', 'c2 waits at 1 (manual_strategy), again in 2'],
  },
}

for (const [statement, { policy, agents, waiting = [exampleWaiting('c1')], decides }] of Object.entries(examples)) {
  test(statement, () => {
    const decisions = decide({ now, policy: { ...roundRobinOnline, ...policy }, agents, waiting })

    assert.deepEqual(decisions.map(inShort), decides)
  })
}

function limited(id: string, load: number, max: number): Agent {
  return exampleAgent(id, { load, limits: [{ scope: 'agent', max, load }] })
}

function inShort(decision: Decision): string {
  const { conversationId, reason, lookAgainAt } = decision
  if (decision.kind === 'assigned') return `${conversationId} -> ${decision.agentId} (${reason})`

  const verb = decision.kind === 'queued' ? 'waits' : 'goes on'
  const again = lookAgainAt === null ? '' : `, again in ${(lookAgainAt - now) / minute}`
  return `${conversationId} ${verb} at ${decision.position} (${reason})${again}`
}
