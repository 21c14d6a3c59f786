import { expectationVariables, type Output, type previewExpectation } from '@fairlead/sdk'
import type { z } from 'zod'
import { type AssigningTeam, loadPolicy } from '../assignment/policy.ts'
import type { Db } from '../db/database.ts'
import { found } from '../errors.ts'
import type { Estimate } from './due.ts'
import { estimateFor } from './eta.ts'
import { expectedReplyMs } from './expected-reply.ts'
import { type Facts, loadFacts, readClock } from './facts.ts'
import { checkText, type ExpectationValues, renderExpectation } from './templates.ts'
import { valuesOf } from './values.ts'

type Asked = z.output<(typeof previewExpectation)['body']> & Readonly<{ workspaceId: string; teamId: string }>

/** What a customer would read now: with the values of a conversation, and with examples where it has none. */
export async function previewText(db: Db, asked: Asked): Promise<Output<typeof previewExpectation>> {
  const { workspaceId, teamId, conversationId, locale, text } = asked
  const now = await readClock(db)
  const team = found(await loadPolicy(db, workspaceId, teamId, now))
  const workspace = await db
    .selectFrom('workspace')
    .select(['name', 'hours'])
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  const facts = conversationId === null ? null : found((await loadFacts(db, workspaceId, [conversationId], now))[0])

  const real = valuesOf(team, {
    now,
    locale,
    contactName: facts?.contactName ?? null,
    agentName: facts?.agentName ?? null,
    workspaceName: workspace.name,
    workspaceHours: workspace.hours,
    estimate: facts && (await estimateFor(db, { workspaceId, id: facts.id })),
    expectedReplyMs: await expectedReplyMs(db, team, facts?.assigneeId ?? null, now),
  })
  const values = { ...examplesOf(team, { now, locale, facts }), ...withoutNulls(real) }
  const mistakes = checkText(text)
  return {
    text: mistakes.length > 0 ? null : renderExpectation(text, values),
    mistakes,
    variables: expectationVariables.map((name) => ({
      name,
      value: String(values[name] ?? ''),
      isExample: real[name] === null,
    })),
  }
}

function examplesOf(
  team: AssigningTeam,
  { now, locale, facts }: { now: number; locale: string; facts: Facts | null },
): ExpectationValues {
  const inTwoDays = now + 2 * 86_400_000
  const example = valuesOf(
    { ...team, calendar: { ...team.calendar, isOpen: () => false, nextOpening: () => inTwoDays } },
    {
      now,
      locale,
      contactName: facts?.contactName ?? 'Cora Customer',
      agentName: 'Ana Agent',
      workspaceName: team.name,
      workspaceHours: exampleHours,
      estimate: exampleEstimate(now),
      expectedReplyMs: 15 * 60_000,
    },
  )
  return example
}

const nineToFive = [{ from: '09:00', to: '17:00', isNextDay: false }]
const exampleHours = {
  timeZone: 'UTC',
  week: {
    monday: nineToFive,
    tuesday: nineToFive,
    wednesday: nineToFive,
    thursday: nineToFive,
    friday: nineToFive,
    saturday: [],
    sunday: [],
  },
  exceptions: [],
  holidays: null,
}

function exampleEstimate(now: number): Estimate {
  return { position: 3, announcement: { kind: 'minutes', minutes: 10, position: 3, latestAt: now + 600_000 } }
}

function withoutNulls(values: ExpectationValues): Partial<ExpectationValues> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}
