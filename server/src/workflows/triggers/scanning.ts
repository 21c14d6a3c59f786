import { sql } from 'kysely'
import type { Database, Tx } from '../../db/database.ts'
import type { Published } from './published.ts'

/** What falls due while a workflow is edited is not forgotten; what did so long before it was switched on is. */
export const editedMs = 60_000

/**
 * The sum of what comes of each. What goes wrong with one keeps none of the others from beginning, in whatever workspace.
 * @throws {AggregateError} afterwards
 */
export async function sumApart<T>(all: readonly T[], count: (each: T) => Promise<number>): Promise<number> {
  const errors: unknown[] = []
  let sum = 0
  for (const each of all) {
    try {
      sum += await count(each)
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, `It went wrong with ${errors.length} of ${all.length}.`)
  return sum
}

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
  while ((await forgetGone(database)) === mostAtOnce);
}

const mostAtOnce = 1000

// A contact that became another one may be made two again.
async function forgetGone({ db }: Database): Promise<number> {
  const idOf = (what: string) =>
    sql`CASE WHEN b.occasion LIKE ${`${what}:%`} THEN split_part(b.occasion, ':', 2)::uuid END`
  const { numAffectedRows = 0n } = await sql`/* workflow.forget-gone */
    DELETE FROM workflow_beginning WHERE (workspace_id, workflow_id, occasion) IN (
      SELECT b.workspace_id, b.workflow_id, b.occasion FROM workflow_beginning b
      WHERE NOT EXISTS (SELECT FROM workflow w WHERE w.workspace_id = b.workspace_id AND w.id = b.workflow_id)
        OR (b.occasion LIKE 'conversation:%' AND NOT EXISTS (SELECT FROM conversation c
          WHERE c.workspace_id = b.workspace_id AND c.id = ${idOf('conversation')}))
        OR (b.occasion LIKE 'contact:%' AND NOT EXISTS (SELECT FROM contact k
            WHERE k.workspace_id = b.workspace_id AND k.id = ${idOf('contact')})
          AND NOT EXISTS (SELECT FROM contact_merge m WHERE m.workspace_id = b.workspace_id AND m.undone_at IS NULL
            AND m.merged #>> '{gone,id}' = split_part(b.occasion, ':', 2)))
      LIMIT ${mostAtOnce})`.execute(db)
  return Number(numAffectedRows)
}
