import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { bothOpen, type Calendar, calendarOf } from './calendar.ts'
import { checkHours } from './check.ts'
import type { Hours, Interval } from './hours.ts'
import { minuteMs, openMinutes, type WallClock, watchWall } from './testing/plain-calendar.ts'

// Around each clock change, with two days before and after that are not asked about: intervals reach over midnight.
const walls: readonly WallClock[] = [
  watchWall('Europe/Berlin', '2030-03-28T00:00Z', '2030-04-03T00:00Z'),
  watchWall('Europe/Berlin', '2030-10-24T00:00Z', '2030-10-30T00:00Z'),
  watchWall('America/Sao_Paulo', '2018-11-01T00:00Z', '2018-11-07T00:00Z'),
  watchWall('America/Sao_Paulo', '2018-02-15T00:00Z', '2018-02-21T00:00Z'),
  watchWall('Asia/Kolkata', '2030-03-28T00:00Z', '2030-04-03T00:00Z'),
  watchWall('Australia/Lord_Howe', '2030-10-03T00:00Z', '2030-10-09T00:00Z'),
  watchWall('Australia/Lord_Howe', '2030-04-04T00:00Z', '2030-04-10T00:00Z'),
]
const paddingMinutes = 2 * 1440
const runs = { numRuns: 60 }

for (const wall of walls) {
  describe(`the calendar agrees with the clock on the wall, in ${wall.timeZone} from ${day(wall.start)}`, () => {
    test('minute by minute', () => {
      fc.assert(
        fc.property(anyHours(wall), (hours) => {
          const calendar = calendarOf(hours)
          assertAgrees(calendar, openMinutes(hours, wall), wall)
        }),
        runs,
      )
    })

    test('for two calendars at once', () => {
      fc.assert(
        fc.property(anyHours(wall), anyHours(wall), (some, others) => {
          const [mine, theirs] = [openMinutes(some, wall), openMinutes(others, wall)]
          assertAgrees(
            bothOpen(calendarOf(some), calendarOf(others)),
            mine.map((isOpen, index) => isOpen && theirs[index]!),
            wall,
          )
        }),
        runs,
      )
    })

    test('between any two instants', () => {
      fc.assert(
        fc.property(anyHours(wall), anyInstant(wall), anyInstant(wall), anyInstant(wall), (hours, ...instants) => {
          const calendar = calendarOf(hours)
          const [from, between, to] = instants.toSorted((a, b) => a - b)
          const ms = calendar.businessMs(from!, to!)

          assert.equal(calendar.businessMs(from!, between!) + calendar.businessMs(between!, to!), ms)
          assertInverse(calendar, from!, ms, to!)
        }),
        runs,
      )
    })
  })
}

test('agrees with itself over years, across everything that is remembered in pieces', () => {
  const wall = walls[0]!
  const anyMoment = fc.integer({ min: Date.parse('2020-01-01T00:00Z'), max: Date.parse('2030-01-01T00:00Z') })

  fc.assert(
    fc.property(anyHours(wall), anyMoment, anyMoment, (hours, one, other) => {
      const calendar = calendarOf(hours)
      const [from, to] = [Math.min(one, other), Math.max(one, other)]
      let walked = 0

      for (let at = calendar.nextOpening(from); at !== null && at < to; ) {
        const closing = calendar.nextClosing(at) ?? to
        walked += Math.min(closing, to) - at
        at = closing < to ? calendar.nextOpening(closing) : null
      }
      assert.equal(calendar.businessMs(from, to), walked)
      assertInverse(calendar, from, walked, to)
    }),
    { numRuns: 100 },
  )
})

test('the check answers to whatever it is given, and what passes it has a calendar', () => {
  const anyTime = fc.oneof(fc.constantFrom('00:00', '09:00', '24:00', '9:00', '25:00', ''), fc.string({ maxLength: 6 }))
  const anyNonsense = fc.record({ from: anyTime, to: anyTime, isNextDay: fc.boolean() })
  const anyDate = fc.oneof(fc.constantFrom('2030-01-01', '2030-01-02', '2030-02-30'), fc.string({ maxLength: 12 }))

  fc.assert(
    fc.property(
      fc.oneof(fc.constantFrom('UTC', 'Europe/Berlin'), fc.string()),
      anyWeek(fc.oneof(anyInterval, anyNonsense)),
      fc.array(
        fc.record({ date: anyDate, intervals: fc.array(fc.oneof(anyInterval, anyNonsense), { maxLength: 12 }) }),
      ),
      (timeZone, week, exceptions) => {
        const hours = { timeZone, week, exceptions }
        if (checkHours(hours).length === 0) calendarOf(hours).nextOpening(0)
      },
    ),
    { numRuns: 500 },
  )
})

function assertAgrees(calendar: Calendar, open: readonly boolean[], wall: WallClock): void {
  const last = open.length - paddingMinutes
  let counted = 0

  for (let index = paddingMinutes; index < last; index += 1) {
    const at = wall.start + index * minuteMs
    const isOpen = open[index]!

    if (calendar.isOpen(at) !== isOpen || calendar.isOpen(at + minuteMs - 1) !== isOpen) {
      assert.fail(`at ${new Date(at).toISOString()} it should be ${isOpen ? 'open' : 'closed'}`)
    }
    if (isOpen) counted += 1
    if (index % 97 === 0) {
      const opening = open.indexOf(true, index)
      const closing = open.indexOf(false, index)
      if (opening >= 0 && opening < last) {
        assert.equal(calendar.nextOpening(at), wall.start + opening * minuteMs)
      }
      if (closing >= 0 && closing < last) {
        assert.equal(calendar.nextClosing(at), isOpen ? wall.start + closing * minuteMs : null)
      }
    }
  }
  const from = wall.start + paddingMinutes * minuteMs
  assert.equal(calendar.businessMs(from, wall.start + last * minuteMs), counted * minuteMs)
}

/** `ms` after `from` is the first instant by which it was open that long. */
function assertInverse(calendar: Calendar, from: number, ms: number, to: number): void {
  const end = calendar.addBusinessMs(from, ms)

  assert.ok(end !== null && end <= to)
  assert.equal(calendar.businessMs(from, end), ms)
  if (ms > 0) assert.equal(calendar.businessMs(from, end - 1), ms - 1)
}

const anyInterval: fc.Arbitrary<Interval> = fc
  .record({ from: fc.integer({ min: 0, max: 1439 }), length: fc.integer({ min: 1, max: 1440 }) })
  .map(({ from, length }) => {
    const to = from + length
    return to <= 1440
      ? { from: timeOf(from), to: timeOf(to) }
      : { from: timeOf(from), to: timeOf(to - 1440), isNextDay: true }
  })

function anyWeek(interval: fc.Arbitrary<Interval>): fc.Arbitrary<Hours['week']> {
  const ofDay = fc.array(interval, { maxLength: 3 })
  return fc.record({
    monday: ofDay,
    tuesday: ofDay,
    wednesday: ofDay,
    thursday: ofDay,
    friday: ofDay,
    saturday: ofDay,
    sunday: ofDay,
  })
}

function anyHours({ timeZone, start, end }: WallClock): fc.Arbitrary<Hours> {
  const anyDate = fc
    .integer({ min: start / minuteMs / 1440, max: end / minuteMs / 1440 })
    .map((each) => day(each * 86_400_000))
  const exception = fc.record({ date: anyDate, intervals: fc.array(anyInterval, { maxLength: 2 }) })

  return fc.record({
    timeZone: fc.constant(timeZone),
    week: anyWeek(anyInterval),
    exceptions: fc.uniqueArray(exception, { selector: ({ date }) => date, maxLength: 3 }),
  })
}

function anyInstant({ start, end }: WallClock): fc.Arbitrary<number> {
  return fc.integer({ min: start, max: end })
}

function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
