import type { Actor, Team } from '@fairlead/sdk'
import { append, type Tx } from '../db/database.ts'
import { found } from '../errors.ts'
import { toTeamNameError } from './name.ts'
import { loadTeam, lockTeam } from './queries.ts'

export async function renameTeam(
  tx: Tx,
  { workspaceId, id, actor, name }: { workspaceId: string; id: string; actor: Actor; name: string | undefined },
): Promise<Team> {
  await lockTeam(tx, workspaceId, id)
  const before = found(await loadTeam(tx, workspaceId, id))
  if (name === undefined || name === before.name) return before

  try {
    await tx.updateTable('team').set({ name }).where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
  } catch (error) {
    throw toTeamNameError(error)
  }
  const team = { ...before, name }
  append(tx, { workspaceId, type: 'team.changed', subjectId: id, actor, data: { team } })
  return team
}
