import { isDeepStrictEqual } from 'node:util'
import type { Actor, Team } from '@fairlead/sdk'
import { sql } from 'kysely'
import { append, type Tx } from '../db/database.ts'
import { found } from '../errors.ts'
import { requireMembers } from '../members/queries.ts'
import { loadTeam, lockTeam } from './queries.ts'

/** Says who is in the team. Who stays keeps their place in the rotation. */
export async function setTeamMembers(
  tx: Tx,
  {
    workspaceId,
    id,
    actor,
    memberIds,
  }: { workspaceId: string; id: string; actor: Actor; memberIds: readonly string[] },
): Promise<Team> {
  await lockTeam(tx, workspaceId, id)
  const before = found(await loadTeam(tx, workspaceId, id))
  await requireMembers(tx, workspaceId, memberIds)

  await tx
    .deleteFrom('team_member')
    .where('workspace_id', '=', workspaceId)
    .where('team_id', '=', id)
    .where(sql<boolean>`member_id <> ALL (${memberIds}::uuid[])`)
    .execute()
  await insertTeamMembers(tx, { workspaceId, teamId: id, memberIds })

  const team = found(await loadTeam(tx, workspaceId, id))
  if (!isDeepStrictEqual(before, team)) {
    append(tx, { workspaceId, type: 'team.changed', subjectId: id, actor, data: { team } })
  }
  return team
}

/** Adds whoever is not in the team yet. The caller holds the team. */
export async function insertTeamMembers(
  tx: Tx,
  { workspaceId, teamId, memberIds }: { workspaceId: string; teamId: string; memberIds: readonly string[] },
): Promise<void> {
  await sql`
    INSERT INTO team_member (workspace_id, team_id, member_id)
    SELECT DISTINCT ${workspaceId}::uuid, ${teamId}::uuid, id FROM unnest(${memberIds}::uuid[]) AS id
    ON CONFLICT DO NOTHING`.execute(tx)
}
