import { type WorkflowCondition, type WorkflowRule, workflowField, workflowRule } from '@fairlead/sdk'
import type { RuleGroupType, RuleType } from 'react-querybuilder'

/** Fields that mean one of several: the builder knows `queueLength:<team>` and `contactField:plan`. */
const separator = ':'

export function queryOf({ combinator, not, rules }: WorkflowCondition): RuleGroupType {
  return {
    combinator,
    not: not === true,
    rules: rules.map((rule) => ('rules' in rule ? queryOf(rule) : ruleOf(rule))),
  }
}

export function conditionOf({ combinator, not, rules }: RuleGroupType): WorkflowCondition {
  return {
    combinator: combinator === 'or' ? 'or' : 'and',
    ...(not === true ? { not } : {}),
    rules: rules.flatMap((rule) => ('rules' in rule ? conditionOf(rule) : (workflowRuleOf(rule) ?? []))),
  }
}

/** What the builder calls a field. */
export function nameOf({ field, key }: Pick<WorkflowRule, 'field' | 'key'>): string {
  return key === undefined || key === '' ? field : `${field}${separator}${key}`
}

export function fieldOf(name: string): Pick<WorkflowRule, 'field' | 'key'> | null {
  const at = name.indexOf(separator)
  const field = workflowField.options.find((one) => one === (at < 0 ? name : name.slice(0, at)))
  if (field === undefined) return null
  return at < 0 ? { field } : { field, key: name.slice(at + 1) }
}

/** The names of all fields that a condition looks at. */
export function namesIn({ rules }: WorkflowCondition): string[] {
  return rules.flatMap((rule) => ('rules' in rule ? namesIn(rule) : nameOf(rule)))
}

function ruleOf(rule: WorkflowRule): RuleType {
  const { operator, value } = inOneWay(rule)
  return { field: nameOf(rule), operator, value }
}

const choices: readonly string[] = [
  ...['status', 'priority', 'channelId', 'channelType', 'teamId', 'assigneeId', 'contactLocale', 'contactStage'],
  ...['contactOwnerId', 'weekday'],
]
const lists: readonly string[] = ['tags', 'skillIds', 'contactTags']
const flags: readonly string[] = ['isWaiting', 'contactIsNew', 'isOpen']

// One of one is edited as one of several, and nobody as empty.
function inOneWay(rule: WorkflowRule): WorkflowRule {
  const { field, operator, value } = rule
  if (choices.includes(field) && (operator === 'is' || operator === 'is_not') && value !== undefined) {
    if (value === null) return { ...rule, operator: operator === 'is' ? 'is_not_set' : 'is_set' }
    return { ...rule, operator: operator === 'is' ? 'any_of' : 'none_of', value: [value].flat() }
  }
  if (lists.includes(field) && (operator === 'has' || operator === 'has_not') && value !== undefined && value !== null)
    return { ...rule, operator: operator === 'has' ? 'any_of' : 'none_of', value: [value].flat() }
  if (flags.includes(field) && operator === 'is_not' && typeof value === 'boolean')
    return { ...rule, operator: 'is', value: !value }
  return rule
}

function workflowRuleOf({ field: name, operator: given, value }: RuleType): WorkflowRule | null {
  const field = fieldOf(name)
  const operator = workflowRule.shape.operator.options.find((one) => one === given)
  if (field === null || operator === undefined) return null
  return { ...field, operator, ...valueFor(operator, value) }
}

// Another operator may want another shape of what stands there already.
function valueFor(operator: WorkflowRule['operator'], value: unknown): Pick<WorkflowRule, 'value'> {
  switch (operator) {
    case 'is_set':
    case 'is_not_set':
      return {}
    case 'any_of':
    case 'none_of':
      return { value: listOf(value) }
    default:
      return { value: Array.isArray(value) ? (listOf(value)[0] ?? '') : (scalarOf(value) ?? '') }
  }
}

type Scalar = string | number | boolean | null

function listOf(value: unknown): Scalar[] {
  const items: unknown[] = Array.isArray(value) ? value : value === '' || value === undefined ? [] : [value]
  return items.flatMap((item) => scalarOf(item) ?? [])
}

function scalarOf(value: unknown): Scalar | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return value === null ? null : undefined
}
