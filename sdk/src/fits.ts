import type { FieldValue } from './contract/contact.ts'
import type { Conversation } from './contract/conversation.ts'
import type { Condition, Filter, FilterField } from './contract/filter.ts'

export type Asker = Readonly<{ meId: string /** Milliseconds since the epoch. */; now: number }>

/**
 * Whether a conversation is what the filter asks for. The server asks its database the same question; what it answers,
 * and what this says of the same conversation, are one.
 *
 * A condition that makes no sense of its field holds for nothing; a group without rules holds for everything. Texts are
 * compared without regard to case.
 *
 * @example
 * conversations.filter((conversation) => fits(view.filter, conversation, { meId, now: Date.now() }))
 */
export function fits(filter: Filter, conversation: Conversation, asker: Asker): boolean {
  const test = (rule: Condition | Filter) =>
    'rules' in rule ? fits(rule, conversation, asker) : holds(rule, conversation, asker)
  const { rules, combinator } = filter
  const all = rules.length === 0 || (combinator === 'and' ? rules.every(test) : rules.some(test))
  return filter.not === true ? !all : all
}

/** What a condition of each field looks at. */
export const filterKinds = {
  status: 'choice',
  priority: 'choice',
  channelId: 'choice',
  channelType: 'choice',
  teamId: 'choice',
  assigneeId: 'choice',
  closingCategoryId: 'choice',
  tags: 'list',
  skillIds: 'list',
  isUnread: 'flag',
  isWaiting: 'flag',
  waitingMinutes: 'minutes',
  idleMinutes: 'minutes',
  ageMinutes: 'minutes',
  contactName: 'text',
  subject: 'text',
  field: 'field',
} as const satisfies Record<FilterField, string>

/** Of the conversation, what the filter looks at: only a change of these can bring one in. */
export function filterReads(filter: Filter): ReadonlySet<keyof Conversation> {
  return new Set(
    filter.rules.flatMap((rule): (keyof Conversation)[] =>
      'rules' in rule ? [...filterReads(rule)] : [readFrom[rule.field]],
    ),
  )
}

/** Whether a conversation can come to fit, or cease to, by nothing but the passing of time. */
export function dependsOnTime(filter: Filter): boolean {
  return filter.rules.some((rule) => ('rules' in rule ? dependsOnTime(rule) : filterKinds[rule.field] === 'minutes'))
}

const readFrom = {
  status: 'status',
  priority: 'priority',
  channelId: 'channelId',
  channelType: 'channelType',
  teamId: 'teamId',
  assigneeId: 'assigneeId',
  closingCategoryId: 'closing',
  tags: 'tags',
  skillIds: 'skillIds',
  isUnread: 'unreadCount',
  isWaiting: 'waitingSince',
  waitingMinutes: 'waitingSince',
  idleMinutes: 'lastActivityAt',
  ageMinutes: 'createdAt',
  contactName: 'contact',
  subject: 'subject',
  field: 'fields',
} as const satisfies Record<FilterField, keyof Conversation>

function holds(condition: Condition, conversation: Conversation, asker: Asker): boolean {
  const { operator, value } = condition
  switch (condition.field) {
    case 'status':
    case 'priority':
    case 'channelId':
    case 'channelType':
    case 'teamId':
      return holdsForChoice(conversation[condition.field], operator, value)
    case 'assigneeId':
      return holdsForChoice(conversation.assigneeId, operator, withMe(value, asker.meId))
    case 'closingCategoryId':
      return holdsForChoice(conversation.closing?.categoryId ?? null, operator, value)
    case 'tags':
    case 'skillIds':
      return holdsForList(conversation[condition.field], operator, value)
    case 'isUnread':
      return holdsForFlag(conversation.unreadCount > 0, operator, value)
    case 'isWaiting':
      return holdsForFlag(conversation.waitingSince !== null, operator, value)
    case 'waitingMinutes':
      return holdsForMinutes(conversation.waitingSince, operator, value, asker.now)
    case 'idleMinutes':
      return holdsForMinutes(conversation.lastActivityAt, operator, value, asker.now)
    case 'ageMinutes':
      return holdsForMinutes(conversation.createdAt, operator, value, asker.now)
    case 'contactName':
      return holdsForText(conversation.contact.name, operator, value)
    case 'subject':
      return holdsForText(conversation.subject ?? '', operator, value)
    case 'field':
      return holdsForField(conversation.fields[condition.key ?? ''] ?? null, operator, value)
  }
}

/**
 * Whether a value of a kind is what a condition asks of it; for whoever asks the same of something else than a
 * conversation.
 *
 * @example
 * holdsOf.list(contact.tags, 'any_of', ['vip', 'press'])
 */
export const holdsOf = {
  choice: holdsForChoice,
  list: holdsForList,
  flag: holdsForFlag,
  minutes: holdsForMinutes,
  text: holdsForText,
  field: holdsForField,
}

type Operator = Condition['operator']
type Value = Condition['value']
type Scalar = string | number | boolean | null

function holdsForChoice(actual: string | null, operator: Operator, value: Value): boolean {
  if (operator === 'is_set') return actual !== null
  if (operator === 'is_not_set') return actual === null
  const wanted = wantedTexts(operator, value)
  if (wanted === null) return false
  const isOne = wanted.includes(actual)
  return operator === 'is' || operator === 'any_of' ? isOne : !isOne
}

/** Of a choice: what the condition names; null when it makes no sense. */
export function wantedTexts(operator: Operator, value: Value): readonly (string | null)[] | null {
  if (operator === 'is' || operator === 'is_not') {
    return value === null || typeof value === 'string' ? [value] : null
  }
  if ((operator === 'any_of' || operator === 'none_of') && Array.isArray(value)) {
    return value.filter((each): each is string | null => each === null || typeof each === 'string')
  }
  return null
}

function holdsForList(actual: readonly string[], operator: Operator, value: Value): boolean {
  if (operator === 'is_set') return actual.length > 0
  if (operator === 'is_not_set') return actual.length === 0
  const wanted = wantedItems(operator, value)
  if (wanted === null) return false
  const folded = new Set(wanted.map(fold))
  const hasOne = actual.some((item) => folded.has(fold(item)))
  return operator === 'has' || operator === 'any_of' ? hasOne : !hasOne
}

/** Of a list: one of which has to be in it, or none; null when it makes no sense. */
export function wantedItems(operator: Operator, value: Value): readonly string[] | null {
  if (operator === 'has' || operator === 'has_not') return typeof value === 'string' ? [value] : null
  if ((operator === 'any_of' || operator === 'none_of') && Array.isArray(value)) {
    return value.filter((each) => typeof each === 'string')
  }
  return null
}

function holdsForFlag(actual: boolean, operator: Operator, value: Value): boolean {
  if (typeof value !== 'boolean') return false
  return operator === 'is' ? actual === value : operator === 'is_not' && actual !== value
}

function holdsForMinutes(since: string | null, operator: Operator, value: Value, now: number): boolean {
  if (operator === 'is_set') return since !== null
  if (operator === 'is_not_set') return since === null
  if (since === null || typeof value !== 'number') return false
  const passed = now - Date.parse(since)
  return operator === 'more_than' ? passed > value * 60_000 : operator === 'less_than' && passed < value * 60_000
}

function holdsForText(actual: string, operator: Operator, value: Value): boolean {
  if (operator === 'is_set') return actual !== ''
  if (operator === 'is_not_set') return actual === ''
  const folded = fold(actual)
  if (operator === 'has' || operator === 'has_not') {
    return typeof value === 'string' && folded.includes(fold(value)) === (operator === 'has')
  }
  const wanted = wantedTexts(operator, value)?.map((each) => fold(each ?? ''))
  if (wanted === undefined) return false
  return wanted.includes(folded) === (operator === 'is' || operator === 'any_of')
}

function holdsForField(actual: FieldValue, operator: Operator, value: Value): boolean {
  const items = (Array.isArray(actual) ? actual : [actual]).filter((item) => item !== null && item !== '')
  switch (operator) {
    case 'is_set':
      return items.length > 0
    case 'is_not_set':
      return items.length === 0
    case 'is':
    case 'is_not':
      return value !== undefined && !Array.isArray(value) && isAmong(items, [value]) === (operator === 'is')
    case 'any_of':
    case 'none_of':
      return Array.isArray(value) && isAmong(items, value) === (operator === 'any_of')
    case 'has':
    case 'has_not':
      return typeof value === 'string' && contains(actual, value) === (operator === 'has')
    case 'more_than':
      return compared(actual, value) > 0
    case 'less_than':
      return compared(actual, value) < 0
  }
}

function isAmong(items: readonly Scalar[], wanted: readonly Scalar[]): boolean {
  if (items.length === 0) return wanted.includes(null)
  const folded = wanted.map(foldScalar)
  return items.some((item) => folded.includes(foldScalar(item)))
}

// In a text anywhere, of a list one of its items.
function contains(actual: FieldValue, value: string): boolean {
  if (typeof actual === 'string') return fold(actual).includes(fold(value))
  return Array.isArray(actual) && actual.map(fold).includes(fold(value))
}

// Numbers, and days as they are written: `2026-11-30`.
function compared(actual: FieldValue, value: Value): number {
  if (typeof actual === 'number' && typeof value === 'number') return actual - value
  if (typeof actual === 'string' && typeof value === 'string' && day.test(actual) && day.test(value)) {
    return Number(actual > value) - Number(actual < value)
  }
  return 0
}

const day = /^\d{4}-\d{2}-\d{2}$/

function withMe(value: Value, meId: string): Value {
  const named = (each: Scalar) => (each === 'me' ? meId : each)
  return Array.isArray(value) ? value.map(named) : value === undefined ? value : named(value)
}

/** Who is meant by `me`, put in their place. */
export function withAsker(condition: Condition, meId: string): Condition {
  return condition.field === 'assigneeId' ? { ...condition, value: withMe(condition.value, meId) } : condition
}

function foldScalar(value: Scalar): Scalar {
  return typeof value === 'string' ? fold(value) : value
}

// As PostgreSQL's `lower` does it: letter by letter, one for one.
function fold(text: string): string {
  return Array.from(text, (letter) => Array.from(letter.toLowerCase())[0] ?? letter).join('')
}
