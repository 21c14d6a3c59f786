import assert from 'node:assert/strict'
import { test } from 'node:test'
import { normalizePhone } from './phone.ts'

test('writes an international number the one way', () => {
  assert.equal(normalizePhone('+1 (212) 555-0100'), '+12125550100')
  assert.equal(normalizePhone(' +49 30 1234567 '), '+49301234567')
})

test('keeps what is no whole international number as it was typed', () => {
  for (const typed of ['030 1234567', 'ask for Bea', 'call +1 212 555 0100', '+1 212 555 0100 ext. 5']) {
    assert.equal(normalizePhone(typed), typed)
  }
})

test('takes nothing typed for no number', () => {
  assert.equal(normalizePhone('  '), null)
  assert.equal(normalizePhone(null), null)
})
