import type { Actor } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'

/** So many workflows may start one another, by a step or by what they do. */
export const deepest = 10
/** What goes round by way of people or other systems is not deep, and is stopped by this. */
export const mostPerHour = 50

type Start = Readonly<{ workspaceId: string; workflowId: string; conversationId: string; depth: number }>

/** Why a run goes round in a loop, in words; null where it does not. `isKept`: the history shall have it, once. */
export async function findLoop(tx: Tx, start: Start): Promise<Readonly<{ error: string; isKept: boolean }> | null> {
  if (start.depth > deepest) {
    const names = (await namesOfLoop(tx, start)).map((name) => `“${name}”`).join(', ')
    return { error: `More than ${deepest} workflows started one another: ${names}.`, isKept: true }
  }
  const count = await countLately(tx, start)
  if (count < mostPerHour) return null
  const error = `It began ${mostPerHour} times within an hour in this conversation, which looks like a loop.`
  return { error, isKept: count === mostPerHour }
}

/** How deep the run was whose doing something was: the workflow's last with the contact. Null where no workflow did it. */
export async function findCause(
  tx: Tx,
  workspaceId: string,
  { actor, contactId }: Readonly<{ actor: Actor; contactId: string }>,
): Promise<Readonly<{ depth: number }> | null> {
  if (actor.type !== 'workflow' || actor.id === null) return null
  const { rows } = await sql<{ depth: number }>`/* workflow.find-cause */
    SELECT r.depth FROM conversation c
    JOIN workflow_run r ON r.workspace_id = c.workspace_id AND r.conversation_id = c.id
    WHERE c.workspace_id = ${workspaceId} AND c.contact_id = ${contactId} AND r.workflow_id = ${actor.id}
      AND r.end_reason IS DISTINCT FROM 'too_deep' AND r.end_reason IS DISTINCT FROM 'another_routing'
    ORDER BY r.id DESC LIMIT 1`.execute(tx)
  return rows[0] ?? null
}

async function countLately(tx: Tx, { workspaceId, workflowId, conversationId }: Start): Promise<number> {
  const { rows } = await sql<{ count: number }>`/* workflow.count-lately */
    SELECT count(*)::int AS count FROM workflow_run
    WHERE workspace_id = ${workspaceId} AND conversation_id = ${conversationId} AND workflow_id = ${workflowId}
      AND started_at > clock_timestamp() - interval '1 hour'`.execute(tx)
  return rows[0]!.count
}

async function namesOfLoop(tx: Tx, { workspaceId, workflowId, conversationId }: Start): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT w.name FROM workflow w
    WHERE w.workspace_id = ${workspaceId} AND (w.id = ${workflowId} OR w.id IN (
      SELECT r.workflow_id FROM (SELECT workflow_id, depth FROM workflow_run
        WHERE workspace_id = ${workspaceId} AND conversation_id = ${conversationId}
        ORDER BY id DESC LIMIT ${deepest + 1}) AS r WHERE r.depth > 0))
    ORDER BY w.name`.execute(tx)
  return rows.map(({ name }) => name)
}
