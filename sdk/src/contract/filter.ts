import { z } from 'zod'
import { type RuleTree, ruleTree, ruleValue } from './rule-tree.ts'

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

export const condition = z.object({
  field: filterField,
  /** Of `field`: which custom field of the conversation. */
  key: z.string().max(60).optional(),
  operator: filterOperator,
  value: ruleValue.optional(),
})
export type Condition = z.infer<typeof condition>

/** Nested at most five deep, at most fifty conditions in all. */
export type Filter = RuleTree<Condition>

export const filter = ruleTree(condition, { id: 'Filter', name: 'conditions' })

/** `queue`: the true order of waiting. `activity`: what changed last first. `oldest`: the longest open first. */
export const conversationSort = z.enum(['queue', 'activity', 'oldest'])
