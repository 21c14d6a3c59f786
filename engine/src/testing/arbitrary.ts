import fc from 'fast-check'
import type { Agent, Limit } from '../agent.ts'
import type { Policy, Snapshot, Waiting } from '../snapshot.ts'

// Few ids, small numbers and whole minutes, so that ties, full agents and shared channels are the rule.
const agentIds = ['ana', 'ben', 'cem', 'dora', 'emil', 'fay', 'gus', 'hana']
const channelIds = ['web', 'mail', 'chat']
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
    'busy' as const,
    'offline' as const,
  ),
  isDeactivated: oneIn(10),
  isExcluded: oneIn(10),
  limits: fc.array(limit, { maxLength: 3 }),
  load: smallNumber,
  // Some turns lie after `now`, as they do when a clock was set back.
  lastAssignedAt: fc.option(fc.integer({ min: -3, max: 2 }).map((steps) => noon + steps)),
})

export const anyAgents: fc.Arbitrary<readonly Agent[]> = fc
  .subarray(agentIds)
  .chain((ids) => fc.tuple(...ids.map((id) => agentFacts.map((facts) => ({ id, ...facts })))))

const waitingFacts = fc.record({
  channelId,
  waitingSince: fc.integer({ min: -150, max: 1 }).map((minutes) => noon + minutes * 60_000),
  priority: fc.constantFrom('urgent' as const, 'high' as const, 'normal' as const, 'low' as const),
  weight: fc.constantFrom(1, 1, 1, 2, 0, 0.5),
  tried: fc.oneof(fc.constant([]), fc.array(fc.constantFrom(...agentIds, 'somebody-who-left'), { maxLength: 4 })),
})

export const anyWaiting: fc.Arbitrary<readonly Waiting[]> = fc
  .array(waitingFacts, { maxLength: 14 })
  .map((all) => all.map((facts, index) => ({ conversationId: `c${index}`, ...facts })))

const anyPolicy: fc.Arbitrary<Policy> = fc.record({
  strategy: fc.constantFrom('round_robin' as const, 'least_open' as const),
  onlineOnly: fc.boolean(),
  assignWhenBusy: fc.boolean(),
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
