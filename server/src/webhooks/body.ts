import type { WebhookBody } from '@fairlead/sdk'
import type { Db } from '../db/database.ts'
import { readEvents } from '../events/log.ts'

/**
 * What a delivery says: the event as it stands in the log, so that what was erased there is told nobody. Null: the log
 * does not reach back that far.
 */
export async function bodyOf(
  db: Db,
  { workspaceId, id, sequence }: Readonly<{ workspaceId: string; id: string; sequence: number }>,
): Promise<WebhookBody | null> {
  const [event] = await readEvents(db, { workspaceId, after: sequence - 1, limit: 1 })
  if (event?.sequence !== sequence) return null
  const { type, at, subjectId, actor, data } = event
  return { id, type, sequence, at, workspaceId, subjectId, actor, data }
}
