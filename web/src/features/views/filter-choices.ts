import type { FilterField } from '@fairlead/sdk'
import type { Operators, RuleKind } from '../rules/rule-choices.ts'

/** How the fields that every conversation has are edited; custom fields come from the workspace. */
export const kindOfField = {
  status: 'one_of',
  assigneeId: 'one_of',
  teamId: 'one_of',
  priority: 'one_of',
  channelId: 'one_of',
  channelType: 'one_of',
  tags: 'items',
  skillIds: 'items',
  isUnread: 'flag',
  isWaiting: 'flag',
  waitingMinutes: 'minutes',
  idleMinutes: 'minutes',
  ageMinutes: 'minutes',
  contactName: 'text',
  subject: 'text',
  closingCategoryId: 'one_of',
  field: 'text',
} as const satisfies Record<FilterField, RuleKind>

/** Of several words, or of a pattern, views know nothing. */
export const filterOperators: Operators = {
  text: ['has', 'has_not', 'is', 'is_not', 'is_set', 'is_not_set'],
  number: ['is', 'more_than', 'less_than', 'is_set', 'is_not_set'],
}
