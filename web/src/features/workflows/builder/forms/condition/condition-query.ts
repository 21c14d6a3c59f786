import { type WorkflowCondition, type WorkflowRule, workflowField, workflowRule } from '@fairlead/sdk'
import type { RuleType } from 'react-querybuilder'
import { inOneWay, valueFor } from '../../../../rules/rule-query.ts'
import { kindOfField } from './condition-choices.ts'

/** Fields that mean one of several: the builder knows `queueLength:<team>` and `contactField:plan`. */
const separator = ':'

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

/** A rule as the builder edits it. */
export function editedRuleOf(rule: WorkflowRule): RuleType {
  return { field: nameOf(rule), ...inOneWay(rule, kindOfField[rule.field]) }
}

/** And back; null: of no field, or no operator, that there is. */
export function workflowRuleOf({ field: name, operator: given, value }: RuleType): WorkflowRule | null {
  const field = fieldOf(name)
  const operator = workflowRule.shape.operator.options.find((one) => one === given)
  if (field === null || operator === undefined) return null
  return { ...field, operator, ...valueFor(operator, value) }
}
