import type { Tx } from '../db/database.ts'
import { isSuperseded } from './due.ts'
import { loadFacts, readClock } from './facts.ts'

/** Whether a message of ours that is not out yet would be stale by now: somebody has the conversation, say. */
export async function isOvertaken(
  tx: Tx,
  {
    workspaceId,
    conversationId,
    messageId,
  }: Readonly<{ workspaceId: string; conversationId: string; messageId: string }>,
): Promise<boolean> {
  const now = await readClock(tx)
  const [facts] = await loadFacts(tx, workspaceId, [conversationId], now)
  const told = facts?.told.find((each) => each.messageId === messageId)
  return facts !== undefined && told !== undefined && isSuperseded(facts, told, now)
}
