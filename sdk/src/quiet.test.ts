import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isQuiet } from './quiet.ts'

const night = { isOn: true, from: '20:00', to: '08:00', timeZone: 'Asia/Bangkok' }

test('quiet hours go over midnight, by the clock of the zone', () => {
  assert.equal(isQuiet(night, new Date('2026-03-02T13:00:00Z')), true)
  assert.equal(isQuiet(night, new Date('2026-03-02T00:59:00Z')), true)
  assert.equal(isQuiet(night, new Date('2026-03-02T01:00:00Z')), false)
  assert.equal(isQuiet(night, new Date('2026-03-02T12:59:00Z')), false)
})

test('within a day they begin and end on it', () => {
  const noon = { ...night, from: '12:00', to: '13:30', timeZone: 'UTC' }
  assert.equal(isQuiet(noon, new Date('2026-03-02T12:00:00Z')), true)
  assert.equal(isQuiet(noon, new Date('2026-03-02T13:30:00Z')), false)
})

test('turned off, or from a time to itself, nothing is quiet', () => {
  assert.equal(isQuiet({ ...night, isOn: false }, new Date('2026-03-02T18:00:00Z')), false)
  assert.equal(isQuiet({ ...night, to: '20:00' }, new Date('2026-03-02T18:00:00Z')), false)
})
