import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bothOpen, type Calendar, calendarOf } from './calendar.ts'
import { everyDay, exampleHours, interval, onWorkdays } from './testing/examples.ts'

const hour = 3_600_000
const day = 24 * hour
const nineToFive = interval('09:00-17:00')
const allDay = interval('00:00-24:00')

// 2030-01-07 is a Monday. Berlin is an hour ahead of UTC in winter.
const office = calendarOf(exampleHours(onWorkdays(nineToFive)))
const withLunch = calendarOf(exampleHours(onWorkdays(interval('13:00-17:00'), interval('09:00-12:00'))))
const nights = calendarOf(exampleHours(onWorkdays(interval('22:00-06:00+'))))
const evenings = calendarOf(exampleHours({ monday: [interval('18:00-24:00')], tuesday: [interval('00:00-02:00')] }))
const roundTheClock = calendarOf(exampleHours(everyDay(allDay)))
const holidays = calendarOf(
  exampleHours(onWorkdays(nineToFive, interval('22:00-02:00+')), {
    exceptions: [
      { date: '2030-01-08', intervals: [], name: 'Closed' },
      { date: '2030-01-12', intervals: [interval('10:00-14:00')] },
    ],
  }),
)
const onceOnly = calendarOf(exampleHours({}, { exceptions: [{ date: '2030-01-08', intervals: [nineToFive] }] }))
const utc = calendarOf(exampleHours(onWorkdays(nineToFive), { timeZone: 'UTC' }))

type Row = readonly [
  statement: string,
  calendar: Calendar,
  at: string,
  isOpen: boolean,
  nextOpening: string | null,
  nextClosing: string | null,
]

const rows: readonly Row[] = [
  ['before opening', office, '2030-01-07T08:59:59.999+01', false, '2030-01-07T09:00+01', null],
  ['at opening', office, '2030-01-07T09:00+01', true, '2030-01-07T09:00+01', '2030-01-07T17:00+01'],
  [
    'just before closing',
    office,
    '2030-01-07T16:59:59.999+01',
    true,
    '2030-01-07T16:59:59.999+01',
    '2030-01-07T17:00+01',
  ],
  ['at closing', office, '2030-01-07T17:00+01', false, '2030-01-08T09:00+01', null],
  ['at the weekend', office, '2030-01-11T17:00+01', false, '2030-01-14T09:00+01', null],
  ['in the lunch break', withLunch, '2030-01-07T12:30+01', false, '2030-01-07T13:00+01', null],
  ['in the morning', withLunch, '2030-01-07T10:00+01', true, '2030-01-07T10:00+01', '2030-01-07T12:00+01'],
  ['in a night', nights, '2030-01-08T01:00+01', true, '2030-01-08T01:00+01', '2030-01-08T06:00+01'],
  ['in the night that Friday began', nights, '2030-01-12T05:00+01', true, '2030-01-12T05:00+01', '2030-01-12T06:00+01'],
  ['in the night that Sunday did not begin', nights, '2030-01-14T05:00+01', false, '2030-01-14T22:00+01', null],
  [
    'over midnight in two intervals',
    evenings,
    '2030-01-07T20:00+01',
    true,
    '2030-01-07T20:00+01',
    '2030-01-08T02:00+01',
  ],
  ['round the clock', roundTheClock, '2030-01-07T00:00+01', true, '2030-01-07T00:00+01', null],
  ['on a closed date', holidays, '2030-01-08T12:00+01', false, '2030-01-09T09:00+01', null],
  [
    'in the night before a closed date',
    holidays,
    '2030-01-08T01:00+01',
    true,
    '2030-01-08T01:00+01',
    '2030-01-08T02:00+01',
  ],
  ['on a Saturday with intervals of its own', holidays, '2030-01-12T09:00+01', false, '2030-01-12T10:00+01', null],
  ['on the one date that opens', onceOnly, '2030-01-08T10:00+01', true, '2030-01-08T10:00+01', '2030-01-08T17:00+01'],
  ['a year before the one date', onceOnly, '2029-01-08T10:00+01', false, '2030-01-08T09:00+01', null],
  ['three years before the one date', onceOnly, '2027-01-08T10:00+01', false, null, null],
  ['after the one date', onceOnly, '2030-01-08T17:00+01', false, null, null],
  ['without hours', calendarOf(null), '2030-01-13T03:00+01', true, '2030-01-13T03:00+01', null],
  ['before 1970', utc, '1969-12-31T10:00Z', true, '1969-12-31T10:00Z', '1969-12-31T17:00Z'],
]

describe('opens and closes', () => {
  for (const [statement, calendar, at, isOpen, nextOpening, nextClosing] of rows) {
    test(statement, () => {
      assert.equal(calendar.isOpen(instant(at)), isOpen)
      assertInstant(calendar.nextOpening(instant(at)), nextOpening)
      assertInstant(calendar.nextClosing(instant(at)), nextClosing)
    })
  }
})

type Sum = readonly [statement: string, calendar: Calendar, from: string, ms: number, to: string | null]

const sums: readonly Sum[] = [
  ['nothing is over at once, open or not', office, '2030-01-06T12:00+01', 0, '2030-01-06T12:00+01'],
  ['within a day', office, '2030-01-07T09:30+01', hour, '2030-01-07T10:30+01'],
  ['up to closing', office, '2030-01-07T09:00+01', 8 * hour, '2030-01-07T17:00+01'],
  ['a millisecond more', office, '2030-01-07T09:00+01', 8 * hour + 1, '2030-01-08T09:00:00.001+01'],
  ['over a weekend', office, '2030-01-11T16:30+01', hour, '2030-01-14T09:30+01'],
  ['from a Sunday', office, '2030-01-13T12:00+01', 2 * hour, '2030-01-14T11:00+01'],
  ['over lunch', withLunch, '2030-01-07T11:00+01', 2 * hour, '2030-01-07T14:00+01'],
  ['over a closed date', holidays, '2030-01-07T16:00+01', 8 * hour, '2030-01-09T12:00+01'],
  ['over the year', office, '2029-12-31T09:00+01', 261 * 8 * hour, '2030-12-30T17:00+01'],
  ['longer than it will ever be open', onceOnly, '2030-01-07T09:00+01', 9 * hour, null],
  ['round the clock', roundTheClock, '2030-01-07T09:00+01', 100 * day, '2030-04-17T10:00+02'],
  ['without hours', calendarOf(null), '2030-01-07T09:00+01', 100 * day, '2030-04-17T10:00+02'],
]

describe('adds business time', () => {
  for (const [statement, calendar, from, ms, to] of sums) {
    test(statement, () => {
      assertInstant(calendar.addBusinessMs(instant(from), ms), to)
      if (to !== null) assert.equal(calendar.businessMs(instant(from), instant(to)), ms)
    })
  }
})

test('counts nothing backwards', () => {
  for (const calendar of [office, calendarOf(null)]) {
    assert.equal(calendar.businessMs(instant('2030-01-08T12:00+01'), instant('2030-01-07T12:00+01')), 0)
    assert.equal(calendar.addBusinessMs(instant('2030-01-08T12:00+01'), -1), instant('2030-01-08T12:00+01'))
  }
})

test('refuses hours that do not pass the check', () => {
  assert.throws(() => calendarOf(exampleHours({ monday: [interval('9-17')] })), RangeError)
})

describe('open when both are', () => {
  const mornings = calendarOf(exampleHours(everyDay(interval('06:00-12:00')), { timeZone: 'Asia/Kolkata' }))
  const both = bothOpen(office, mornings)

  test('in what they share', () => {
    // 06:00–12:00 in Kolkata is 01:30–07:30 in Berlin in winter, and 02:30–08:30 in summer.
    assert.equal(both.nextOpening(instant('2030-01-07T00:00Z')), null)

    const early = bothOpen(nights, mornings)
    assert.equal(early.nextOpening(instant('2030-01-08T00:00Z')), instant('2030-01-08T01:30+01'))
    assert.equal(early.nextClosing(instant('2030-01-08T01:00Z')), instant('2030-01-08T06:00+01'))
    assert.equal(early.businessMs(instant('2030-01-07T00:00Z'), instant('2030-01-14T00:00Z')), 5 * 4.5 * hour)
  })

  test('always open changes nothing', () => {
    assert.equal(bothOpen(office, calendarOf(null)), office)
    assert.equal(bothOpen(calendarOf(null), office), office)
    assert.equal(bothOpen(office, office), office)
  })

  test('the same two give the same calendar', () => {
    assert.equal(bothOpen(office, mornings), both)
  })
})

test('answers ten thousand questions in the time of a blink', () => {
  const calendar = bothOpen(calendarOf(exampleHours(onWorkdays(nineToFive))), withLunch)
  const from = instant('2030-01-07T00:00Z')
  const began = performance.now()

  for (let each = 0; each < 10_000; each += 1) {
    calendar.isOpen(from + each * 20 * 60_000)
    calendar.addBusinessMs(from + each * 20 * 60_000, each * 60_000)
  }
  // A few milliseconds of work; the rest is for machines that are busy.
  assert.ok(performance.now() - began < 1000)
})

// Only what the language reads everywhere: hours of an offset need their minutes.
function instant(text: string): number {
  return Date.parse(text.replace(/([+-]\d\d)$/, '$1:00'))
}

function assertInstant(actual: number | null, expected: string | null): void {
  const shown = actual === null ? null : new Date(actual).toISOString()
  assert.equal(shown, expected === null ? null : new Date(instant(expected)).toISOString())
}
