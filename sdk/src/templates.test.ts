import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isTemplateMissed, renderTemplate } from './templates.ts'

const template = {
  header: { format: 'TEXT', text: 'Order {{1}}', parameters: ['1'] },
  body: { text: 'Hello {{1}}, it is ready at {{ 2 }}.', parameters: ['1', '2'] },
  footer: 'Example Shop',
}

test('shows what the customer will read', () => {
  assert.equal(
    renderTemplate(template, { header: { 1: 'A-7' }, body: { 1: 'Ana', 2: '' } }),
    'Order A-7\n\nHello Ana, it is ready at {{ 2 }}.\n\nExample Shop',
  )
  const plain = { header: { format: 'IMAGE', text: null, parameters: ['image'] }, body: template.body, footer: null }
  assert.equal(renderTemplate(plain, { header: {}, body: { 1: 'Ana', 2: 'noon' } }), 'Hello Ana, it is ready at noon.')
})

test('a value that looks like a place stays as it was typed', () => {
  const named = { header: null, body: { text: '{{1}} {{name}}', parameters: ['1', 'name'] }, footer: null }
  assert.equal(renderTemplate(named, { header: {}, body: { 1: '{{name}}', name: '$&' } }), '{{name}} $&')
})

test('only what was in use is missed', () => {
  const now = Date.parse('2026-11-22T12:00:00Z')
  const missed = (status: string, lastUsedAt: string | null) => isTemplateMissed({ status, lastUsedAt }, now)

  assert.equal(missed('PAUSED', '2026-11-20T12:00:00Z'), true)
  assert.equal(missed('PAUSED', '2026-10-20T12:00:00Z'), false)
  assert.equal(missed('REJECTED', null), false)
  assert.equal(missed('APPROVED', '2026-11-20T12:00:00Z'), false)
})
