import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sample } from '../builder/model/sample.ts'
import { pickWorkflow } from './pick-workflow.ts'

const named = (name: string) => ({ name, description: '', definition: sample() })
const [sales, support] = [named('Sales'), named('Support')]

test('of one in a file it is that one, whatever it is called', () => {
  assert.equal(pickWorkflow([sales], 'Support'), sales)
})

test('of several it is the one of the same name', () => {
  assert.equal(pickWorkflow([sales, support], 'Support'), support)
})

test('of several where none or two have the name, nobody can tell', () => {
  assert.equal(pickWorkflow([sales, support], 'Triage'), null)
  assert.equal(pickWorkflow([sales, support, named('Support')], 'Support'), null)
  assert.equal(pickWorkflow([], 'Support'), null)
})
