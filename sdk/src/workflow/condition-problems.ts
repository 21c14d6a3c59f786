import type { WorkflowField, WorkflowRule } from '../contract/workflow/condition.ts'
import type { WorkflowDefinition } from '../contract/workflow/definition.ts'
import type { WorkflowProblem } from '../contract/workflow/problem.ts'
import { conditionsOf, type PlacedRule, rulesOf } from './conditions.ts'
import { doubt, mistake } from './found-problem.ts'

type Operator = WorkflowRule['operator']
type Kind = Readonly<{ operators: readonly Operator[]; isValue: (value: unknown) => boolean }>

/** Rules that hold for nothing, whatever comes: something is missing, or makes no sense of its field. */
export function conditionProblems(definition: WorkflowDefinition): WorkflowProblem[] {
  return conditionsOf(definition).flatMap((placed) => {
    const { stepId, path, condition } = placed
    const isEmptyBranch = stepId !== null && condition.rules.length === 0
    return [
      ...(isEmptyBranch ? [doubt({ code: 'missing', stepId, path })] : []),
      ...rulesOf(placed).flatMap((rule) => ruleProblem(rule) ?? []),
    ]
  })
}

function ruleProblem({ stepId, path, rule }: PlacedRule): WorkflowProblem | null {
  const { field, key = '', operator, value } = rule
  const { operators, isValue } = kinds[field]
  if (needKey.has(field) && key === '') return mistake({ code: 'missing', stepId, path: `${path}.key` })
  if (!operators.includes(operator)) {
    const data = { reason: 'operator', field, operator }
    return mistake({ code: 'invalid', stepId, path: `${path}.operator`, data })
  }
  if (operator === 'is_set' || operator === 'is_not_set') return null
  if (isNothing(value)) return mistake({ code: 'missing', stepId, path: `${path}.value` })
  const isSeveral = operator === 'any_of' || operator === 'none_of'
  const isFitting = operator === 'matches' ? isText : operator === 'has' || operator === 'has_not' ? isText : isValue
  const isRight = isSeveral ? Array.isArray(value) && value.every(isFitting) : isFitting(value)
  const data = { reason: 'value', field, operator }
  return isRight ? null : mistake({ code: 'invalid', stepId, path: `${path}.value`, data })
}

function isNothing(value: WorkflowRule['value']): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

const isOne: readonly Operator[] = ['is', 'is_not', 'any_of', 'none_of']
const isThere: readonly Operator[] = ['is_set', 'is_not_set']
const isIn: readonly Operator[] = ['has', 'has_not']
const isMore: readonly Operator[] = ['more_than', 'less_than']

const choice: Kind = {
  operators: [...isOne, ...isThere, 'matches'],
  isValue: (value) => value === null || isText(value),
}
const list: Kind = { operators: [...isIn, 'any_of', 'none_of', ...isThere, 'matches'], isValue: isText }
const text: Kind = {
  operators: [...isOne, ...isIn, ...isThere, 'matches'],
  isValue: (value) => value === null || isText(value),
}
const flag: Kind = { operators: ['is', 'is_not'], isValue: (value) => typeof value === 'boolean' }
const minutes: Kind = { operators: [...isMore, ...isThere], isValue: (value) => typeof value === 'number' }
const count: Kind = { operators: [...isOne, ...isMore, ...isThere], isValue: (value) => typeof value === 'number' }
const anything: Kind = {
  operators: [...isOne, ...isIn, ...isMore, ...isThere, 'matches'],
  isValue: (value) => !Array.isArray(value),
}
const time: Kind = {
  operators: [...isOne, ...isMore],
  isValue: (value) => typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value),
}

const kinds: Readonly<Record<WorkflowField, Kind>> = {
  status: choice,
  priority: choice,
  channelId: choice,
  channelType: choice,
  teamId: choice,
  assigneeId: choice,
  tags: list,
  skillIds: list,
  subject: text,
  isWaiting: flag,
  waitingMinutes: minutes,
  idleMinutes: minutes,
  ageMinutes: minutes,
  field: anything,
  contactName: text,
  contactEmail: text,
  contactPhone: text,
  contactLocale: choice,
  contactTags: list,
  contactStage: choice,
  contactOwnerId: choice,
  contactIsNew: flag,
  contactField: anything,
  variable: anything,
  messageText: text,
  isOpen: flag,
  queueLength: count,
  agentsOnline: count,
  agentsFree: count,
  etaMinutes: count,
  timeOfDay: time,
  weekday: choice,
}

const needKey: ReadonlySet<WorkflowField> = new Set<WorkflowField>(['field', 'contactField', 'variable'])
