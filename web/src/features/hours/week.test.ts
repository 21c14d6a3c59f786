import assert from 'node:assert/strict'
import test from 'node:test'
import { mayBeNextDay, withEnd, withNextDay } from './wall-time.ts'
import { copyDay, daysAlike, firstWeek, isAlwaysOpen, wholeWeek, withAnother } from './week.ts'

const nineToFive = { from: '09:00', to: '17:00', isNextDay: false }
const morning = { from: '08:00', to: '12:00', isNextDay: false }

test('midnight as an end is the end of the same day', () => {
  assert.deepEqual(withEnd(nineToFive, '00:00'), { ...nineToFive, to: '24:00' })
  assert.deepEqual(withEnd({ ...nineToFive, isNextDay: true }, '00:00'), {
    from: '09:00',
    to: '00:00',
    isNextDay: true,
  })
})

test('“next day” keeps the clock times', () => {
  const evening = { from: '22:00', to: '02:00', isNextDay: false }
  assert.deepEqual(withNextDay(evening, true), { ...evening, isNextDay: true })
  assert.deepEqual(withNextDay({ ...evening, to: '00:00', isNextDay: true }, false), { ...evening, to: '24:00' })
})

test('“next day” is asked only where it makes sense', () => {
  assert.equal(mayBeNextDay(nineToFive), false)
  assert.equal(mayBeNextDay({ from: '22:00', to: '02:00', isNextDay: false }), true)
  assert.equal(mayBeNextDay({ from: '22:00', to: '', isNextDay: false }), false)
  assert.equal(mayBeNextDay({ from: '08:00', to: '09:00', isNextDay: true }), true)
})

test('copies a day to others, and leaves the rest', () => {
  const week = copyDay({ ...firstWeek, monday: [morning] }, 'monday', ['saturday'])
  assert.deepEqual(week.saturday, [morning])
  assert.deepEqual(week.friday, [nineToFive])
  assert.deepEqual(week.sunday, [])
})

test('another interval begins an hour after the last one', () => {
  assert.deepEqual(withAnother([morning]), [morning, { from: '13:00', to: '17:00', isNextDay: false }])
  assert.deepEqual(withAnother([]), [nineToFive])
  assert.deepEqual(withAnother([{ ...morning, to: '21:30' }]).at(-1), { from: '22:00', to: '24:00', isNextDay: false })
  assert.deepEqual(withAnother([{ ...morning, to: '24:00' }]).at(-1), { from: '', to: '', isNextDay: false })
})

test('knows the week that never closes', () => {
  assert.equal(isAlwaysOpen(wholeWeek), true)
  assert.equal(isAlwaysOpen({ ...wholeWeek, sunday: [] }), false)
})

test('days that follow each other are told together', () => {
  assert.deepEqual(daysAlike({ ...firstWeek, wednesday: [morning] }), [
    { days: ['monday', 'tuesday'], intervals: [nineToFive] },
    { days: ['wednesday', 'wednesday'], intervals: [morning] },
    { days: ['thursday', 'friday'], intervals: [nineToFive] },
  ])
  assert.deepEqual(
    daysAlike({ ...firstWeek, tuesday: [] }).map(({ days }) => days),
    [
      ['monday', 'monday'],
      ['wednesday', 'friday'],
    ],
  )
})
