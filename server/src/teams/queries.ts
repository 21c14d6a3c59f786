import type { Team, TeamMember } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Db, Tx } from '../db/database.ts'
import { AppError, found } from '../errors.ts'

export async function listTeams(db: Db | Tx, workspaceId: string): Promise<Team[]> {
  const rows = await selectTeams(db, workspaceId).orderBy(sql`lower(t.name)`).execute()
  return rows.map(presentTeam)
}

/** Null when there is no such team, or it was deleted. */
export async function loadTeam(db: Db | Tx, workspaceId: string, id: string): Promise<Team | null> {
  const row = await selectTeams(db, workspaceId).where('t.id', '=', id).executeTakeFirst()
  return row ? presentTeam(row) : null
}

/**
 * Holds the team until the transaction ends: whoever changes it, or who is in it, does so one after the other, since
 * each event carries the whole team.
 */
export async function lockTeam(tx: Tx, workspaceId: string, id: string): Promise<void> {
  found((await lockTeams(tx, workspaceId, [id]))[0])
}

/** Holds those of the teams that exist, and answers with their ids. */
export async function lockTeams(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('team')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  return rows.map(({ id }) => id)
}

/** Makes sure that the teams exist, and go on to until the transaction ends. */
export async function requireTeams(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  const known = new Set(await keepTeams(tx, workspaceId, ids))
  const unknown = ids.filter((id) => !known.has(id))
  if (unknown.length > 0) {
    throw new AppError('unknown_reference', {
      detail: `There is no team ${unknown.join(', ')} in this workspace.`,
      data: { ids: unknown },
    })
  }
}

/** Those of the teams that exist, and go on to until the transaction ends. */
export async function keepTeams(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('team')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .forKeyShare()
    .execute()
  return rows.map(({ id }) => id)
}

function selectTeams(db: Db | Tx, workspaceId: string) {
  return db
    .selectFrom('team as t')
    .innerJoin('policy as p', (join) =>
      join
        .onRef('p.workspace_id', '=', 't.workspace_id')
        .onRef('p.team_id', '=', 't.id')
        .onRef('p.version', '=', 't.policy_version'),
    )
    .select([
      't.id',
      't.name',
      't.policy_version',
      't.created_at',
      'p.settings',
      sql<TeamMember[]>`(
        SELECT coalesce(jsonb_agg(
          jsonb_build_object('memberId', m.member_id, 'tier', m.tier, 'weight', m.weight) ORDER BY m.member_id), '[]')
        FROM team_member AS m WHERE m.workspace_id = t.workspace_id AND m.team_id = t.id)`.as('members'),
    ])
    .where('t.workspace_id', '=', workspaceId)
    .where('t.deleted_at', 'is', null)
}

function presentTeam(row: Awaited<ReturnType<ReturnType<typeof selectTeams>['execute']>>[number]): Team {
  return {
    id: row.id,
    name: row.name,
    policy: row.settings,
    policyVersion: row.policy_version,
    members: row.members,
    createdAt: row.created_at.toISOString(),
  }
}
