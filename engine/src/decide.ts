import { AsWished } from './as-wished.ts'
import type { Decision } from './decision.ts'
import { Deliberation } from './deliberation.ts'
import { inQueueOrder } from './order.ts'
import type { Snapshot } from './snapshot.ts'

/**
 * Decides for every waiting conversation of a team, first in the queue first; each decision sees what the ones before
 * it changed. A conversation that nobody can take, or that is held for a preferred agent, does not hold up those behind.
 *
 * Pure: reads no clock, no database and no random source, so that decisions can be replayed from their snapshot and
 * explained long after they were made. The order of the lists in the snapshot makes no difference.
 *
 * ```ts
 * for (const decision of decide({ now, policy, agents, waiting })) {
 *   if (decision.kind === 'assigned') console.log(decision.conversationId, decision.agentId, decision.reason)
 * }
 * ```
 */
export function decide(snapshot: Snapshot): readonly Decision[] {
  const hasWishes = snapshot.waiting.some(({ wish }) => wish)
  const deliberation = hasWishes ? new AsWished(snapshot) : new Deliberation(snapshot)

  return inQueueOrder(snapshot).map((each) => deliberation.decide(each))
}

/**
 * What the engine decides, or decided, for one of the conversations of a snapshot; `null` when it is not among them.
 *
 * Positions, and overflow for the length of the queue, come out the same only when the snapshot has the whole queue.
 *
 * ```ts
 * const again = replay(recorded.snapshot, decision.conversationId)
 * ```
 */
export function replay(snapshot: Snapshot, conversationId: string): Decision | null {
  return decide(snapshot).find((decision) => decision.conversationId === conversationId) ?? null
}
