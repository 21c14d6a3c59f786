import type { MessageState } from '@fairlead/sdk'
import { now } from '../db/clock.ts'
import type { Tx } from '../db/database.ts'
import { addJob } from '../jobs/add.ts'

const doubtful: ReadonlySet<MessageState> = new Set(['failed', 'unknown'])

/**
 * Has its conversation say that a message did not arrive, or did after all: soon, in a transaction of its own. Whoever
 * brings receipts holds messages, and may not wait for conversations any more.
 */
export async function checkArrival(
  tx: Tx,
  before: Readonly<{ workspace_id: string; id: string; conversation_id: string; state: MessageState }>,
  state: MessageState,
): Promise<void> {
  if (!doubtful.has(state) && !doubtful.has(before.state)) return
  const { workspace_id: workspaceId, id: messageId, conversation_id: id } = before
  await addJob(
    tx,
    'conversation.check-arrival',
    { workspaceId, id, messageId, at: new Date(now()).toISOString() },
    { key: `check-arrival:${messageId}` },
  )
}
