import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Template } from '@fairlead/sdk'
import { emptyValues, fileOf, isFilled } from './template-text.ts'

const template: Template = {
  name: 'order_ready',
  language: 'en',
  status: 'APPROVED',
  reason: null,
  category: 'UTILITY',
  quality: null,
  lastUsedAt: null,
  parameterFormat: 'positional',
  header: { format: 'TEXT', text: 'Order {{1}}', parameters: ['1'] },
  body: { text: 'Hello {{1}}, it is ready at {{2}}.', parameters: ['1', '2'] },
  footer: 'Example Shop',
  buttons: [{ type: 'URL', text: 'Track', parameters: ['1'] }],
}

test('has an empty value for each place', () => {
  assert.deepEqual(emptyValues(template), { header: { 1: '' }, body: { 1: '', 2: '' }, buttons: [{ 1: '' }] })
  assert.equal(isFilled(emptyValues(template)), false)
})

test('is filled when every place has a value', () => {
  const values = { header: { 1: 'A-7' }, body: { 1: 'Ana', 2: 'noon' }, buttons: [{ 1: 'a7' }] }

  assert.equal(isFilled(values), true)
  assert.equal(isFilled({ ...values, buttons: [{ 1: ' ' }] }), false)
})

test('a file in the header is attached, not typed', () => {
  const withImage = { ...template, header: { format: 'IMAGE', text: null, parameters: ['image'] } }

  assert.equal(fileOf(withImage), 'image')
  assert.equal(fileOf(template), null)
  assert.deepEqual(emptyValues(withImage).header, {})
})
