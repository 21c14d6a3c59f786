import { type Condition, type Filter, filterField, filterOperator } from '@fairlead/sdk'
import type { RuleGroupType, RuleType } from 'react-querybuilder'

/** Custom fields are fields of the builder by themselves: `field:plan`. */
const ofCustomField = 'field:'

/** A filter as the builder edits it: what can be said in several ways is said in one. */
export function queryOf({ combinator, not, rules }: Filter): RuleGroupType {
  return {
    combinator,
    not: not === true,
    rules: rules.map((rule) => ('rules' in rule ? queryOf(rule) : ruleOf(rule))),
  }
}

export function filterOf({ combinator, not, rules }: RuleGroupType): Filter {
  return {
    combinator: combinator === 'or' ? 'or' : 'and',
    ...(not === true ? { not } : {}),
    rules: rules.flatMap((rule) => ('rules' in rule ? filterOf(rule) : (conditionOf(rule) ?? []))),
  }
}

/** Whether every condition says what it wants. */
export function isComplete({ rules }: Filter): boolean {
  return rules.every((rule) => {
    if ('rules' in rule) return isComplete(rule)
    if (rule.operator === 'is_set' || rule.operator === 'is_not_set') return true
    return Array.isArray(rule.value) ? rule.value.length > 0 : rule.value !== undefined && rule.value !== ''
  })
}

function ruleOf(condition: Condition): RuleType {
  const { field, key, operator, value } = inOneWay(condition)
  return { field: field === 'field' ? `${ofCustomField}${key}` : field, operator, value }
}

// One of one is one of several.
function inOneWay(condition: Condition): Condition {
  const { field, operator, value } = condition
  const isChoice = ['status', 'priority', 'channelId', 'channelType', 'teamId', 'assigneeId', 'closingCategoryId']
  if (isChoice.includes(field) && (operator === 'is' || operator === 'is_not') && value !== undefined) {
    if (value === null) return { ...condition, operator: operator === 'is' ? 'is_not_set' : 'is_set' }
    return { ...condition, operator: operator === 'is' ? 'any_of' : 'none_of', value: [value].flat() }
  }
  const isList = field === 'tags' || field === 'skillIds'
  if (isList && (operator === 'has' || operator === 'has_not') && value !== undefined && value !== null) {
    return { ...condition, operator: operator === 'has' ? 'any_of' : 'none_of', value: [value].flat() }
  }
  if ((field === 'isUnread' || field === 'isWaiting') && operator === 'is_not' && typeof value === 'boolean') {
    return { ...condition, operator: 'is', value: !value }
  }
  return condition
}

function conditionOf({ field: name, operator: given, value }: RuleType): Condition | null {
  const isCustom = name.startsWith(ofCustomField)
  const field = isCustom ? 'field' : filterField.options.find((one) => one === name)
  const operator = filterOperator.options.find((one) => one === given)
  if (field === undefined || operator === undefined) return null
  return {
    field,
    ...(isCustom ? { key: name.slice(ofCustomField.length) } : {}),
    operator,
    ...(operator === 'is_set' || operator === 'is_not_set' ? {} : { value }),
  }
}
