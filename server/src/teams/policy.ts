import { isDeepStrictEqual } from 'node:util'
import { type Actor, type Policy, type PolicyVersion, policy, type Team } from '@fairlead/sdk'
import { sql } from 'kysely'
import { holdForChange } from '../assignment/lock.ts'
import { append, type Db, type Tx } from '../db/database.ts'
import { found, invalidRequest } from '../errors.ts'
import { requireValidPolicy } from './check-policy.ts'
import { loadTeam, lockTeam } from './queries.ts'

type Place = Readonly<{ workspaceId: string; id: string; actor: Actor }>

/** Gives the team a new version of its policy; decisions made under the old ones still say which. */
export async function changePolicy(
  tx: Tx,
  { workspaceId, id, actor, settings }: Place & { settings: Policy },
): Promise<Team> {
  await holdForChange(tx, workspaceId)
  found(await loadTeam(tx, workspaceId, id))
  await requireValidPolicy(tx, { workspaceId, teamId: id, settings })
  await lockTeam(tx, workspaceId, id)
  const before = found(await loadTeam(tx, workspaceId, id))
  if (isDeepStrictEqual(before.policy, settings)) return before

  const version = before.policyVersion + 1
  await insertPolicy(tx, { workspaceId, teamId: id, version, settings, actor })
  await tx
    .updateTable('team')
    .set({ policy_version: version })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()

  const team = { ...before, policy: settings, policyVersion: version }
  append(tx, { workspaceId, type: 'team.changed', subjectId: id, actor, data: { team } })
  return team
}

/** Makes an earlier version the newest one, if it can still work: a team that it names may be gone. */
export async function restorePolicy(tx: Tx, { version, ...place }: Place & { version: number }): Promise<Team> {
  const row = found(
    await selectPolicies(tx, place.workspaceId, place.id)
      .where(sql<boolean>`p.version = ${version}::bigint`)
      .executeTakeFirst(),
  )
  const parsed = policy.safeParse(row.settings)
  if (!parsed.success) {
    throw invalidRequest(parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })))
  }
  return await changePolicy(tx, { ...place, settings: parsed.data })
}

/** Every version, the newest first. */
export async function listPolicies(db: Db, workspaceId: string, id: string): Promise<PolicyVersion[]> {
  const rows = await selectPolicies(db, workspaceId, id).orderBy('p.version', 'desc').execute()
  // A team has a policy from its first moment on.
  found(rows[0])
  return rows.map((row) => ({
    version: row.version,
    policy: row.settings,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
  }))
}

export async function insertPolicy(
  tx: Tx,
  {
    workspaceId,
    teamId,
    version,
    settings,
    actor,
  }: { workspaceId: string; teamId: string; version: number; settings: Policy; actor: Actor },
): Promise<void> {
  await tx
    .insertInto('policy')
    .values({
      workspace_id: workspaceId,
      team_id: teamId,
      version,
      settings: JSON.stringify(settings),
      created_by: actor.id,
    })
    .execute()
}

function selectPolicies(db: Db | Tx, workspaceId: string, id: string) {
  return db
    .selectFrom('policy as p')
    .innerJoin('team as t', (join) =>
      join.onRef('t.workspace_id', '=', 'p.workspace_id').onRef('t.id', '=', 'p.team_id'),
    )
    .select(['p.version', 'p.settings', 'p.created_by', 'p.created_at'])
    .where('p.workspace_id', '=', workspaceId)
    .where('p.team_id', '=', id)
    .where('t.deleted_at', 'is', null)
}
