import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Filter, filter, filterField } from '@fairlead/sdk'
import { operatorsOf, usualValueOf } from '../rules/rule-choices.ts'
import { queryOf, treeOf } from '../rules/rule-query.ts'
import { filterOperators, kindOfField } from './filter-choices.ts'
import { conditionOf, isComplete, ruleOf } from './filter-query.ts'

const edited = (filter: Filter) => treeOf(queryOf(filter, ruleOf), conditionOf)

const nested: Filter = {
  combinator: 'and',
  rules: [
    { field: 'status', operator: 'any_of', value: ['open', 'snoozed'] },
    {
      combinator: 'or',
      not: true,
      rules: [
        { field: 'field', key: 'plan', operator: 'has', value: 'gold' },
        { field: 'waitingMinutes', operator: 'more_than', value: 60 },
        { field: 'teamId', operator: 'is_not_set' },
      ],
    },
  ],
}

test('what the builder gives back is what it was given', () => {
  assert.deepEqual(edited(nested), nested)
})

for (const field of filterField.options) {
  test(`${field} comes back from the builder as it was, with each operator that views know`, () => {
    const kind = kindOfField[field]
    for (const operator of operatorsOf({ kind, isNullable: true }, filterOperators)) {
      const usual = usualValueOf({ kind }, '2030-01-31')
      const hasValue = operator !== 'is_set' && operator !== 'is_not_set'
      const rule = {
        field,
        ...(field === 'field' ? { key: 'plan' } : {}),
        operator,
        ...(hasValue ? { value: usual } : {}),
      }
      const given = filter.parse({ combinator: 'and', rules: [rule] })
      assert.deepEqual(edited(given), given, operator)
    }
  })
}

test('one of one is edited as one of several, and nobody as empty', () => {
  const given: Filter = {
    combinator: 'and',
    rules: [
      { field: 'status', operator: 'is', value: 'open' },
      { field: 'assigneeId', operator: 'is', value: null },
      { field: 'teamId', operator: 'is_not', value: null },
      { field: 'tags', operator: 'has_not', value: 'vip' },
      { field: 'isUnread', operator: 'is_not', value: true },
    ],
  }

  assert.deepEqual(edited(given).rules, [
    { field: 'status', operator: 'any_of', value: ['open'] },
    { field: 'assigneeId', operator: 'is_not_set' },
    { field: 'teamId', operator: 'is_set' },
    { field: 'tags', operator: 'none_of', value: ['vip'] },
    { field: 'isUnread', operator: 'is', value: false },
  ])
})

test('a condition without what it looks for is not complete, however deep it is', () => {
  const lacking = (value: Filter['rules'][number]): Filter => ({
    combinator: 'and',
    rules: [{ combinator: 'or', rules: [value] }],
  })

  assert.ok(isComplete(nested))
  assert.ok(!isComplete(lacking({ field: 'tags', operator: 'any_of', value: [] })))
  assert.ok(!isComplete(lacking({ field: 'contactName', operator: 'has', value: '' })))
  assert.ok(isComplete(lacking({ field: 'isUnread', operator: 'is', value: false })))
})
