import type { Workspace } from '@fairlead/sdk'
import type { Selectable } from 'kysely'
import type { Db, Tx } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import { found } from '../errors.ts'

export async function loadWorkspace(db: Db | Tx, id: string): Promise<Workspace> {
  return presentWorkspace(found(await db.selectFrom('workspace').selectAll().where('id', '=', id).executeTakeFirst()))
}

export function presentWorkspace(row: Selectable<Tables['workspace']>): Workspace {
  return {
    id: row.id,
    name: row.name,
    defaultTeamId: row.default_team_id,
    agentLimit: row.agent_limit,
    reopenHours: row.reopen_hours,
    hours: row.hours,
    idleMinutes: row.idle_minutes,
    countsSnoozed: row.counts_snoozed,
    boosts: row.boosts,
    stages: row.stages,
    priorityRules: [...row.priority_rules],
    closing: row.closing,
    language: row.language,
    createdAt: row.created_at.toISOString(),
  }
}
