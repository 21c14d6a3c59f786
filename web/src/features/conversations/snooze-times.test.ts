import assert from 'node:assert/strict'
import { test } from 'node:test'
import { snoozePresets, toLocalInput } from './snooze-times.ts'

test('offers later today, and mornings to come', () => {
  const wednesday = new Date(2026, 2, 11, 14, 20)

  assert.deepEqual(describe(wednesday), [
    'laterToday 2026-03-11T17:20',
    'tomorrow 2026-03-12T09:00',
    'monday 2026-03-16T09:00',
    'nextWeek 2026-03-18T09:00',
  ])
})

test('offers no time twice, and nothing later today when today is over', () => {
  const sundayNight = new Date(2026, 2, 15, 22, 0)
  const monday = new Date(2026, 2, 16, 8, 0)

  assert.deepEqual(describe(sundayNight), ['tomorrow 2026-03-16T09:00', 'nextWeek 2026-03-22T09:00'])
  assert.deepEqual(describe(monday), [
    'laterToday 2026-03-16T11:00',
    'tomorrow 2026-03-17T09:00',
    'nextWeek 2026-03-23T09:00',
  ])
})

function describe(now: Date): string[] {
  return snoozePresets(now).map(({ name, until }) => `${name} ${toLocalInput(until)}`)
}
