import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Hours as HoursSetting } from '@fairlead/sdk'
import { describeInstant, describeWeek } from './describe.ts'
import { officeHours } from './testing.ts'

const office = officeHours().week
const lunch = [span('13:00', '17:00'), span('09:00', '12:00')]
const allDay = [span('00:00', '24:00')]

const weeks: readonly (readonly [statement: string, week: HoursSetting['week'], language: string, text: string])[] = [
  ['workdays', office, 'en', 'Mon–Fri 09:00–17:00'],
  [
    'a Saturday of its own',
    { ...office, saturday: [span('10:00', '14:00')] },
    'en',
    'Mon–Fri 09:00–17:00, Sat 10:00–14:00',
  ],
  ['a day off between', { ...office, wednesday: [] }, 'en', 'Mon–Tue 09:00–17:00, Thu–Fri 09:00–17:00'],
  ['a lunch break', { ...office, friday: lunch }, 'en', 'Mon–Thu 09:00–17:00, Fri 09:00–12:00 and 13:00–17:00'],
  [
    'past midnight',
    { ...office, friday: [span('18:00', '02:00', true)] },
    'en',
    'Mon–Thu 09:00–17:00, Fri 18:00–02:00',
  ],
  ['whole days', { ...office, saturday: allDay, sunday: allDay }, 'en', 'Mon–Fri 09:00–17:00, Sat–Sun 24 hrs'],
  ['nothing', { ...office, monday: [], tuesday: [], wednesday: [], thursday: [], friday: [] }, 'en', ''],
  ['American English', office, 'en-US', 'Mon–Fri 9:00 AM–5:00 PM'],
  ['German', { ...office, friday: lunch }, 'de', 'Mo–Do 09:00–17:00, Fr 09:00–12:00 und 13:00–17:00'],
  ['a language as providers write it', office, 'pt_BR', 'seg.–sex. 09:00–17:00'],
  ['no language', office, '', 'Mon–Fri 09:00–17:00'],
]

describe('describes a week', () => {
  for (const [statement, week, language, text] of weeks) {
    test(`${statement}: ${text}`, () => assert.equal(plain(describeWeek({ week }, language)), text))
  }
})

// A Monday, 13:00 in Berlin.
const now = Date.parse('2030-01-07T12:00Z')

const instants: readonly (readonly [at: string, language: string, text: string])[] = [
  ['2030-01-07T14:00+01:00', 'en', 'today at 14:00'],
  ['2030-01-07T09:00+01:00', 'en', 'today at 09:00'],
  ['2030-01-08T00:00+01:00', 'en', 'tomorrow at 00:00'],
  ['2030-01-08T09:00+01:00', 'en', 'tomorrow at 09:00'],
  ['2030-01-09T09:00+01:00', 'en', 'Wednesday at 09:00'],
  ['2030-01-13T09:00+01:00', 'en', 'Sunday at 09:00'],
  ['2030-01-14T09:00+01:00', 'en', '14 January at 09:00'],
  ['2031-01-03T09:00+01:00', 'en', '3 January 2031 at 09:00'],
  ['2030-01-06T09:00+01:00', 'en', 'yesterday at 09:00'],
  ['2030-01-03T09:00+01:00', 'en', '3 January at 09:00'],
  ['2030-07-01T09:00+02:00', 'en', '1 July at 09:00'],
  ['2030-01-08T09:00+01:00', 'en-US', 'tomorrow at 9:00 AM'],
  ['2030-01-08T09:00+01:00', 'de', 'morgen um 09:00'],
  ['2030-01-09T09:00+01:00', 'de', 'Mittwoch um 09:00'],
  ['2030-01-14T09:00+01:00', 'de', '14. Januar um 09:00'],
  ['2030-01-08T09:00+01:00', 'fr', 'demain à 09:00'],
  ['2030-01-08T09:00+01:00', 'es', 'mañana a las 9:00'],
  ['2030-01-08T09:00+01:00', 'pt_BR', 'amanhã às 09:00'],
  ['2030-01-08T09:00+01:00', 'fi', 'huomenna klo 9.00'],
  ['2030-01-08T09:00+01:00', 'tr', 'yarın 09:00'],
  ['2030-01-08T09:00+01:00', 'ja', '明日 9:00'],
  ['2030-01-14T09:00+01:00', 'zh', '1月14日 09:00'],
  ['2030-01-08T09:00+01:00', 'xx', 'tomorrow at 09:00'],
  ['2030-01-08T09:00+01:00', 'not a language', 'tomorrow at 09:00'],
]

describe('describes an instant', () => {
  for (const [at, locale, text] of instants) {
    test(`${text} (${locale})`, () => {
      assert.equal(plain(describeInstant(Date.parse(at), { timeZone: 'Europe/Berlin', locale, now })), text)
    })
  }
})

test('days are those of the time zone', () => {
  const at = Date.parse('2030-01-07T20:00Z')

  assert.equal(describeInstant(at, { timeZone: 'UTC', locale: 'en', now }), 'today at 20:00')
  assert.equal(describeInstant(at, { timeZone: 'Asia/Kolkata', locale: 'en', now }), 'tomorrow at 01:30')
})

test('tomorrow is a date, not 24 hours, when the clocks change', () => {
  const evening = Date.parse('2030-03-30T23:30+01:00')
  const view = { timeZone: 'Europe/Berlin', locale: 'en', now: evening }

  assert.equal(describeInstant(Date.parse('2030-03-31T23:45+02:00'), view), 'tomorrow at 23:45')
  assert.equal(describeInstant(Date.parse('2030-04-01T00:15+02:00'), view), 'Monday at 00:15')
})

function span(from: string, to: string, isNextDay = false) {
  return { from, to, isNextDay }
}

// Some languages put narrow spaces before “AM”.
function plain(text: string): string {
  return text.replaceAll(/\s/g, ' ')
}
