import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayText, durationText, listTime } from './time-text.ts'

const now = new Date(2026, 2, 12, 15, 30).getTime()

test('a duration is as short as it stays clear', () => {
  const minutes = (count: number) => durationText(count * 60_000, 'en-GB')

  assert.deepEqual([0.5, 1, 59.9, 60, 47 * 60, 48 * 60].map(minutes), ['<1m', '1m', '59m', '1h', '47h', '2d'])
})

test('a clock that is ahead of ours makes no negative duration', () => {
  assert.equal(durationText(-5000, 'en-GB'), '<1m')
})

test('a list shows the time today, then the weekday, then the date', () => {
  const at = (...date: [number, number, number, number, number]) =>
    listTime(new Date(...date).toISOString(), now, 'en-GB')

  assert.equal(at(2026, 2, 12, 14, 5), '14:05')
  assert.equal(at(2026, 2, 11, 23, 59), 'Wed')
  assert.equal(at(2026, 2, 6, 9, 0), 'Fri')
  assert.equal(at(2026, 2, 5, 9, 0), '5 Mar')
  assert.equal(at(2025, 2, 5, 9, 0), '5 Mar 2025')
})

test('days near us have names', () => {
  const day = (date: number) => dayText(new Date(2026, 2, date, 9).toISOString(), now, 'en-GB')

  assert.deepEqual([day(12), day(11)], ['today', 'yesterday'])
  assert.match(day(3), /^Tuesday,? 3 March$/)
})
