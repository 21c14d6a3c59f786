import type { Actor, Policy, Team } from '@fairlead/sdk'
import { append, type Tx } from '../db/database.ts'
import { found } from '../errors.ts'
import { loadTeam, lockTeam } from './queries.ts'

/** Gives the team a new version of its policy; decisions made under the old ones still say which. */
export async function changePolicy(
  tx: Tx,
  { workspaceId, id, actor, settings }: { workspaceId: string; id: string; actor: Actor; settings: Policy },
): Promise<Team> {
  await lockTeam(tx, workspaceId, id)
  const before = found(await loadTeam(tx, workspaceId, id))

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
