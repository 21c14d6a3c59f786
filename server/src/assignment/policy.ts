import { bothOpen, type Calendar, type Policy } from '@fairlead/engine'
import type { Hours, Policy as Settings } from '@fairlead/sdk'
import type { Db, Tx } from '../db/database.ts'
import { calendarFor } from '../hours/resolve.ts'

/** A team as the one who assigns needs to know it. */
export type AssigningTeam = Readonly<{
  workspaceId: string
  id: string
  name: string
  settings: Settings
  version: number
  /** As the engine takes it. */
  policy: Policy
  calendar: Calendar
  /** Of its hours; UTC when it has none. */
  timeZone: string
  countsSnoozed: boolean
  /** Where overflow goes; null when nowhere. */
  overflowTeam: Readonly<{ id: string; name: string }> | null
  lookAgainAt: Date | null
}>

/** The team with the policy it has now; null when the team is gone. */
export async function loadPolicy(
  db: Db | Tx,
  workspaceId: string,
  teamId: string,
  now: number,
): Promise<AssigningTeam | null> {
  const row = await db
    .selectFrom('team as t')
    .innerJoin('workspace as w', 'w.id', 't.workspace_id')
    .innerJoin('policy as p', (join) =>
      join
        .onRef('p.workspace_id', '=', 't.workspace_id')
        .onRef('p.team_id', '=', 't.id')
        .onRef('p.version', '=', 't.policy_version'),
    )
    .select(['t.name', 't.look_again_at', 'p.settings', 'p.version', 'w.hours', 'w.boosts', 'w.counts_snoozed'])
    .where('t.workspace_id', '=', workspaceId)
    .where('t.id', '=', teamId)
    .where('t.deleted_at', 'is', null)
    .executeTakeFirst()
  if (!row) return null

  const { settings } = row
  const hours = settings.hours ?? row.hours
  const overflowTeam = await loadOverflowTeam(db, workspaceId, teamId, settings)
  return {
    workspaceId,
    id: teamId,
    name: row.name,
    settings,
    version: row.version,
    policy: toEnginePolicy(settings, row.boosts, overflowTeam !== null),
    calendar: calendarFor(hours, now),
    timeZone: hours?.timeZone ?? 'UTC',
    countsSnoozed: row.counts_snoozed,
    overflowTeam,
    lookAgainAt: row.look_again_at,
  }
}

/** When a member of the team works: their own hours narrow the team's. */
export function calendarOfMember(team: AssigningTeam, hours: Hours | null, now: number): Calendar {
  if (team.settings.outsideHours === 'assign') return calendarFor(hours, now)
  return hours === null ? team.calendar : bothOpen(team.calendar, calendarFor(hours, now))
}

function toEnginePolicy(settings: Settings, boosts: Policy['boosts'], canOverflow: boolean): Policy {
  const { overflow, outsideHours } = settings
  return {
    strategy: settings.strategy,
    onlineOnly: settings.onlineOnly,
    assignWhenBusy: settings.assignWhenBusy,
    boosts,
    deadlineNearMinutes: settings.deadlineNearMinutes,
    owner: settings.owner,
    previous: settings.previous,
    skillRelaxMinutes: settings.skillRelaxMinutes,
    pace: settings.pace,
    overflow:
      overflow === null || !canOverflow
        ? null
        : {
            afterMinutes: overflow.afterMinutes,
            longerThan: overflow.longerThan,
            whenNobodyOnline: overflow.whenNobodyOnline,
            whenClosed: outsideHours === 'overflow',
          },
  }
}

async function loadOverflowTeam(db: Db | Tx, workspaceId: string, teamId: string, { overflow }: Settings) {
  if (!overflow?.teamId || overflow.teamId === teamId) return null
  const team = await db
    .selectFrom('team')
    .select(['id', 'name'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', overflow.teamId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return team ?? null
}
