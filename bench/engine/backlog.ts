import type { Agent, Limit, Policy, Priority, Snapshot, Waiting } from '@fairlead/engine'
import { randomFrom } from './random.ts'

const now = Date.parse('2030-01-07T12:00:00Z')
const minute = 60_000
const skillIds = ['french', 'billing', 'legal', 'spanish']

export type Scenario = Readonly<{
  strategy?: Policy['strategy']
  /** Conversations that an agent may hold; without it, more than ever come. */
  limit?: number
  /** How many channels have a limit of their own, for every agent. */
  limitedChannels?: number
  /** Every second conversation requires one skill or two. */
  withSkills?: boolean
  /** Every conversation was tried by other agents. */
  withTried?: boolean
  /** Every fourth conversation has an owner. */
  withOwners?: boolean
}>

/** Round robin comes first: it is what the figures are about. The others are beside it. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  round_robin: {},
  least_open: { strategy: 'least_open' },
  most_free: { strategy: 'most_free' },
  weighted: { strategy: 'weighted' },
  round_robin_limit_20: { limit: 20 },
  round_robin_skills: { withSkills: true },
  round_robin_tried: { withTried: true },
  round_robin_owners: { withOwners: true },
  least_open_20_limited_channels: { strategy: 'least_open', limitedChannels: 20 },
}

/** A team and its queue, neither in any order. */
export function backlog(size: { agents: number; waiting: number; seed: number }, scenario: Scenario): Snapshot {
  const random = randomFrom(size.seed)
  const upTo = (end: number): number => Math.floor(random() * end)
  const { strategy = 'round_robin', limit = 1_000_000, limitedChannels = 0 } = scenario
  const channelIds = Array.from({ length: Math.max(1, limitedChannels) }, (_, index) => `channel-${index}`)
  const idOf = (index: number): string => `agent-${String(index).padStart(5, '0')}`

  return {
    now,
    policy: { ...policy, strategy },
    agents: shuffled(
      Array.from({ length: size.agents }, (_, index): Agent => {
        const load = upTo(Math.min(10, limit))
        const general: Limit[] = [
          { scope: 'agent', max: limit, load },
          { scope: 'team', max: limit, load },
        ]
        return {
          ...agent,
          id: idOf(index),
          load,
          limits: [
            ...general,
            ...(limitedChannels === 0
              ? []
              : channelIds.map((channelId) => ({ scope: 'channel' as const, channelId, max: limit, load: 0 }))),
          ],
          lastAssignedAt: random() < 0.1 ? null : now - upTo(600 * minute),
          weight: 1 + upTo(4),
          weightedTurn: random() < 0.1 ? null : 100 + random(),
          skills: scenario.withSkills ? skillIds.filter(() => random() < 0.5) : [],
        }
      }),
      random,
    ),
    waiting: Array.from({ length: size.waiting }, (_, index): Waiting => {
      const waitingSince = now - upTo(600 * minute)
      return {
        ...conversation,
        conversationId: `conversation-${index}`,
        channelId: channelIds[index % channelIds.length]!,
        waitingSince,
        queuedAt: waitingSince,
        priority: priorities[upTo(priorities.length)]!,
        skills: scenario.withSkills && index % 2 === 0 ? skillIds.slice(upTo(3)).slice(0, 2) : [],
        tried: scenario.withTried ? [idOf(upTo(size.agents)), idOf(upTo(size.agents))] : [],
        ownerId: scenario.withOwners && index % 4 === 0 ? idOf(upTo(size.agents)) : null,
      }
    }),
  }
}

const policy: Policy = {
  strategy: 'round_robin',
  onlineOnly: true,
  assignWhenBusy: false,
  boosts: { urgent: 1440, high: 60, normal: 0, low: -60 },
  deadlineNearMinutes: 15,
  owner: { waitMinutes: 10, overLimit: 'respect' },
  previous: null,
  skillRelaxMinutes: null,
  pace: null,
  overflow: null,
}

const priorities: readonly Priority[] = ['urgent', 'high', 'normal', 'normal', 'normal', 'low']

const agent = {
  presence: 'online',
  isDeactivated: false,
  isExcluded: false,
  isInHours: true,
  tier: 1,
  recentTurns: [],
  wrapUpUntil: null,
} as const satisfies Partial<Agent>

const conversation = {
  deadlineAt: null,
  weight: 1,
  previousId: null,
  canOverflow: false,
} as const satisfies Partial<Waiting>

function shuffled<Item>(items: Item[], random: () => number): Item[] {
  for (let index = items.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1))
    ;[items[index], items[other]] = [items[other]!, items[index]!]
  }
  return items
}
