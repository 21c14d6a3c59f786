import assert from 'node:assert/strict'
import { test } from 'node:test'
import { normalizePhone, spellingsOf } from './phone.ts'

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

test('finds the spellings that a number had and has in Brazil, Mexico and Argentina', () => {
  const same = [
    ['+551187654321', '+5511987654321'],
    ['+5215512345678', '+525512345678'],
    ['+5491123456789', '+541123456789', '+54111523456789'],
  ]
  for (const numbers of same) {
    for (const number of numbers) assert.deepEqual([...spellingsOf(number)].sort(), [...numbers].sort())
  }
})

test('everything else is spelled one way', () => {
  for (const phone of ['+447700900001', '+551132654321', '030 1234567', '5511987654321', '']) {
    assert.deepEqual(spellingsOf(phone), [phone])
  }
})
