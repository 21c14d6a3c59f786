import { inQueueOrder } from '@fairlead/engine'
import type { AssigningTeam } from '../assignment/policy.ts'
import type { Queued } from '../assignment/waiting.ts'

/** As they are served: the engine's own order, which also knows of deadlines. */
export function inOrder(waiting: readonly Queued[], { policy }: AssigningTeam, now: number): Queued[] {
  const byId = new Map(waiting.map((each) => [each.conversationId, each]))
  return inQueueOrder({ now, policy, waiting }).flatMap(
    ({ conversation }) => byId.get(conversation.conversationId) ?? [],
  )
}
