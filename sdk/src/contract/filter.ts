import { z } from 'zod'

/** What a condition looks at: something that a conversation itself carries, so that a live list can tell, too. */
export const filterField = z.enum([
  'status',
  'priority',
  'channelId',
  'channelType',
  'teamId',
  'assigneeId',
  'tags',
  'skillIds',
  'isUnread',
  'isWaiting',
  'waitingMinutes',
  'idleMinutes',
  'ageMinutes',
  'contactName',
  'subject',
  'closingCategoryId',
  'field',
])
export type FilterField = z.infer<typeof filterField>

/**
 * `is`, `is_not`, `any_of`, `none_of` for choices (`null`: none; `me`: whoever asks); `has`, `has_not` for lists and
 * texts, without regard to case; `more_than`, `less_than` for numbers and minutes; `is_set`, `is_not_set`.
 */
export const filterOperator = z.enum([
  'is',
  'is_not',
  'any_of',
  'none_of',
  'has',
  'has_not',
  'more_than',
  'less_than',
  'is_set',
  'is_not_set',
])
export type FilterOperator = z.infer<typeof filterOperator>

const scalar = z.union([z.string().max(200), z.number(), z.boolean(), z.null()])

export const condition = z.object({
  field: filterField,
  /** Of `field`: which custom field of the conversation. */
  key: z.string().max(60).optional(),
  operator: filterOperator,
  value: z.union([scalar, z.array(scalar).max(100)]).optional(),
})
export type Condition = z.infer<typeof condition>

/** Nested at most five deep, at most fifty conditions in all. */
export type Filter = Readonly<{
  combinator: 'and' | 'or'
  not?: boolean | undefined
  rules: readonly (Condition | Filter)[]
}>

const deepest = 5
const mostConditions = 50

const group: z.ZodType<Filter> = z
  .object({
    combinator: z.enum(['and', 'or']),
    not: z.boolean().optional(),
    rules: z.array(z.union([condition, z.lazy(() => group)])).max(mostConditions),
  })
  .meta({ id: 'Filter' })

export const filter = group
  .refine((given) => depthOf(given) <= deepest, `must be nested at most ${deepest} deep`)
  .refine((given) => countOf(given) <= mostConditions, `must have at most ${mostConditions} conditions`)

function depthOf(given: Filter): number {
  return 1 + Math.max(0, ...given.rules.map((rule) => ('rules' in rule ? depthOf(rule) : 0)))
}

function countOf(given: Filter): number {
  return given.rules.reduce((sum, rule) => sum + ('rules' in rule ? countOf(rule) : 1), 0)
}

/** `queue`: the true order of waiting. `activity`: what changed last first. `oldest`: the longest open first. */
export const conversationSort = z.enum(['queue', 'activity', 'oldest'])
