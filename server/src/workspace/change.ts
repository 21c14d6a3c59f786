import { isDeepStrictEqual } from 'node:util'
import type { Actor, patchWorkspace, Workspace } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { z } from 'zod'
import { holdForChange } from '../assignment/lock.ts'
import { applyPriorityRules } from '../contacts/priority-rules.ts'
import { append, type Tx } from '../db/database.ts'
import { found } from '../errors.ts'
import { requireValidHours } from '../hours/check.ts'
import { requireTeams } from '../teams/queries.ts'
import { presentWorkspace } from './present.ts'
import { requireKnownStages, requireUnusedGone } from './stages.ts'

type WorkspaceChange = z.output<(typeof patchWorkspace)['body']>

export async function changeWorkspace(
  tx: Tx,
  { workspaceId, actor, given }: { workspaceId: string; actor: Actor; given: WorkspaceChange },
): Promise<Workspace> {
  await holdForChange(tx, workspaceId)
  const row = found(
    await tx.selectFrom('workspace').selectAll().where('id', '=', workspaceId).forNoKeyUpdate().executeTakeFirst(),
  )
  const before = presentWorkspace(row)
  const workspace = { ...before, ...withoutUndefined(given) }
  if (isDeepStrictEqual(before, workspace)) return before

  if (given.defaultTeamId) await requireTeams(tx, workspaceId, [given.defaultTeamId])
  if (given.hours) requireValidHours(given.hours)
  requireKnownStages(workspace)
  await requireUnusedGone(tx, { workspaceId, before: before.stages, after: workspace.stages })

  await tx
    .updateTable('workspace')
    .set({
      name: workspace.name,
      default_team_id: workspace.defaultTeamId,
      agent_limit: workspace.agentLimit,
      reopen_hours: workspace.reopenHours,
      hours: workspace.hours && JSON.stringify(workspace.hours),
      idle_minutes: workspace.idleMinutes,
      counts_snoozed: workspace.countsSnoozed,
      boosts: JSON.stringify(workspace.boosts),
      stages: workspace.stages,
      priority_rules: JSON.stringify(workspace.priorityRules),
      closing: JSON.stringify(workspace.closing),
      language: workspace.language,
    })
    .where('id', '=', workspaceId)
    .execute()
  append(tx, { workspaceId, type: 'workspace.changed', subjectId: workspaceId, actor, data: { workspace } })

  if (!isDeepStrictEqual(before.boosts, workspace.boosts)) await reorderQueues(tx, workspaceId)
  if (!isDeepStrictEqual(before.priorityRules, workspace.priorityRules)) await applyPriorityRules(tx, workspaceId)
  return workspace
}

function withoutUndefined(given: WorkspaceChange): Partial<Workspace> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

/** Puts everything that waits where the boosts of now want it. */
async function reorderQueues(tx: Tx, workspaceId: string): Promise<void> {
  await sql`
    SELECT FROM conversation WHERE workspace_id = ${workspaceId} AND status = 'open' AND assignee_id IS NULL
    ORDER BY id FOR NO KEY UPDATE`.execute(tx)
  await sql`
    UPDATE conversation AS c
    SET queue_order = c.queued_since - make_interval(mins => (w.boosts ->> c.priority)::int)
    FROM workspace AS w
    WHERE w.id = ${workspaceId} AND c.workspace_id = w.id AND c.status = 'open' AND c.assignee_id IS NULL`.execute(tx)
}
