import { z } from 'zod'
import { id, idParams, instant } from './common.ts'
import { endpoint } from './endpoint.ts'
import { hours } from './hours.ts'
import { agentLimit } from './member.ts'

export const strategy = z.enum(['round_robin', 'least_open', 'most_free', 'weighted', 'manual'])

const minutes = (max: number) => z.number().int().min(1).max(max)
const week = 10_080

const preference = z.object({
  /** How long a conversation is held for them before it goes on; 0 does not wait. */
  waitMinutes: z.number().int().min(0).max(week),
  overLimit: z.enum(['respect', 'exceed']),
})

/** BCP 47, as contacts have it: `en`, `pt-BR`. */
const locale = z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language, such as en or pt-BR')

/** A text that customers are told, in Liquid, by language. */
export const expectationText = z.object({
  defaultLocale: locale,
  /** Has the default language at least. */
  texts: z.record(locale, z.string().trim().min(1).max(2000)),
  /** Told at most once in so many hours in a conversation; 0 looks only at changes of state. */
  everyHours: z.number().int().min(0).max(168),
})

export const expectationKind = z.enum(['assigned', 'away', 'overCapacity', 'queueUpdate'])
export type ExpectationKind = z.infer<typeof expectationKind>
export type ExpectationText = z.infer<typeof expectationText>

const noMessages = { assigned: null, away: null, overCapacity: null, queueUpdate: null, expectedReply: '' }

export const policy = z
  .object({
    strategy: strategy.default('round_robin'),
    /** When false, agents get conversations whether they are present or not. */
    onlineOnly: z.boolean().default(true),
    /** When true, and `onlineOnly` is false, busy agents get conversations too. */
    assignWhenBusy: z.boolean().default(false),
    /** Conversations of this team an agent may be given automatically; null is no limit. */
    agentLimit: agentLimit.default(null),
    /** An assignment by hand counts as a turn, too. */
    manualCountsAsTurn: z.boolean().default(false),

    /** The contact's owner comes first; null: owners are nobody special. */
    owner: preference.nullable().default(null),
    /** Then whoever last had a conversation of the contact. */
    previous: preference.nullable().default(null),

    /** A contact’s language needs an agent with that language’s skill, where there is such a skill. */
    matchLanguage: z.boolean().default(false),
    /** After waiting so long, no skill is needed any more; null: always. */
    skillRelaxMinutes: minutes(week).nullable().default(null),

    /** At most `max` automatic assignments per agent in `minutes`. */
    pace: z
      .object({ max: z.number().int().min(1).max(1000), minutes: minutes(1440) })
      .nullable()
      .default(null),
    /** After closing a conversation an agent gets nothing for so long. */
    wrapUpMinutes: z.number().int().min(0).max(240).default(0),

    /** Somebody should have answered within this business time; what is near it goes first. */
    firstReplyMinutes: minutes(week).nullable().default(null),
    deadlineNearMinutes: z.number().int().min(0).max(week).default(15),

    /** Null follows the workspace's. */
    hours: hours.nullable().default(null),
    outsideHours: z.enum(['wait', 'assign', 'overflow']).default('wait'),

    /** `teamId` null: nothing moves, customers are told. Each condition on its own is enough. */
    overflow: z
      .object({
        teamId: id.nullable(),
        afterMinutes: minutes(week).nullable(),
        longerThan: z.number().int().min(0).max(100_000).nullable(),
        whenNobodyOnline: z.boolean(),
      })
      .nullable()
      .default(null),

    /** Without a reply within this business time the next agent gets it. */
    noAnswerMinutes: minutes(week).nullable().default(null),
    /** Somebody who let so many in a row go unanswered becomes busy. */
    busyAfterMisses: z.number().int().min(1).max(100).nullable().default(null),
    /** What happens to the conversations of an agent who went offline. */
    whenOffline: z.enum(['keep', 'reassign_unanswered', 'reassign_all', 'reassign_on_next_message']).default('keep'),
    /** Without any message for so long a conversation closes. */
    autoCloseMinutes: z.number().int().min(30).max(20_160).nullable().default(null),

    messages: z
      .object({
        assigned: expectationText.nullable().default(null),
        away: expectationText.nullable().default(null),
        overCapacity: expectationText.nullable().default(null),
        queueUpdate: expectationText.nullable().default(null),
        /** What stands for the expected reply until there are enough replies to measure; such as “within an hour”. */
        expectedReply: z.string().trim().max(200).default(''),
      })
      .default(noMessages),
  })
  .meta({ id: 'Policy' })

export type Policy = z.infer<typeof policy>
export type Strategy = z.infer<typeof strategy>

/** Ready-made answers to "how should this team work": what differs from the defaults. */
export const policyPresets = {
  sales_even_leads: { strategy: 'round_robin', onlineOnly: false, assignWhenBusy: true },
  support_high_quality: {
    strategy: 'least_open',
    previous: { waitMinutes: 5, overLimit: 'respect' },
    agentLimit: 6,
    wrapUpMinutes: 2,
    noAnswerMinutes: 10,
    whenOffline: 'reassign_unanswered',
  },
  support_low_cost: {
    strategy: 'round_robin',
    agentLimit: 12,
    noAnswerMinutes: 30,
    busyAfterMisses: 3,
    whenOffline: 'reassign_unanswered',
  },
  named_accounts: {
    strategy: 'least_open',
    owner: { waitMinutes: 60, overLimit: 'exceed' },
    previous: { waitMinutes: 15, overLimit: 'respect' },
  },
} as const satisfies Readonly<Record<string, z.input<typeof policy>>>

export const policyVersion = z
  .object({
    version: z.number().int(),
    policy,
    /** Null: the team's first, or made by nobody in particular. */
    createdBy: id.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'PolicyVersion' })

export type PolicyVersion = z.infer<typeof policyVersion>

export const listPolicies = endpoint({
  method: 'get',
  path: '/teams/{id}/policies',
  tag: 'Teams',
  access: 'agent',
  summary: 'Every version of a team’s policy, newest first.',
  params: idParams,
  response: z.object({ data: z.array(policyVersion) }),
})

export const expectationVariables = [
  'contact_name',
  'agent_name',
  'team_name',
  'workspace_name',
  'expected_reply',
  'hours',
  'reopens_at',
  'position',
  'eta',
] as const

const mistake = z.object({ line: z.number().int(), column: z.number().int(), message: z.string() })

export const previewExpectation = endpoint({
  method: 'post',
  path: '/teams/{id}/expectation-preview',
  tag: 'Teams',
  access: 'manager',
  summary: 'What a customer would read now, with the values of a conversation, or with examples where it has none.',
  params: idParams,
  body: z.object({
    kind: expectationKind,
    text: z.string().max(2000),
    conversationId: id.nullable().default(null),
    locale: locale.default('en'),
  }),
  response: z.object({
    /** Null when the text does not parse or names what does not exist. */
    text: z.string().nullable(),
    mistakes: z.array(mistake),
    variables: z.array(z.object({ name: z.string(), value: z.string(), isExample: z.boolean() })),
  }),
})
