import assert from 'node:assert/strict'
import test from 'node:test'
import { durationText } from './duration-text.ts'
import { unitOf } from './form/duration-units.ts'

test('says minutes in the units that people use', () => {
  assert.equal(durationText(1, 'en'), '1 minute')
  assert.equal(durationText(90, 'en'), '1 hour 30 minutes')
  assert.equal(durationText(2880, 'en'), '2 days')
  assert.equal(durationText(0, 'en'), '0 minutes')
})

test('takes the largest unit without a fraction', () => {
  assert.equal(unitOf(0), 'minutes')
  assert.equal(unitOf(90), 'minutes')
  assert.equal(unitOf(120), 'hours')
  assert.equal(unitOf(2880), 'days')
})
