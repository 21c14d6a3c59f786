import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Hours as HoursSetting } from '@fairlead/sdk'
import { AppError } from '../errors.ts'
import { requireValidHours } from './check.ts'
import { officeHours } from './testing.ts'

test('takes hours without a mistake, and none', () => {
  requireValidHours(null)
  requireValidHours(officeHours())
  requireValidHours(officeHours({ holidays: { country: 'DE', region: 'BY' } }))
})

test('tells every mistake with its place, and the first in a sentence', () => {
  const error = refusalOf(
    officeHours({
      timeZone: 'Europe/Atlantis',
      exceptions: [{ date: '2030-12-24', intervals: [{ from: '18:00', to: '02:00', isNextDay: false }], name: '' }],
      holidays: { country: 'DE', region: 'TX' },
    }),
    'policy.hours',
  )

  assert.equal(error.code, 'invalid_request')
  assert.match(error.message, /^policy\.hours\.timeZone: There is no time zone “Europe\/Atlantis”/)
  assert.deepEqual(pathsOf(error), [
    'policy.hours.timeZone',
    'policy.hours.exceptions.0.intervals.0',
    'policy.hours.holidays.region',
  ])
})

test('refuses holidays of a country it does not know', () => {
  assert.deepEqual(pathsOf(refusalOf(officeHours({ holidays: { country: 'XX', region: null } }))), [
    'hours.holidays.country',
  ])
})

function refusalOf(hours: HoursSetting, path?: string): AppError {
  try {
    requireValidHours(hours, path)
  } catch (error) {
    assert.ok(error instanceof AppError)
    return error
  }
  return assert.fail('the hours were taken')
}

function pathsOf({ data }: AppError): string[] {
  assert.ok(Array.isArray(data.errors))
  return data.errors.map(({ path }) => path)
}
