import type { Hours } from '@fairlead/sdk'
import type { AssigningTeam } from '../assignment/policy.ts'
import { describeInstant, describeWeek } from '../hours/describe.ts'
import type { Estimate } from './due.ts'
import type { ExpectationValues } from './templates.ts'
import { describeReplyWithin, describeWait } from './wording.ts'

export type Known = Readonly<{
  now: number
  locale: string
  contactName: string | null
  agentName: string | null
  workspaceName: string
  workspaceHours: Hours | null
  estimate: Estimate | null
  /** As measured; null: too little was. */
  expectedReplyMs: number | null
}>

/** What the variables of a text stand for. */
export function valuesOf(team: AssigningTeam, known: Known): ExpectationValues {
  const { now, locale, estimate, expectedReplyMs } = known
  const hours = team.settings.hours ?? known.workspaceHours
  const place = { timeZone: team.timeZone, locale, now }
  const reopensAt = team.calendar.isOpen(now) ? null : team.calendar.nextOpening(now)
  return {
    contact_name: known.contactName,
    agent_name: known.agentName,
    team_name: team.name,
    workspace_name: known.workspaceName,
    expected_reply:
      expectedReplyMs === null
        ? team.settings.messages.expectedReply || null
        : describeReplyWithin(expectedReplyMs, locale).told,
    hours: hours === null ? null : describeWeek(hours, locale) || null,
    reopens_at: reopensAt === null ? null : describeInstant(reopensAt, place),
    position: estimate?.position ?? null,
    eta: estimate?.announcement ? describeWait(estimate.announcement, place) : null,
  }
}
