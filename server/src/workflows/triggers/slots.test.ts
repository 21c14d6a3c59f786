import assert from 'node:assert/strict'
import { test } from 'node:test'
import { weekdays, workflowTrigger } from '@fairlead/sdk'
import { slotsBetween } from './slots.ts'

const cases: readonly Readonly<{
  what: string
  times: readonly string[]
  days?: readonly (typeof weekdays)[number][]
  zone: string
  from: string
  to: string
  keys: readonly string[]
}>[] = [
  {
    what: 'a time of a day comes once, at its end of the stretch',
    ...{ times: ['09:00'], zone: 'Europe/Berlin', from: '2026-11-23T08:00+01:00', to: '2026-11-23T09:00+01:00' },
    keys: ['2026-11-23T09:00'],
  },
  {
    what: 'its beginning is left to the stretch before',
    ...{ times: ['09:00'], zone: 'Europe/Berlin', from: '2026-11-23T09:00+01:00', to: '2026-11-23T10:00+01:00' },
    keys: [],
  },
  {
    what: 'other days are left out, by the days of the zone',
    ...{ times: ['00:30'], days: ['tuesday'], zone: 'Asia/Bangkok' },
    ...{ from: '2026-11-23T17:00Z', to: '2026-11-23T18:00Z', keys: ['2026-11-24T00:30'] },
  },
  {
    what: 'several come in order, each once',
    ...{ times: ['10:00', '09:00', '09:00'], zone: 'UTC', from: '2026-11-23T08:59Z', to: '2026-11-23T10:00Z' },
    keys: ['2026-11-23T09:00', '2026-11-23T10:00'],
  },
  {
    what: 'over midnight',
    ...{ times: ['00:10', '23:50'], zone: 'UTC', from: '2026-11-23T23:45Z', to: '2026-11-24T00:15Z' },
    keys: ['2026-11-23T23:50', '2026-11-24T00:10'],
  },
  {
    what: 'what falls into the hour that is skipped comes after it',
    ...{ times: ['02:30'], zone: 'Europe/Berlin', from: '2026-03-29T00:00Z', to: '2026-03-29T01:30Z' },
    keys: ['2026-03-29T02:30'],
  },
  {
    what: 'in the hour that comes twice it comes once',
    ...{ times: ['02:30'], zone: 'Europe/Berlin', from: '2026-10-25T00:00Z', to: '2026-10-25T02:00Z' },
    keys: ['2026-10-25T02:30'],
  },
]

for (const { what, times, days = weekdays, zone, from, to, keys } of cases) {
  test(what, () => {
    const trigger = workflowTrigger.parse({ type: 'schedule', days: [...days], times: [...times] })
    assert.ok(trigger.type === 'schedule')
    const slots = slotsBetween(trigger, zone, Date.parse(from), Date.parse(to))
    assert.deepEqual(
      slots.map(({ key }) => key),
      keys,
    )
  })
}
