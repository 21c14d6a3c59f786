import type { Tx } from '../db/database.ts'
import { isSuperseded } from './due.ts'
import { loadFacts, readClock } from './facts.ts'

/** How the further messages of a long text are known to belong to its first. */
export function laterPieceOf(firstId: string, index: number): string {
  return `${firstId}#${index}`
}

/** Whether a message of ours that is not out yet would be stale by now: somebody has the conversation, say. */
export async function isOvertaken(
  tx: Tx,
  {
    workspaceId,
    conversationId,
    messageId,
    clientId,
  }: Readonly<{ workspaceId: string; conversationId: string; messageId: string; clientId: string | null }>,
): Promise<boolean> {
  // Nobody gets half a text: what follows goes the way of the first.
  const firstId = clientId?.split('#')[0]
  if (firstId !== undefined) return wasOvertaken(tx, workspaceId, firstId)
  const now = await readClock(tx)
  const [facts] = await loadFacts(tx, workspaceId, [conversationId], now)
  const told = facts?.told.find((each) => each.messageId === messageId)
  return facts !== undefined && told !== undefined && isSuperseded(facts, told, now)
}

async function wasOvertaken(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
  const first = await tx
    .selectFrom('message')
    .select('error')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return first?.error?.code === 'superseded'
}
