import { holdsOf, type WorkflowCondition, type WorkflowRule, type WorkflowValue, weekdays } from '@fairlead/sdk'
import { localTime, openingOf, own, ownTeam, queueOf, workspaceHours } from './lookup.ts'
import { type Effort, isFound, newEffort } from './pattern.ts'
import type { World } from './world.ts'

type Variables = Readonly<Record<string, WorkflowValue>>
type Value = WorkflowRule['value']

/** What a rule finds, by how it is compared. */
type Found =
  | Readonly<{ kind: 'choice'; value: string | null }>
  | Readonly<{ kind: 'list'; value: readonly string[] }>
  | Readonly<{ kind: 'flag'; value: boolean }>
  | Readonly<{ kind: 'minutes'; value: string | null }>
  | Readonly<{ kind: 'text'; value: string }>
  | Readonly<{ kind: 'field'; value: WorkflowValue }>
  | Readonly<{ kind: 'locale'; value: string | null }>
  /** Milliseconds since midnight. */
  | Readonly<{ kind: 'time'; value: number }>
  | null

/**
 * Whether a condition holds. As in saved views, a rule that makes no sense of its field holds for nothing, and a group
 * without rules for everything. A language without a country, `pt`, is every country's; times of day are `more_than` from
 * that minute on.
 *
 * `effort`: of several conditions that are asked one after the other. Once it is spent no pattern is found any more.
 */
export function holds(
  condition: WorkflowCondition,
  world: World,
  variables: Variables,
  effort: Effort = newEffort(),
): boolean {
  const test = (rule: WorkflowRule | WorkflowCondition) =>
    'rules' in rule ? holds(rule, world, variables, effort) : ruleHolds(rule, { world, variables, effort })
  const { rules, combinator } = condition
  const all = rules.length === 0 || (combinator === 'and' ? rules.every(test) : rules.some(test))
  return condition.not === true ? !all : all
}

type Asked = Readonly<{ world: World; variables: Variables; effort: Effort }>

function ruleHolds(rule: WorkflowRule, { world, variables, effort }: Asked): boolean {
  const { operator, value } = rule
  const found = find(rule, world, variables)
  if (found === null) return false
  if (operator === 'matches') return typeof value === 'string' && isFound(value, textsOf(found), effort)
  switch (found.kind) {
    case 'choice':
      return holdsOf.choice(found.value, operator, value)
    case 'list':
      return holdsOf.list(found.value, operator, value)
    case 'flag':
      return holdsOf.flag(found.value, operator, value)
    case 'minutes':
      return holdsOf.minutes(found.value, operator, value, world.now)
    case 'text':
      return holdsOf.text(found.value, operator, value)
    case 'field':
      return holdsOf.field(found.value, operator, value)
    case 'locale':
      return holdsOf.choice(asWanted(found.value, value), operator, folded(value))
    case 'time':
      return holdsForTime(found.value, operator, value)
    default:
      return found satisfies never
  }
}

function find({ field, key = ownTeam }: WorkflowRule, world: World, variables: Variables): Found {
  const { contact, conversation } = world.facts
  switch (field) {
    case 'status':
    case 'priority':
    case 'channelId':
    case 'channelType':
    case 'teamId':
    case 'assigneeId':
      return { kind: 'choice', value: conversation[field] }
    case 'tags':
    case 'skillIds':
      return { kind: 'list', value: conversation[field] }
    case 'subject':
      return { kind: 'text', value: conversation.subject ?? '' }
    case 'isWaiting':
      return { kind: 'flag', value: conversation.waitingSince !== null }
    case 'waitingMinutes':
      return { kind: 'minutes', value: conversation.waitingSince }
    case 'idleMinutes':
      return { kind: 'minutes', value: conversation.lastActivityAt }
    case 'ageMinutes':
      return { kind: 'minutes', value: conversation.createdAt }
    case 'field':
      return { kind: 'field', value: own(conversation.fields, key) }
    case 'contactName':
      return { kind: 'text', value: contact.name }
    case 'contactEmail':
      return { kind: 'text', value: contact.email ?? '' }
    case 'contactPhone':
      return { kind: 'text', value: contact.phone ?? '' }
    case 'contactLocale':
      return { kind: 'locale', value: contact.locale }
    case 'contactTags':
      return { kind: 'list', value: contact.tags }
    case 'contactStage':
      return { kind: 'choice', value: contact.stage }
    case 'contactOwnerId':
      return { kind: 'choice', value: contact.ownerId }
    case 'contactIsNew':
      return { kind: 'flag', value: contact.isNew }
    case 'contactField':
      return { kind: 'field', value: own(contact.fields, key) }
    case 'variable':
      return { kind: 'field', value: own(variables, key) }
    case 'messageText':
      return { kind: 'text', value: world.facts.messageText }
    case 'isOpen': {
      const opening = openingOf(world.facts, key === ownTeam ? workspaceHours : key)
      return opening && { kind: 'flag', value: opening.isOpen }
    }
    case 'queueLength':
    case 'agentsOnline':
    case 'agentsFree':
    case 'etaMinutes': {
      const queue = queueOf(world.facts, key)
      return { kind: 'field', value: queue?.[inQueue[field]] ?? null }
    }
    case 'timeOfDay':
      return { kind: 'time', value: sinceMidnight(localTime(world)) }
    case 'weekday':
      return { kind: 'choice', value: weekdays[localTime(world).dayOfWeek - 1] ?? null }
    default:
      return field satisfies never
  }
}

const inQueue = { queueLength: 'length', agentsOnline: 'online', agentsFree: 'free', etaMinutes: 'etaMinutes' } as const

function textsOf(found: NonNullable<Found>): readonly string[] {
  const { value } = found
  if (typeof value === 'string') return [value]
  if (typeof value === 'number' && found.kind === 'field') return [String(value)]
  return typeof value === 'object' && value !== null ? value : []
}

// What is wanted as a language alone is compared with the language alone; nothing is asked of both at once.
function asWanted(locale: string | null, value: Value): string | null {
  if (locale === null) return null
  const actual = foldLocale(locale)
  const [language = actual] = actual.split('-')
  const wanted = [folded(value)].flat()
  return wanted.includes(actual) || !wanted.includes(language) ? actual : language
}

function folded(value: Value): Value {
  const fold = <T>(each: T) => (typeof each === 'string' ? foldLocale(each) : each)
  return Array.isArray(value) ? value.map(fold) : value === undefined ? value : fold(value)
}

function foldLocale(locale: string): string {
  return locale.replaceAll('_', '-').toLowerCase()
}

const minuteMs = 60_000

function sinceMidnight({ hour, minute, second, millisecond }: Temporal.ZonedDateTime): number {
  return ((hour * 60 + minute) * 60 + second) * 1000 + millisecond
}

function holdsForTime(actual: number, operator: WorkflowRule['operator'], value: Value): boolean {
  const wanted = [value].flat().flatMap((each) => timeOf(each) ?? [])
  const [first] = wanted
  const isThen = wanted.some((time) => Math.floor(actual / minuteMs) * minuteMs === time)
  switch (operator) {
    case 'is':
    case 'any_of':
      return isThen
    case 'is_not':
    case 'none_of':
      return first !== undefined && !isThen
    case 'more_than':
      return first !== undefined && actual >= first
    case 'less_than':
      return first !== undefined && actual < first
    case 'is_set':
      return true
    default:
      return false
  }
}

function timeOf(value: unknown): number | null {
  const found = typeof value === 'string' ? /^([01]\d|2[0-3]):([0-5]\d)$/.exec(value) : null
  return found && (Number(found[1]) * 60 + Number(found[2])) * minuteMs
}
