import type { Actor } from '@fairlead/sdk'
import { sql } from 'kysely'
import { holdForChange } from '../assignment/lock.ts'
import { append, type Tx } from '../db/database.ts'
import { AppError, found } from '../errors.ts'

/** Deletes a team nothing rests on. Its row stays for the history of its conversations. */
export async function deleteTeam(
  tx: Tx,
  { workspaceId, id, actor }: { workspaceId: string; id: string; actor: Actor },
): Promise<void> {
  await holdForChange(tx, workspaceId)
  // The strongest lock: whoever is about to refer to the team holds its key, and has either done so or waits for us.
  found(
    await tx
      .selectFrom('team')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .forUpdate()
      .executeTakeFirst(),
  )
  if (await isInUse(tx, workspaceId, id)) throw new AppError('team_in_use')
  await refuseOverflowTarget(tx, workspaceId, id)

  await tx
    .updateTable('team')
    .set({ deleted_at: sql`now()` })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  append(tx, { workspaceId, type: 'team.deleted', subjectId: id, actor, data: { id } })
}

async function isInUse(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
  const { rows } = await sql<{ is_in_use: boolean }>`
    SELECT EXISTS (SELECT FROM workspace WHERE id = ${workspaceId} AND default_team_id = ${id})
      OR EXISTS (SELECT FROM channel WHERE workspace_id = ${workspaceId} AND team_id = ${id} AND deleted_at IS NULL)
      OR EXISTS (SELECT FROM conversation WHERE workspace_id = ${workspaceId} AND team_id = ${id}
        AND status IN ('open', 'snoozed'))
      AS is_in_use`.execute(tx)
  return found(rows[0]).is_in_use
}

async function refuseOverflowTarget(tx: Tx, workspaceId: string, id: string): Promise<void> {
  const { rows } = await sql<{ id: string; name: string }>`
    SELECT t.id, t.name FROM team AS t
    JOIN policy AS p ON p.workspace_id = t.workspace_id AND p.team_id = t.id AND p.version = t.policy_version
    WHERE t.workspace_id = ${workspaceId} AND t.deleted_at IS NULL AND p.settings #>> '{overflow,teamId}' = ${id}
    ORDER BY lower(t.name)`.execute(tx)
  if (rows.length === 0) return

  const names = rows.map(({ name }) => name).join(', ')
  throw new AppError('team_in_use', {
    detail: `By their policies, conversations of ${names} overflow to this team. Change that first.`,
    data: { teamIds: rows.map((row) => row.id) },
  })
}
