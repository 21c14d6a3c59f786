import assert from 'node:assert/strict'
import { test } from 'node:test'
import { e164, matchKeys } from './numbers.ts'

test('finds Brazilian mobiles with and without the ninth digit', () => {
  assert.deepEqual(matchKeys('551187654321'), ['5511987654321'])
  assert.deepEqual(matchKeys('5511987654321'), ['551187654321'])
})

test('leaves Brazilian landlines alone', () => {
  assert.deepEqual(matchKeys('551132654321'), [])
  assert.equal(e164('551132654321'), '+551132654321')
})

test('finds Mexican numbers with and without the 1', () => {
  assert.deepEqual(matchKeys('5215512345678'), ['525512345678'])
  assert.deepEqual(matchKeys('525512345678'), ['5215512345678'])
})

test('finds Argentine mobiles from abroad, from home, and without either prefix', () => {
  assert.deepEqual(matchKeys('5491122334455'), ['541122334455', '54111522334455'])
  assert.deepEqual(matchKeys('54111522334455'), ['541122334455', '5491122334455'])
  assert.ok(matchKeys('5493514567890').includes('54351154567890'))
  assert.ok(matchKeys('54351154567890').includes('5493514567890'))
  assert.ok(matchKeys('54290115456789').includes('5492901456789'))
})

test('every spelling leads to every other', () => {
  for (const number of ['551187654321', '5215512345678', '5491122334455']) {
    for (const key of matchKeys(number)) assert.ok(matchKeys(key).includes(number), `${key} to ${number}`)
  }
})

test('knows one spelling of all other numbers', () => {
  for (const number of ['447700900001', '15550100001', '46701740605', '55', '5', '']) {
    assert.deepEqual(matchKeys(number), [])
  }
})

test('writes numbers as their country does today', () => {
  assert.equal(e164('551187654321'), '+5511987654321')
  assert.equal(e164('5215512345678'), '+525512345678')
  assert.equal(e164('5491122334455'), '+5491122334455')
  assert.equal(e164('447700900001'), '+447700900001')
})
