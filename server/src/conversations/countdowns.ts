import type { Countdown } from '@fairlead/sdk'
import { loadTeamsWithDeadline } from '../assignment/near-deadlines.ts'
import { deadlineOf } from '../assignment/waiting.ts'
import type { Db } from '../db/database.ts'
import { openPromisesOf } from '../expectations/open-promises.ts'

/**
 * What runs out of some conversations. Not told with each conversation: a deadline counts the hours of a team, and
 * would change with its policy for all of them at once. Asked for the few that are on a screen.
 */
export async function listCountdowns(db: Db, workspaceId: string, ids: readonly string[]): Promise<Countdown[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('conversation')
    .select(['id', 'team_id', 'waiting_since'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .where('status', '<>', 'closed')
    .execute()
  const teamIds = [...new Set(rows.flatMap(({ team_id }) => team_id ?? []))]
  const teams = new Map((await loadTeamsWithDeadline(db, workspaceId, teamIds)).map((team) => [team.id, team]))
  const promises = await openPromisesOf(db, workspaceId, ids)

  return rows.flatMap(({ id, team_id, waiting_since: since }) => {
    const team = teams.get(team_id ?? '')
    const deadlineAt = team && since ? deadlineOf(team, since.getTime()) : null
    const promise = promises.get(id)
    if (deadlineAt === null && promise === undefined) return []
    return [
      {
        conversationId: id,
        deadlineAt: deadlineAt === null ? null : new Date(deadlineAt).toISOString(),
        deadlineNearMinutes: team?.settings.deadlineNearMinutes ?? 0,
        promise: promise ?? null,
      },
    ]
  })
}
