import assert from 'node:assert/strict'
import { test } from 'node:test'
import { workflowDefinition } from '@fairlead/sdk'
import { previewOf, variableKinds, variablesSetBy } from './variables.ts'

const definition = workflowDefinition.parse({
  start: {
    trigger: { type: 'button', label: 'Refund', form: [{ name: 'reason', label: 'Why', kind: 'text' }] },
  },
  steps: [
    { id: 'a', type: 'set_variable', variable: 'plan', value: 'gold' },
    {
      ...{ id: 'b', type: 'ask_question', text: { defaultLocale: 'en', texts: { en: 'Number?' } } },
      saveTo: { kind: 'variable', name: 'order_number' },
    },
    { id: 'c', type: 'http_request', url: 'https://shop.example', mapping: [{ path: 'state', variable: 'state' }] },
    { id: 'd', type: 'set_variable', variable: 'plan', value: null },
  ],
})

test('knows every variable that something sets, once', () => {
  assert.deepEqual(variablesSetBy(definition), ['http_status', 'order_number', 'plan', 'reason', 'state'])
})

test('knows what a variable holds from what sets it', () => {
  const kinds = variableKinds(
    workflowDefinition.parse({
      start: { trigger: { type: 'workflow' } },
      steps: [
        { id: 'a', type: 'set_variable', variable: 'total', value: 3 },
        { id: 'b', type: 'set_variable', variable: 'total', value: 'three' },
        { id: 'c', type: 'http_request', url: 'https://shop.example' },
        {
          ...{ id: 'd', type: 'ask_question', answer: 'rating', text: { defaultLocale: 'en', texts: { en: '?' } } },
          saveTo: { kind: 'variable', name: 'stars' },
        },
      ],
    }),
  )
  assert.deepEqual(Object.fromEntries(kinds), { http_status: 'number', stars: 'number', total: 'text' })
})

test('a preview has examples in the place of what changes', () => {
  assert.equal(previewOf('Hello {{ contact.first_name }}!'), 'Hello Ana!')
  assert.equal(
    previewOf('{{contact.name | upcase}}: {% if variable.plan %}{{ variable.plan }}{% endif %}'),
    'Ana Example: ‹plan›',
  )
})
