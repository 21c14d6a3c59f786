import type { Agent } from '../agent.ts'
import type { Policy, Waiting } from '../snapshot.ts'

export const now = Date.parse('2030-01-07T12:00:00Z')

export const roundRobinOnline: Policy = { strategy: 'round_robin', onlineOnly: true, assignWhenBusy: false }

/** An agent whom nothing keeps from a conversation, unless the test says so. */
export function exampleAgent(id: string, differences: Partial<Agent> = {}): Agent {
  return {
    id,
    presence: 'online',
    isDeactivated: false,
    isExcluded: false,
    limits: [],
    load: 0,
    lastAssignedAt: null,
    ...differences,
  }
}

/** A conversation that came in a minute ago on the web chat, unless the test says otherwise. */
export function exampleWaiting(conversationId: string, differences: Partial<Waiting> = {}): Waiting {
  return {
    conversationId,
    channelId: 'web',
    waitingSince: now - 60_000,
    priority: 'normal',
    weight: 1,
    tried: [],
    ...differences,
  }
}
