import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type WorkflowCondition, type WorkflowRule, workflowCondition, workflowField } from '@fairlead/sdk'
import { operatorsOf, usualValueOf } from '../../../../rules/rule-choices.ts'
import { queryOf, treeOf } from '../../../../rules/rule-query.ts'
import { isOfTeams, kindOfField } from './condition-choices.ts'
import { editedRuleOf, fieldOf, nameOf, namesIn, workflowRuleOf } from './condition-query.ts'

const team = '0198f2ab-0000-7000-8000-000000000001'
const keyed: readonly string[] = ['field', 'contactField', 'variable']
const edited = (condition: WorkflowCondition) => treeOf(queryOf(condition, editedRuleOf), workflowRuleOf)
const all = (...rules: WorkflowRule[]): WorkflowCondition => ({ combinator: 'and', rules })

for (const field of workflowField.options) {
  test(`${field} comes back from the builder as it was, with each of its operators`, () => {
    const keys = keyed.includes(field) ? ['plan'] : isOfTeams(field) ? [undefined, team] : [undefined]
    const kind = kindOfField[field]
    for (const key of keys)
      for (const operator of operatorsOf({ kind, isNullable: true })) {
        const usual = usualValueOf({ kind }, '2030-01-31')
        const value = operator === 'any_of' || operator === 'none_of' ? ['one', 'two'] : usual
        const hasValue = operator !== 'is_set' && operator !== 'is_not_set'
        const rule: WorkflowRule = { field, ...(key ? { key } : {}), operator, ...(hasValue ? { value } : {}) }
        assert.deepEqual(edited(all(rule)), all(rule), `${field} ${operator}`)
        assert.ok(workflowCondition.safeParse(edited(all(rule))).success, `${field} ${operator}`)
      }
  })
}

test('groups keep what they are, however deep', () => {
  const nested: WorkflowCondition = {
    combinator: 'or',
    rules: [
      { field: 'contactTags', operator: 'any_of', value: ['vip'] },
      {
        combinator: 'and',
        not: true,
        rules: [{ combinator: 'or', rules: [{ field: 'variable', key: 'total', operator: 'more_than', value: 100 }] }],
      },
    ],
  }
  assert.deepEqual(edited(nested), nested)
  assert.deepEqual(namesIn(nested), ['contactTags', 'variable:total'])
})

test('one of one is edited as one of several, and nobody as empty', () => {
  const given = all(
    { field: 'status', operator: 'is', value: 'open' },
    { field: 'contactOwnerId', operator: 'is', value: null },
    { field: 'contactTags', operator: 'has_not', value: 'vip' },
    { field: 'contactIsNew', operator: 'is_not', value: true },
  )
  assert.deepEqual(edited(given).rules, [
    { field: 'status', operator: 'any_of', value: ['open'] },
    { field: 'contactOwnerId', operator: 'is_not_set' },
    { field: 'contactTags', operator: 'none_of', value: ['vip'] },
    { field: 'contactIsNew', operator: 'is', value: false },
  ])
})

test('a value takes the shape that its operator wants', () => {
  const as = (operator: string, value: unknown) => workflowRuleOf({ field: 'contactName', operator, value })
  assert.deepEqual(as('any_of', 'Ana'), { field: 'contactName', operator: 'any_of', value: ['Ana'] })
  assert.deepEqual(as('any_of', ''), { field: 'contactName', operator: 'any_of', value: [] })
  assert.deepEqual(as('is', ['Ana', 'Bo']), { field: 'contactName', operator: 'is', value: 'Ana' })
})

test('a name says which field and which of its kind', () => {
  assert.deepEqual(fieldOf('variable:a:b'), { field: 'variable', key: 'a:b' })
  assert.equal(nameOf({ field: 'isOpen' }), 'isOpen')
  assert.equal(fieldOf('nonsense'), null)
})
