import { sql } from 'kysely'
import type { Database, Tx } from '../../db/database.ts'
import type { Published } from './published.ts'

/** What falls due while a workflow is edited is not forgotten; what did so long before it was switched on is. */
export const editedMs = 60_000

/** Whether nobody else looks at this moment what begins with the workflow; until the transaction ends nobody will. */
export async function tryHold(tx: Tx, { id }: Published): Promise<boolean> {
  const { rows } = await sql<{ isHeld: boolean }>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${`workflow.scan:${id}`}, 0)) AS "isHeld"`.execute(tx)
  return rows[0]!.isHeld
}

/** It was looked at, and is not looked at again. */
export async function passOver(tx: Tx, { workspaceId, id }: Published, occasion: string): Promise<void> {
  await tx
    .insertInto('workflow_beginning')
    .values({ workspace_id: workspaceId, workflow_id: id, occasion, run_id: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Forgets what nobody asks for any more: all but what began once for a contact or a conversation. */
export async function forgetOccasions(database: Database): Promise<void> {
  await sql`/* workflow.forget-occasions */
    DELETE FROM workflow_beginning WHERE at < clock_timestamp() - interval '3 days'
      AND occasion NOT LIKE 'contact:%' AND occasion NOT LIKE 'conversation:%'`.execute(database.db)
}
