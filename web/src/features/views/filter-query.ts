import { type Condition, type Filter, filterField, filterOperator } from '@fairlead/sdk'
import type { RuleType } from 'react-querybuilder'
import { inOneWay, valueFor } from '../rules/rule-query.ts'
import { kindOfField } from './filter-choices.ts'

/** Custom fields are fields of the builder by themselves: `field:plan`. */
const ofCustomField = 'field:'

/** Whether every condition says what it wants. */
export function isComplete({ rules }: Filter): boolean {
  return rules.every((rule) => {
    if ('rules' in rule) return isComplete(rule)
    if (rule.operator === 'is_set' || rule.operator === 'is_not_set') return true
    return Array.isArray(rule.value) ? rule.value.length > 0 : rule.value !== undefined && rule.value !== ''
  })
}

/** A condition as the builder edits it. */
export function ruleOf(condition: Condition): RuleType {
  const { field, key } = condition
  const name = field === 'field' ? `${ofCustomField}${key}` : field
  return { field: name, ...inOneWay(condition, kindOfField[field]) }
}

/** And back; null: of no field, or no operator, that there is. */
export function conditionOf({ field: name, operator: given, value }: RuleType): Condition | null {
  const isCustom = name.startsWith(ofCustomField)
  const field = isCustom ? 'field' : filterField.options.find((one) => one === name)
  const operator = filterOperator.options.find((one) => one === given)
  if (field === undefined || operator === undefined) return null
  const key = isCustom ? { key: name.slice(ofCustomField.length) } : {}
  return { field, ...key, operator, ...valueFor(operator, value) }
}
