import type { Agent } from '../agent.ts'
import type { Policy, Waiting } from '../snapshot.ts'

export const now = Date.parse('2030-01-07T12:00:00Z')

export const roundRobinOnline: Policy = {
  strategy: 'round_robin',
  onlineOnly: true,
  assignWhenBusy: false,
  boosts: { urgent: 1440, high: 60, normal: 0, low: -60 },
  deadlineNearMinutes: 0,
  owner: null,
  previous: null,
  skillRelaxMinutes: null,
  pace: null,
  overflow: null,
}

/** An agent whom nothing keeps from a conversation, unless the test says so. */
export function exampleAgent(id: string, differences: Partial<Agent> = {}): Agent {
  return {
    id,
    presence: 'online',
    isDeactivated: false,
    isExcluded: false,
    isInHours: true,
    limits: [],
    load: 0,
    lastAssignedAt: null,
    tier: 1,
    weight: 1,
    weightedTurn: null,
    skills: [],
    recentTurns: [],
    wrapUpUntil: null,
    ...differences,
  }
}

/** A conversation that came in a minute ago on the web chat, unless the test says otherwise. */
export function exampleWaiting(conversationId: string, differences: Partial<Waiting> = {}): Waiting {
  return {
    conversationId,
    channelId: 'web',
    waitingSince: now - 60_000,
    queuedAt: now - 60_000,
    priority: 'normal',
    deadlineAt: null,
    weight: 1,
    skills: [],
    ownerId: null,
    previousId: null,
    tried: [],
    canOverflow: true,
    ...differences,
  }
}
