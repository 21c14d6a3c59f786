import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Announcement, announce, type BusinessClock, roundedUp } from './announce.ts'
import { predictWait } from './predict-wait.ts'
import { alwaysOpen, nineToFive } from './testing/clocks.ts'

const minuteMs = 60_000
const noon = Date.parse('2030-01-07T12:00:00Z')
const tomorrowAtNine = Date.parse('2030-01-08T09:00:00Z')

const ladder: readonly (readonly [number, object])[] = [
  [0, { kind: 'minutes', minutes: 1 }],
  [1, { kind: 'minutes', minutes: 1 }],
  [1.01, { kind: 'minutes', minutes: 2 }],
  [3.5, { kind: 'minutes', minutes: 5 }],
  [6, { kind: 'minutes', minutes: 10 }],
  [15, { kind: 'minutes', minutes: 15 }],
  [16, { kind: 'minutes', minutes: 20 }],
  [31, { kind: 'minutes', minutes: 45 }],
  [61, { kind: 'minutes', minutes: 90 }],
  [90.1, { kind: 'hours', hours: 2 }],
  [120, { kind: 'hours', hours: 2 }],
  [121, { kind: 'hours', hours: 3 }],
  [24 * 60, { kind: 'hours', hours: 24 }],
]

for (const [minutes, spoken] of ladder) {
  test(`${minutes} minutes are told as ${JSON.stringify(spoken)}`, () => {
    assert.deepEqual(roundedUp(minutes * minuteMs), spoken)
  })
}

test('tells the quantile rounded up, and promises what it tells', () => {
  assert.deepEqual(tell(6), { kind: 'minutes', minutes: 10, position: 3, latestAt: noon + 10 * minuteMs })
})

test('a higher quantile promises later', () => {
  const estimate = { meanMinutes: 10, varianceMinutes: 100, pointMinutes: 10 }
  const tellAt = (quantile: number) => announce(estimate, { position: 1, quantile, now: noon, clock: alwaysOpen })

  assert.deepEqual(tellAt(0.5), { kind: 'minutes', minutes: 10, position: 1, latestAt: noon + 10 * minuteMs })
  assert.deepEqual(tellAt(0.8), { kind: 'minutes', minutes: 20, position: 1, latestAt: noon + 20 * minuteMs })
  assert.deepEqual(tellAt(0.99), { kind: 'minutes', minutes: 60, position: 1, latestAt: noon + 60 * minuteMs })
})

for (const closing of ['ends the day', 'belongs to the next'] as const) {
  const clock = nineToFive(closing)
  const at = (time: string) => Date.parse(`2030-01-07T${time}:00Z`)

  test(`within the day tells minutes and hours, when closing ${closing}`, () => {
    assert.deepEqual(tell(40, clock, at('16:00')), {
      kind: 'minutes',
      minutes: 45,
      position: 3,
      latestAt: at('16:45'),
    })
    assert.deepEqual(tell(150, clock, at('09:00')), { kind: 'hours', hours: 3, position: 3, latestAt: at('12:00') })
  })

  test(`beyond the day tells the opening, and promises the end of the wait, when closing ${closing}`, () => {
    const latestAt = Date.parse('2030-01-08T09:25:00Z')

    assert.deepEqual(tell(45, clock, at('16:40')), { kind: 'from', at: tomorrowAtNine, position: 3, latestAt })
  })

  test(`days ahead tells the opening of that day, when closing ${closing}`, () => {
    const latestAt = Date.parse('2030-01-09T10:00:00Z')

    assert.deepEqual(tell(8 * 60 + 120, clock, at('16:00')), {
      kind: 'from',
      at: Date.parse('2030-01-09T09:00:00Z'),
      position: 3,
      latestAt,
    })
  })

  test(`while closed tells the opening, when closing ${closing}`, () => {
    const latestAt = Date.parse('2030-01-08T09:05:00Z')

    assert.deepEqual(tell(5, clock, at('22:10')), { kind: 'from', at: tomorrowAtNine, position: 3, latestAt })
  })
}

test('says nothing when the team never opens again, or the wait is beyond telling', () => {
  assert.equal(tell(5, { ...alwaysOpen, addBusinessMs: () => null }), null)
  assert.equal(tell(31 * 24 * 60), null)
})

test('is never negative, never below the quantile, and later further back', () => {
  const anyClock = fc.constantFrom(alwaysOpen, nineToFive('ends the day'), nineToFive('belongs to the next'))
  const anyQueue = fc.record({
    position: fc.integer({ min: 1, max: 60 }),
    slots: fc.double({ min: 1, max: 50, noNaN: true }),
    slotsInUse: fc.integer({ min: 0, max: 60 }),
    releases: fc.nat(60),
    busySlotMinutes: fc.nat(3000),
    longRunHandlingMinutes: fc.integer({ min: 1, max: 120 }),
    releasesInSevenDays: fc.constant(100),
    abandoned: fc.nat(10),
    waitingMinutes: fc.nat(1000),
    holMinutes: fc.nat(100),
    lesMinutes: fc.nat(100),
  })

  fc.assert(
    fc.property(
      anyQueue,
      anyClock,
      fc.double({ min: 0.5, max: 0.99, noNaN: true }),
      fc.nat(24 * 60 - 1),
      (queue, clock, quantile, minute) => {
        const now = noon + minute * minuteMs
        const tellAt = (position: number) =>
          announce(predictWait({ ...queue, position })!, { position, quantile, now, clock })
        const [here, behind] = [tellAt(queue.position), tellAt(queue.position + 1)]
        if (here === null || behind === null) return

        assert.ok(here.latestAt >= now + minuteMs)
        assert.ok(behind.latestAt >= here.latestAt)
        if (here.kind === 'from')
          assert.ok(here.at > now && here.at <= here.latestAt && here.at % (60 * minuteMs) === 0)
      },
    ),
    { numRuns: 1000 },
  )
})

// Without variance the quantile is the mean.
function tell(minutes: number, clock: BusinessClock = alwaysOpen, now = noon): Announcement | null {
  const estimate = { meanMinutes: minutes, varianceMinutes: 0, pointMinutes: minutes }
  return announce(estimate, { position: 3, quantile: 0.8, now, clock })
}
