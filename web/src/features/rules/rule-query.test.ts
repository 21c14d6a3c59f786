import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RuleTree } from '@fairlead/sdk'
import type { RuleType } from 'react-querybuilder'
import { inOneWay, queryOf, type Rule, treeOf, valueFor } from './rule-query.ts'

const edited = ({ field, operator, value }: Rule): RuleType => ({ field, operator, value })
const ruleOf = ({ field, value }: RuleType): Rule | null => (field === 'gone' ? null : { field, operator: 'is', value })
const nested: RuleTree<Rule> = {
  combinator: 'or',
  rules: [
    { field: 'subject', operator: 'is', value: 'Order' },
    {
      combinator: 'and',
      not: true,
      rules: [{ combinator: 'or', rules: [{ field: 'plan', operator: 'is', value: 'gold' }] }],
    },
  ],
}

test('groups come back as they were, however deep', () => {
  assert.deepEqual(treeOf(queryOf(nested, edited), ruleOf), nested)
})

test('what is no rule is left out, and its group stays', () => {
  const query = queryOf<Rule>({ combinator: 'and', rules: [{ field: 'gone', operator: 'is' }, nested] }, edited)

  assert.deepEqual(treeOf(query, ruleOf), { combinator: 'and', rules: [nested] })
})

test('what can be said in several ways is edited in one', () => {
  const rule = (operator: Rule['operator'], value: Rule['value']): Rule => ({ field: 'any', operator, value })

  assert.deepEqual(inOneWay(rule('is', 'open'), 'one_of'), { operator: 'any_of', value: ['open'] })
  assert.deepEqual(inOneWay(rule('is_not', ['a', 'b']), 'one_of'), { operator: 'none_of', value: ['a', 'b'] })
  assert.equal(inOneWay(rule('is', null), 'one_of').operator, 'is_not_set')
  assert.deepEqual(inOneWay(rule('has', 'vip'), 'items'), { operator: 'any_of', value: ['vip'] })
  assert.deepEqual(inOneWay(rule('is_not', true), 'flag'), { operator: 'is', value: false })
  assert.deepEqual(inOneWay(rule('has', 'gold'), 'text'), { operator: 'has', value: 'gold' })
})

test('a value takes the shape that its operator wants', () => {
  assert.deepEqual(valueFor('any_of', 'Ana'), { value: ['Ana'] })
  assert.deepEqual(valueFor('none_of', ''), { value: [] })
  assert.deepEqual(valueFor('is', ['Ana', 'Ben']), { value: 'Ana' })
  assert.deepEqual(valueFor('more_than', undefined), { value: '' })
  assert.deepEqual(valueFor('is_set', 'Ana'), {})
})
