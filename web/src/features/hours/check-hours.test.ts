import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Hours, Interval } from '@fairlead/sdk'
import { checkHours } from './check-hours.ts'
import { firstWeek } from './week.ts'

const closed: Hours['week'] = {
  monday: [],
  tuesday: [],
  wednesday: [],
  thursday: [],
  friday: [],
  saturday: [],
  sunday: [],
}

const fine: Readonly<Record<string, Partial<Hours>>> = {
  'an ordinary week': { week: firstWeek },
  'intervals that touch': { week: { ...closed, monday: [interval('12:00-17:00'), interval('09:00-12:00')] } },
  'a night until the morning': {
    week: { ...closed, monday: [interval('22:00-06:00+')], tuesday: [interval('06:00-09:00')] },
  },
  'from nine to nine': { week: { ...closed, monday: [interval('09:00-09:00+')] } },
  'open on one date only': {
    week: closed,
    exceptions: [{ date: '2032-02-29', intervals: [interval('09:00-12:00')], name: '' }],
  },
}

describe('finds nothing wrong with', () => {
  for (const [statement, changes] of Object.entries(fine)) {
    test(statement, () => assert.deepEqual(checkHours(hours(changes)), []))
  }
})

const nineToFive = interval('09:00-17:00')
const wrong: Readonly<Record<string, readonly [changes: Partial<Hours>, path: string, key: string]>> = {
  'no time zone': [{ timeZone: '' }, 'timeZone', 'timeZone'],
  'no start': [{ week: { ...closed, monday: [interval('-17:00')] } }, 'week.monday.0.from', 'from'],
  'no end': [{ week: { ...closed, monday: [interval('09:00-')] } }, 'week.monday.0.to', 'to'],
  'an end before its start': [{ week: { ...closed, friday: [interval('18:00-02:00')] } }, 'week.friday.0', 'before'],
  'no length': [{ week: { ...closed, friday: [interval('18:00-18:00')] } }, 'week.friday.0', 'same'],
  'more than a day': [{ week: { ...closed, friday: [interval('09:00-17:00+')] } }, 'week.friday.0', 'tooLong'],
  'one in another': [
    { week: { ...closed, monday: [nineToFive, interval('10:00-11:00')] } },
    'week.monday.1',
    'overlap',
  ],
  'the same twice': [{ week: { ...closed, monday: [nineToFive, nineToFive] } }, 'week.monday.1', 'overlap'],
  'Sunday’s night into Monday': [
    { week: { ...closed, sunday: [interval('22:00-06:00+')], monday: [interval('05:00-09:00')] } },
    'week.monday.0',
    'overlapNight',
  ],
  'a date twice': [
    {
      exceptions: [
        { date: '2030-01-01', intervals: [], name: '' },
        { date: '2030-01-01', intervals: [], name: '' },
      ],
    },
    'exceptions.1.date',
    'dateTwice',
  ],
  'no date': [{ exceptions: [{ date: '', intervals: [], name: '' }] }, 'exceptions.0.date', 'date'],
  'never open': [{ week: closed }, 'week', 'never'],
  'holidays of no country': [{ holidays: { country: '', region: null } }, 'holidays.country', 'country'],
}

describe('says where there is', () => {
  for (const [statement, [changes, path, key]] of Object.entries(wrong)) {
    test(statement, () => {
      const mistakes = checkHours(hours(changes))
      assert.deepEqual(
        mistakes.map((mistake) => [mistake.path, mistake.key]),
        [[path, key]],
      )
    })
  }
})

function hours(changes: Partial<Hours>): Hours {
  return { timeZone: 'Europe/Berlin', week: firstWeek, exceptions: [], holidays: null, ...changes }
}

/** `22:00-06:00+` ends on the next day. */
function interval(text: string): Interval {
  const [from = '', to = ''] = text.replace('+', '').split('-')
  return { from, to, isNextDay: text.endsWith('+') }
}
