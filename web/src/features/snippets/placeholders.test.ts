import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filled, placeholdersIn, unknownIn } from './placeholders.ts'

test('puts in what is known, and leaves what is not', () => {
  const values = { 'contact.first_name': 'Ngọc', 'agent.name': 'Ana Agent' }
  assert.equal(
    filled('Chào {{contact.first_name}}, {{ agent.name }} here. {{contact.phone}} {{odd}}', values),
    'Chào Ngọc, Ana Agent here. {{contact.phone}} {{odd}}',
  )
})

test('what is put in is not looked at again', () => {
  assert.equal(filled('{{contact.name}}', { 'contact.name': '{{agent.name}}', 'agent.name': 'Ana' }), '{{agent.name}}')
})

test('an empty value is none', () => {
  assert.equal(filled('{{contact.email}}', { 'contact.email': '' }), '{{contact.email}}')
})

test('tells what is still open, each once, and what never can be filled', () => {
  assert.deepEqual(placeholdersIn('{{a.b}} {{a.b}} {{ contact.name }} {no} {{}}'), ['{{a.b}}', '{{ contact.name }}'])
  assert.deepEqual(unknownIn('{{a.b}} {{ contact.name }} {{__proto__}}'), ['{{a.b}}', '{{__proto__}}'])
})
