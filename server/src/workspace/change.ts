import { isDeepStrictEqual } from 'node:util'
import type { Actor, patchWorkspace, Workspace } from '@fairlead/sdk'
import type { z } from 'zod'
import { append, type Tx } from '../db/database.ts'
import { found } from '../errors.ts'
import { requireTeams } from '../teams/queries.ts'
import { presentWorkspace } from './present.ts'

type WorkspaceChange = z.output<(typeof patchWorkspace)['body']>

export async function changeWorkspace(
  tx: Tx,
  { workspaceId, actor, given }: { workspaceId: string; actor: Actor; given: WorkspaceChange },
): Promise<Workspace> {
  const row = found(
    await tx.selectFrom('workspace').selectAll().where('id', '=', workspaceId).forNoKeyUpdate().executeTakeFirst(),
  )
  if (given.defaultTeamId) await requireTeams(tx, workspaceId, [given.defaultTeamId])

  const after = await tx
    .updateTable('workspace')
    .set({
      name: given.name ?? row.name,
      default_team_id: given.defaultTeamId === undefined ? row.default_team_id : given.defaultTeamId,
      agent_limit: given.agentLimit === undefined ? row.agent_limit : given.agentLimit,
      reopen_hours: given.reopenHours ?? row.reopen_hours,
    })
    .where('id', '=', workspaceId)
    .returningAll()
    .executeTakeFirstOrThrow()

  const workspace = presentWorkspace(after)
  if (!isDeepStrictEqual(presentWorkspace(row), workspace)) {
    append(tx, { workspaceId, type: 'workspace.changed', subjectId: workspaceId, actor, data: { workspace } })
  }
  return workspace
}
