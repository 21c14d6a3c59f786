import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { calendarOf } from './calendar.ts'
import { everyDay, exampleHours, interval } from './testing/examples.ts'

type Row = readonly [statement: string, timeZone: string, interval: string, from: string, to: string]

/** On the date of the first instant the interval is open from the first instant to the second, and not around them. */
const rows: readonly Row[] = [
  // Berlin: 02:00 becomes 03:00 on 31 March 2030, 03:00 becomes 02:00 on 27 October 2030.
  ['a short night', 'Europe/Berlin', '01:00-05:00', '2030-03-31T01:00+01:00', '2030-03-31T05:00+02:00'],
  ['begins in the gap', 'Europe/Berlin', '02:30-05:00', '2030-03-31T03:30+02:00', '2030-03-31T05:00+02:00'],
  ['ends in the gap', 'Europe/Berlin', '01:00-02:30', '2030-03-31T01:00+01:00', '2030-03-31T03:30+02:00'],
  ['lies in the gap', 'Europe/Berlin', '02:15-02:45', '2030-03-31T03:15+02:00', '2030-03-31T03:45+02:00'],
  ['begins with the gap', 'Europe/Berlin', '02:00-05:00', '2030-03-31T03:00+02:00', '2030-03-31T05:00+02:00'],
  ['a day of 23 hours', 'Europe/Berlin', '00:00-23:59', '2030-03-31T00:00+01:00', '2030-03-31T23:59+02:00'],
  ['a long night', 'Europe/Berlin', '01:00-05:00', '2030-10-27T01:00+02:00', '2030-10-27T05:00+01:00'],
  ['begins in the repeat', 'Europe/Berlin', '02:30-05:00', '2030-10-27T02:30+02:00', '2030-10-27T05:00+01:00'],
  ['ends in the repeat', 'Europe/Berlin', '01:00-02:30', '2030-10-27T01:00+02:00', '2030-10-27T02:30+01:00'],
  ['lies in the repeat', 'Europe/Berlin', '02:15-02:45', '2030-10-27T02:15+02:00', '2030-10-27T02:45+01:00'],
  [
    'runs into it from the day before',
    'Europe/Berlin',
    '22:00-02:30+',
    '2030-10-26T22:00+02:00',
    '2030-10-27T02:30+01:00',
  ],

  // São Paulo: midnight became 01:00 on 4 November 2018, and 23:00 of the day before on 18 February 2018.
  [
    'begins at a midnight that is not',
    'America/Sao_Paulo',
    '00:00-08:00',
    '2018-11-04T01:00-02:00',
    '2018-11-04T08:00-02:00',
  ],
  [
    'ends at a midnight that is not',
    'America/Sao_Paulo',
    '18:00-24:00',
    '2018-11-03T18:00-03:00',
    '2018-11-04T01:00-02:00',
  ],
  [
    'runs over a midnight that is not',
    'America/Sao_Paulo',
    '22:00-02:00+',
    '2018-11-03T22:00-03:00',
    '2018-11-04T02:00-02:00',
  ],
  [
    'ends in the hour before midnight',
    'America/Sao_Paulo',
    '20:00-23:30',
    '2018-02-17T20:00-02:00',
    '2018-02-17T23:30-03:00',
  ],
  [
    'ends at a midnight that comes late',
    'America/Sao_Paulo',
    '20:00-24:00',
    '2018-02-17T20:00-02:00',
    '2018-02-18T00:00-03:00',
  ],

  // India has half an hour, and no clock changes.
  ['at half hours', 'Asia/Kolkata', '09:30-18:00', '2030-03-31T04:00Z', '2030-03-31T12:30Z'],

  // Lord Howe: 02:00 becomes 02:30 on 6 October 2030, and 02:00 becomes 01:30 on 7 April 2030.
  ['ends in half a gap', 'Australia/Lord_Howe', '01:00-02:15', '2030-10-06T01:00+10:30', '2030-10-06T02:45+11:00'],
  ['begins in half a gap', 'Australia/Lord_Howe', '02:10-04:00', '2030-10-06T02:40+11:00', '2030-10-06T04:00+11:00'],
  ['lies in half a repeat', 'Australia/Lord_Howe', '01:40-01:50', '2030-04-07T01:40+11:00', '2030-04-07T01:50+10:30'],
]

describe('keeps to the clock on the wall', () => {
  for (const [statement, timeZone, text, from, to] of rows) {
    test(`${statement}, in ${timeZone}`, () => {
      const calendar = calendarOf(exampleHours(everyDay(interval(text)), { timeZone }))
      const [start, end] = [Date.parse(from), Date.parse(to)]

      assert.deepEqual([calendar.isOpen(start - 1), calendar.isOpen(start)], [false, true])
      assert.deepEqual([calendar.isOpen(end - 1), calendar.isOpen(end)], [true, false])
      assert.equal(calendar.nextClosing(start), end)
      assert.equal(calendar.nextOpening(start - 1), start)
      assert.equal(calendar.businessMs(start - 1, end + 1), end - start)
      assert.equal(calendar.addBusinessMs(start, end - start), end)
    })
  }
})

test('is closed when the gap leaves nothing of the interval', () => {
  const calendar = calendarOf(exampleHours({ sunday: [interval('02:30-03:15')] }))

  assert.equal(calendar.nextOpening(Date.parse('2030-03-30T12:00Z')), Date.parse('2030-04-07T02:30+02:00'))
})

test('round the clock, a day is as long as it is', () => {
  const calendar = calendarOf(exampleHours({ sunday: [interval('00:00-24:00')] }))
  const hours = (from: string, to: string) => calendar.businessMs(Date.parse(from), Date.parse(to)) / 3_600_000

  assert.equal(hours('2030-03-30T12:00Z', '2030-04-01T12:00Z'), 23)
  assert.equal(hours('2030-10-26T12:00Z', '2030-10-28T12:00Z'), 25)
})
