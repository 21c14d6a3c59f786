import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Announcement, announce, roundedUp } from './announce.ts'
import { alwaysOpen, nineToFive } from './testing/clocks.ts'
import { type MadePromise, withoutRising } from './without-rising.ts'

const minuteMs = 60_000
const ten = Date.parse('2030-01-07T10:00:00Z')
const told: MadePromise = { position: 3, latestAt: ten + 20 * minuteMs, madeAt: ten }

test('an earlier promise takes the place of the one before', () => {
  const next = inMinutes(5, ten + minuteMs)

  assert.deepEqual(withoutRising(told, next, at(ten + minuteMs)), next)
})

test('a later one does not: what is left of the promise is said', () => {
  const now = ten + 12 * minuteMs

  assert.deepEqual(withoutRising(told, inMinutes(30, now), at(now)), {
    kind: 'minutes',
    minutes: 10,
    position: 3,
    latestAt: told.latestAt,
  })
})

test('the place that is said is the place of now', () => {
  const now = ten + minuteMs

  assert.equal(withoutRising(told, { ...inMinutes(30, now), position: 1 }, at(now))?.position, 1)
})

test('who was overtaken may hear a longer wait', () => {
  const next = { ...inMinutes(45, ten + minuteMs), position: 4 }

  assert.deepEqual(withoutRising(told, next, at(ten + minuteMs)), next)
})

test('after a broken promise another is made only if it is no longer', () => {
  const now = ten + 21 * minuteMs

  assert.deepEqual(withoutRising(told, inMinutes(10, now), at(now)), inMinutes(10, now))
  assert.deepEqual(withoutRising(told, inMinutes(20, now), at(now)), inMinutes(20, now))
  assert.equal(withoutRising(told, inMinutes(30, now), at(now)), null)
})

test('the opening is said until the team opens, then what is left', () => {
  const clock = nineToFive('ends the day')
  const opening = Date.parse('2030-01-08T09:00:00Z')
  const previous = { position: 3, latestAt: opening + 25 * minuteMs, madeAt: ten }
  const later = { kind: 'from', at: opening, position: 3, latestAt: opening + 90 * minuteMs } as const

  assert.deepEqual(withoutRising(previous, later, { now: ten, clock }), { ...later, latestAt: previous.latestAt })
  assert.deepEqual(withoutRising(previous, inMinutes(60, opening), { now: opening, clock }), {
    kind: 'minutes',
    minutes: 30,
    position: 3,
    latestAt: previous.latestAt,
  })
})

test('a promise that ends after the closing stays what it was', () => {
  const clock = nineToFive('ends the day')
  const now = Date.parse('2030-01-07T16:40:00Z')
  const previous = { position: 3, latestAt: now + 80 * minuteMs, madeAt: now - 10 * minuteMs }
  const tomorrow = {
    kind: 'from',
    at: now + 16 * 60 * minuteMs,
    position: 2,
    latestAt: now + 17 * 60 * minuteMs,
  } as const

  assert.deepEqual(withoutRising(previous, tomorrow, { now, clock }), {
    kind: 'minutes',
    minutes: 90,
    position: 2,
    latestAt: previous.latestAt,
  })
})

test('never rises while the position does not, and is never negative', () => {
  const step = fc.record({
    afterMinutes: fc.integer({ min: 0, max: 60 }),
    wait: fc.double({ min: 0, max: 600, noNaN: true }),
    moves: fc.integer({ min: -2, max: 1 }),
  })
  const anyClock = fc.constantFrom(alwaysOpen, nineToFive('ends the day'))

  fc.assert(
    fc.property(fc.array(step, { minLength: 2, maxLength: 30 }), anyClock, (steps, clock) => {
      let now = ten
      let position = 20
      let before: (Announcement & MadePromise) | null = null

      for (const { afterMinutes, wait, moves } of steps) {
        now += afterMinutes * minuteMs
        position = Math.max(1, position + moves)
        const estimate = { meanMinutes: wait, varianceMinutes: wait ** 2, pointMinutes: wait }
        const next = announce(estimate, { position, quantile: 0.8, now, clock })!
        const said: Announcement | null = before === null ? next : withoutRising(before, next, { now, clock })
        if (said === null) continue

        assert.equal(said.position, position)
        assert.ok(said.latestAt > now)
        if (before !== null && position <= before.position) {
          assert.ok(lengthAt(said, now) <= lengthAt(before, before.madeAt), JSON.stringify({ before, said, now }))
        }
        before = { ...said, madeAt: now }
      }
    }),
    { numRuns: 1000 },
  )
})

function inMinutes(minutes: number, now: number): Announcement {
  return { kind: 'minutes', minutes, position: 3, latestAt: now + minutes * minuteMs }
}

function at(now: number): { now: number; clock: typeof alwaysOpen } {
  return { now, clock: alwaysOpen }
}

// Of an opening, what would be said if the team were open.
function lengthAt(said: Announcement, now: number): number {
  const spoken = said.kind === 'from' ? roundedUp(said.latestAt - now) : said
  return spoken.kind === 'minutes' ? spoken.minutes : spoken.hours * 60
}
