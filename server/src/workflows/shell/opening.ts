import type { Hours, WorkflowStep } from '@fairlead/sdk'
import { loadPolicy } from '../../assignment/policy.ts'
import type { Db, Tx } from '../../db/database.ts'
import { isUuid } from '../../db/id.ts'
import { describeInstant, describeWeek } from '../../hours/describe.ts'
import { calendarFor } from '../../hours/resolve.ts'
import { workspaceHours as ofWorkspace } from '../interpreter/lookup.ts'
import type { Opening } from '../interpreter/world.ts'

type Asked = Readonly<{
  workspaceId: string
  /** `workspace`, a team’s id, or `step:<id>` of a step with hours of its own. */
  key: string
  steps: readonly WorkflowStep[]
  workspaceHours: Hours | null
  now: number
  locale: string
}>

/** Null: what the key speaks of is not there. */
export async function loadOpening(db: Db | Tx, asked: Asked): Promise<Opening | null> {
  const { workspaceId, key, steps, workspaceHours, now } = asked
  if (key === ofWorkspace) return describe(workspaceHours, asked)
  if (isUuid(key)) {
    const team = await loadPolicy(db, workspaceId, key, now)
    return team && describe(team.settings.hours ?? workspaceHours, asked)
  }
  const step = steps.find(({ id }) => key === `step:${id}`)
  return step?.type === 'hours' && step.of.kind === 'own' ? describe(step.of.hours, asked) : null
}

function describe(hours: Hours | null, { now, locale }: Pick<Asked, 'now' | 'locale'>): Opening {
  const calendar = calendarFor(hours, now)
  const isOpen = calendar.isOpen(now)
  const nextOpening = isOpen ? null : calendar.nextOpening(now)
  const place = { timeZone: hours?.timeZone ?? 'UTC', locale, now }
  return {
    isOpen,
    nextOpening,
    text: hours === null ? null : describeWeek(hours, locale) || null,
    opensText: nextOpening === null ? null : describeInstant(nextOpening, place),
  }
}
