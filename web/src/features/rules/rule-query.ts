import type { RuleTree } from '@fairlead/sdk'
import type { RuleGroupType, RuleType } from 'react-querybuilder'
import type { RuleKind, RuleOperator } from './rule-choices.ts'

export type Rule = Readonly<{ field: string; operator: RuleOperator; value?: RuleValue | undefined }>

type Scalar = string | number | boolean | null
type RuleValue = Scalar | Scalar[]

/** Rules in groups as the builder edits them. */
export function queryOf<R extends Rule>(
  { combinator, not, rules }: RuleTree<R>,
  edited: (rule: R) => RuleType,
): RuleGroupType {
  return {
    combinator,
    not: not === true,
    rules: rules.map((rule) => (isGroup(rule) ? queryOf(rule, edited) : edited(rule))),
  }
}

/** And back; what is no rule (null) is left out. */
export function treeOf<R extends Rule>(
  { combinator, not, rules }: RuleGroupType,
  ruleOf: (edited: RuleType) => R | null,
): RuleTree<R> {
  return {
    combinator: combinator === 'or' ? 'or' : 'and',
    ...(not === true ? { not } : {}),
    rules: rules.flatMap((rule): readonly (R | RuleTree<R>)[] => {
      if ('rules' in rule) return [treeOf(rule, ruleOf)]
      const read = ruleOf(rule)
      return read === null ? [] : [read]
    }),
  }
}

function isGroup<R extends Rule>(rule: R | RuleTree<R>): rule is RuleTree<R> {
  return 'rules' in rule
}

/** What can be said in several ways is edited in one: one of one as one of several, and nobody as empty. */
export function inOneWay({ operator, value }: Rule, kind: RuleKind): Pick<RuleType, 'operator' | 'value'> {
  if (value === undefined) return { operator, value }
  if (kind === 'one_of' && (operator === 'is' || operator === 'is_not')) {
    if (value === null) return { operator: operator === 'is' ? 'is_not_set' : 'is_set', value }
    return { operator: operator === 'is' ? 'any_of' : 'none_of', value: [value].flat() }
  }
  if (kind === 'items' && (operator === 'has' || operator === 'has_not') && value !== null)
    return { operator: operator === 'has' ? 'any_of' : 'none_of', value: [value].flat() }
  if (kind === 'flag' && operator === 'is_not' && typeof value === 'boolean') return { operator: 'is', value: !value }
  return { operator, value }
}

/** Another operator may want another shape of what stands there already. */
export function valueFor(operator: RuleOperator, value: unknown): Pick<Rule, 'value'> {
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

function listOf(value: unknown): Scalar[] {
  const items: unknown[] = Array.isArray(value) ? value : value === '' || value === undefined ? [] : [value]
  return items.flatMap((item) => scalarOf(item) ?? [])
}

function scalarOf(value: unknown): Scalar | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return value === null ? null : undefined
}
