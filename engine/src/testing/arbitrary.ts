import fc from 'fast-check'
import type { Agent, Limit } from '../agent.ts'
import type { Policy, Snapshot, Waiting } from '../snapshot.ts'

// Few ids, small numbers and whole minutes, so that ties, full agents and shared channels are the rule.
const agentIds = ['ana', 'ben', 'cem', 'dora', 'emil', 'fay', 'gus', 'hana']
const skillIds = ['french', 'billing', 'legal']
const channelIds = ['web', 'mail', 'chat']
const minute = 60_000
const noon = Date.parse('2030-01-07T12:00:00Z')

const smallNumber = fc.integer({ min: 0, max: 4 })
const channelId = fc.constantFrom(...channelIds)

const limit: fc.Arbitrary<Limit> = fc.oneof(
  fc.record({ scope: fc.constantFrom('agent' as const, 'team' as const), max: smallNumber, load: smallNumber }),
  fc.record({ scope: fc.constant('channel' as const), channelId, max: smallNumber, load: smallNumber }),
)

const agentFacts = fc.record({
  presence: fc.constantFrom(
    'online' as const,
    'online' as const,
    'online' as const,
    'online' as const,
    'online' as const,
    'busy' as const,
    'offline' as const,
  ),
  isDeactivated: oneIn(20),
  isExcluded: oneIn(20),
  limits: fc.array(limit, { maxLength: 3 }),
  load: smallNumber,
  teamLoad: smallNumber,
  // Some turns lie after `now`, as they do when a clock was set back.
  lastAssignedAt: fc.option(fc.integer({ min: -3, max: 2 }).map((steps) => noon + steps)),
  isInHours: oneIn(12).map((isOut) => !isOut),
  tier: fc.constantFrom(1, 1, 1, 2, 3),
  weight: fc.constantFrom(1, 1, 2, 4, 0.5),
  weightedTurn: fc.option(fc.integer({ min: 0, max: 12 }).map((halves) => halves / 2)),
  skills: fc.subarray(skillIds),
  recentTurns: fc
    .array(fc.integer({ min: -40, max: 1 }), { maxLength: 4 })
    .map((minutes) => minutes.toSorted((a, b) => a - b).map((each) => noon + each * minute)),
  wrapUpUntil: rarely(fc.integer({ min: -2, max: 2 }).map((minutes) => noon + minutes * minute)),
})

export const anyAgents: fc.Arbitrary<readonly Agent[]> = fc
  .subarray(agentIds)
  .chain((ids) => fc.tuple(...ids.map((id) => agentFacts.map((facts) => ({ id, ...facts })))))

const anybody = fc.constantFrom(...agentIds, 'somebody-who-left')

const waitingFacts = fc.record({
  channelId,
  waitingSince: fc.integer({ min: -150, max: 1 }).map((minutes) => noon + minutes * minute),
  queuedAt: fc.integer({ min: -30, max: 1 }).map((minutes) => noon + minutes * minute),
  priority: fc.constantFrom('urgent' as const, 'high' as const, 'normal' as const, 'low' as const),
  deadlineAt: fc.option(
    fc.integer({ min: -3, max: 9 }).map((minutes) => noon + minutes * minute),
    { freq: 2 },
  ),
  weight: fc.constantFrom(1, 1, 1, 2, 0, 0.5),
  skills: fc.oneof(fc.constant([]), fc.shuffledSubarray(skillIds)),
  ownerId: fc.option(anybody, { freq: 2 }),
  previousId: fc.option(anybody, { freq: 2 }),
  tried: fc.oneof(fc.constant([]), fc.array(anybody, { maxLength: 4 })),
  canOverflow: fc.boolean(),
  wish: rarely(
    fc.record({
      strategy: fc.option(
        fc.constantFrom('round_robin' as const, 'least_open' as const, 'most_free' as const, 'weighted' as const),
      ),
      onlineOnly: fc.option(fc.boolean()),
      agentLimit: fc.option(fc.integer({ min: 1, max: 4 })),
    }),
  ),
})

export const anyWaiting: fc.Arbitrary<readonly Waiting[]> = fc
  .array(waitingFacts, { maxLength: 14 })
  .map((all) => all.map((facts, index) => ({ conversationId: `c${index}`, ...facts })))

const anyPreference = fc.option(
  fc.record({
    waitMinutes: fc.constantFrom(0, 5, 10),
    overLimit: fc.constantFrom('respect' as const, 'exceed' as const),
  }),
  { freq: 2 },
)

const anyPolicy: fc.Arbitrary<Policy> = fc.record({
  strategy: fc.constantFrom('round_robin' as const, 'least_open' as const, 'most_free' as const, 'weighted' as const),
  onlineOnly: fc.boolean(),
  assignWhenBusy: fc.boolean(),
  boosts: fc.constantFrom({ urgent: 1440, high: 60, normal: 0, low: -60 }, { urgent: 30, high: 30, normal: 5, low: 0 }),
  deadlineNearMinutes: fc.constantFrom(0, 5),
  owner: anyPreference,
  previous: anyPreference,
  skillRelaxMinutes: fc.option(fc.constantFrom(1, 8, 20)),
  pace: rarely(fc.record({ max: fc.integer({ min: 0, max: 3 }), minutes: fc.constantFrom(10, 30) })),
  overflow: fc.option(
    fc.record({
      afterMinutes: fc.option(fc.constantFrom(10, 25)),
      longerThan: fc.option(fc.integer({ min: 0, max: 6 })),
      whenNobodyOnline: fc.boolean(),
      whenClosed: fc.boolean(),
    }),
    { freq: 2 },
  ),
})

/** A team whose strategy assigns. */
export const anySnapshot: fc.Arbitrary<Snapshot> = fc.record({
  now: fc.constant(noon),
  policy: anyPolicy,
  agents: anyAgents,
  waiting: anyWaiting,
})

/** A list of the same items in any order. */
export function shuffled<Item>(items: readonly Item[]): fc.Arbitrary<readonly Item[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length })
}

function oneIn(count: number): fc.Arbitrary<boolean> {
  return fc.integer({ min: 1, max: count }).map((number) => number === 1)
}

function rarely<Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary })
}
