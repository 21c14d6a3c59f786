import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendarFor, resolveHours } from './resolve.ts'
import { officeHours } from './testing.ts'

const now = Date.parse('2030-06-01T12:00Z')
const bavaria = { country: 'DE', region: 'BY' }
const halfDay = [{ from: '09:00', to: '12:00', isNextDay: false }]

test('no hours are always open', () => {
  assert.equal(resolveHours(null, now), null)
  assert.equal(calendarFor(null, now).isOpen(now), true)
})

test('closes on the public holidays of four years, by their names', () => {
  const exceptions = resolveHours(officeHours({ holidays: bavaria }), now)!.exceptions

  assert.deepEqual([...new Set(exceptions.map(({ date }) => date.slice(0, 4)))], ['2029', '2030', '2031', '2032'])
  assert.deepEqual(
    exceptions.find(({ date }) => date === '2030-12-25'),
    { date: '2030-12-25', intervals: [], name: '1. Weihnachtstag' },
  )
})

test('an exception of its own outranks a holiday', () => {
  const own = { date: '2030-12-25', intervals: halfDay, name: 'We are here' }
  const given = officeHours({ holidays: bavaria, exceptions: [own] })
  const ofDate = resolveHours(given, now)!.exceptions.filter(({ date }) => date === own.date)

  assert.deepEqual(ofDate, [own])
  assert.equal(calendarFor(given, now).isOpen(Date.parse('2030-12-25T10:00+01:00')), true)
  assert.equal(calendarFor(given, now).isOpen(Date.parse('2030-12-26T10:00+01:00')), false)
})

test('the year is the one on the calendar at the place', () => {
  const newYear = Date.parse('2030-12-31T23:30Z')
  const years = (timeZone: string) =>
    resolveHours(officeHours({ timeZone, holidays: bavaria }), newYear)!.exceptions.map(({ date }) => date.slice(0, 4))

  assert.equal(years('Europe/Berlin').at(-1), '2033')
  assert.equal(years('UTC').at(-1), '2032')
})

test('a country that is known no longer closes nothing, and stops nothing', () => {
  const given = officeHours({ holidays: { country: 'XX', region: null } })

  assert.deepEqual(resolveHours(given, now)!.exceptions, [])
})

test('the same hours give the same calendar, in the same year', () => {
  const calendar = calendarFor(officeHours({ holidays: bavaria }), now)

  assert.equal(calendarFor(officeHours({ holidays: { ...bavaria } }), now + 86_400_000), calendar)
  assert.notEqual(calendarFor(officeHours({ holidays: bavaria }), Date.parse('2031-06-01T12:00Z')), calendar)
  assert.notEqual(calendarFor(officeHours(), now), calendar)
})

test('forgets the calendar that nobody has asked for longest', () => {
  const kept = officeHours({ holidays: bavaria })
  const [first, calendar] = [calendarFor(named('first'), now), calendarFor(kept, now)]

  for (let each = 0; each < 1000; each += 1) {
    calendarFor(named(`other ${each}`), now)
    if (each % 100 === 0) assert.equal(calendarFor(kept, now), calendar)
  }
  assert.notEqual(calendarFor(named('first'), now), first)
})

function named(name: string) {
  return officeHours({ exceptions: [{ date: '2030-01-01', intervals: [], name }] })
}
