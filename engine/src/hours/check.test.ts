import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkHours, type HoursMistake } from './check.ts'
import type { Hours } from './hours.ts'
import { everyDay, exampleHours, interval, onWorkdays } from './testing/examples.ts'

const nineToFive = interval('09:00-17:00')
const night = interval('22:00-06:00+')

const fine: readonly (readonly [statement: string, hours: Hours])[] = [
  ['an ordinary week', exampleHours(onWorkdays(nineToFive))],
  ['intervals that touch', exampleHours({ monday: [interval('12:00-17:00'), interval('09:00-12:00')] })],
  ['every night', exampleHours(everyDay(night))],
  ['nights that touch the morning', exampleHours(everyDay(interval('06:00-14:00'), night))],
  ['round the clock', exampleHours(everyDay(interval('00:00-24:00')))],
  ['from nine to nine', exampleHours(everyDay(interval('09:00-09:00+')))],
  ['until midnight, said as the next day', exampleHours(everyDay(interval('09:00-00:00+')))],
  ['open on one date only', exampleHours({}, { exceptions: [{ date: '2032-02-29', intervals: [nineToFive] }] })],
  [
    'a closed date after a night',
    exampleHours(everyDay(night), { exceptions: [{ date: '2030-01-01', intervals: [] }] }),
  ],
  [
    'ten intervals',
    exampleHours({ monday: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((each) => interval(`0${each}:00-0${each}:30`)) }),
  ],
  ...['UTC', 'Etc/GMT+3', 'America/Argentina/Buenos_Aires', 'America/Port-au-Prince', 'EST5EDT'].map(
    (timeZone) => [`the time zone ${timeZone}`, exampleHours({ monday: [nineToFive] }, { timeZone })] as const,
  ),
]

describe('finds nothing wrong with', () => {
  for (const [statement, hours] of fine) test(statement, () => assert.deepEqual(checkHours(hours), []))
})

type Row = readonly [
  statement: string,
  hours: Hours,
  ...mistakes: readonly (readonly [path: string, message: RegExp])[],
]

const wrong: readonly Row[] = [
  ['an unknown time zone', zoned('Europe/Atlantis'), ['timeZone', /no time zone “Europe\/Atlantis”.*Europe\/Berlin/]],
  ['an offset', zoned('+01:00'), ['timeZone', /no time zone/]],
  ['a timestamp for a time zone', zoned('2030-01-01T00:00[Europe/Berlin]'), ['timeZone', /no time zone/]],
  ['no time zone', zoned(''), ['timeZone', /no time zone/]],
  ['a malformed start', exampleHours({ monday: [interval('9:00-17:00')] }), ['week.monday.0.from', /“9:00”.*09:30/]],
  ['a malformed end', exampleHours({ monday: [interval('09:00-24:30')] }), ['week.monday.0.to', /“24:30”.*17:30/]],
  [
    'a start at the end of the day',
    exampleHours({ monday: [interval('24:00-24:00')] }),
    ['week.monday.0.from', /“24:00”/],
  ],
  [
    'both malformed',
    exampleHours({ monday: [nineToFive, interval('x-y')] }),
    ['week.monday.1.from', /“x”/],
    ['week.monday.1.to', /“y”/],
  ],
  [
    'an end before its start',
    exampleHours({ friday: [interval('18:00-02:00')] }),
    ['week.friday.0', /02:00, before it starts at 18:00. Say `isNextDay`/],
  ],
  ['no length', exampleHours({ friday: [interval('18:00-18:00')] }), ['week.friday.0', /00:00 to 24:00/]],
  ['more than a day', exampleHours({ friday: [interval('09:00-17:00+')] }), ['week.friday.0', /longer than 24 hours/]],
  [
    'overlapping',
    exampleHours({ monday: [nineToFive, interval('16:00-20:00')] }),
    ['week.monday.1', /09:00–17:00 in week.monday.0/],
  ],
  [
    'one in another',
    exampleHours({ monday: [nineToFive, interval('20:00-21:00'), interval('10:00-11:00')] }),
    ['week.monday.2', /week.monday.0/],
  ],
  ['the same twice', exampleHours({ monday: [nineToFive, nineToFive] }), ['week.monday.1', /week.monday.0/]],
  [
    'a night into the morning',
    exampleHours({ monday: [night], tuesday: [interval('05:00-09:00')] }),
    ['week.tuesday.0', /22:00–06:00 in week.monday.0/],
  ],
  [
    'Sunday into Monday',
    exampleHours({ monday: [interval('05:00-09:00')], sunday: [night] }),
    ['week.monday.0', /week.sunday.0/],
  ],
  [
    'a night of the week into an exception',
    exampleHours({ monday: [night] }, { exceptions: [{ date: '2030-01-08', intervals: [interval('05:00-09:00')] }] }),
    ['exceptions.0.intervals.0', /week.monday.0/],
  ],
  [
    'a night of an exception into the week',
    exampleHours({ tuesday: [interval('05:00-09:00')] }, { exceptions: [{ date: '2030-01-07', intervals: [night] }] }),
    ['exceptions.0.intervals.0', /05:00–09:00 in week.tuesday.0/],
  ],
  [
    'a night of an exception into the next',
    exampleHours(
      {},
      {
        exceptions: [
          { date: '2030-01-08', intervals: [interval('05:00-09:00')] },
          { date: '2030-01-07', intervals: [night] },
        ],
      },
    ),
    ['exceptions.0.intervals.0', /22:00–06:00 in exceptions.1.intervals.0/],
  ],
  ['never open', exampleHours({}), ['week', /Never open/]],
  [
    'never open, with closed dates',
    exampleHours({}, { exceptions: [{ date: '2030-01-01', intervals: [] }] }),
    ['week', /Never open/],
  ],
  ['a date that is none', dated('2030-02-30'), ['exceptions.0.date', /“2030-02-30”/]],
  ['a date otherwise written', dated('1.2.2030'), ['exceptions.0.date', /2030-12-24/]],
  [
    'a date twice',
    dated('2030-01-01', '2030-01-02', '2030-01-01'),
    ['exceptions.2.date', /exceptions.0 is for 2030-01-01 already/],
  ],
  [
    'too many intervals',
    exampleHours({ monday: Array.from({ length: 11 }, () => nineToFive) }),
    ['week.monday', /11 intervals.*10 at most/],
  ],
  [
    'everything at once',
    exampleHours(
      { monday: [interval('9-17')], friday: [interval('18:00-02:00')] },
      { timeZone: 'Mars/Olympus', exceptions: [{ date: 'soon', intervals: [interval('10:00-09:00')] }] },
    ),
    ['timeZone', /Mars/],
    ['week.monday.0.from', /“9”/],
    ['week.monday.0.to', /“17”/],
    ['week.friday.0', /isNextDay/],
    ['exceptions.0.intervals.0', /isNextDay/],
    ['exceptions.0.date', /“soon”/],
  ],
]

describe('says where and what to do about', () => {
  for (const [statement, hours, ...expected] of wrong) {
    test(statement, () => {
      const mistakes = checkHours(hours)

      assert.deepEqual(
        paths(mistakes),
        expected.map(([path]) => path),
      )
      for (const [index, [, message]] of expected.entries()) assert.match(mistakes[index]!.message, message)
    })
  }
})

function zoned(timeZone: string): Hours {
  return exampleHours({ monday: [nineToFive] }, { timeZone })
}

function dated(...dates: readonly string[]): Hours {
  return exampleHours({ monday: [nineToFive] }, { exceptions: dates.map((date) => ({ date, intervals: [] })) })
}

function paths(mistakes: readonly HoursMistake[]): string[] {
  return mistakes.map(({ path }) => path)
}
