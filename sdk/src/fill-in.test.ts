import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillIn, fillInValues, unknownVariables } from './fill-in.ts'

const values = fillInValues({
  contact: { name: 'Cora Customer', email: null, phone: '+15550100' },
  agent: { name: 'Ada Agent' },
  workspace: { name: 'Example Shop' },
  team: null,
  conversation: { number: 42 },
})

test('puts values where a text names them, with blanks or without', () => {
  assert.deepEqual(fillIn('Hello {{contact.first_name}}, I am {{ agent.name }} (#{{conversation.number}}).', values), {
    text: 'Hello Cora, I am Ada Agent (#42).',
    missing: [],
  })
})

test('what nobody knows stays as it is, and is said once', () => {
  assert.deepEqual(fillIn('{{contact.email}} {{contact.email}} {{team.name}} {{constructor}}', values), {
    text: '{{contact.email}} {{contact.email}} {{team.name}} {{constructor}}',
    missing: ['contact.email', 'team.name', 'constructor'],
  })
})

test('a value that looks like a variable is not filled in again', () => {
  assert.equal(fillIn('{{contact.name}}', { 'contact.name': '{{agent.name}}' }).text, '{{agent.name}}')
})

test('tells which names stand for nothing', () => {
  assert.deepEqual(unknownVariables('{{contact.name}} {{contact.age}} {{ contact.age }} {{x}}'), ['contact.age', 'x'])
})
