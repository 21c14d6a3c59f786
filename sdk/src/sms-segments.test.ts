import assert from 'node:assert/strict'
import { test } from 'node:test'
import { smsSegments } from './sms-segments.ts'

test('counts by the alphabet that the letters need', () => {
  const counted = (text: string): unknown => Object.values(smsSegments(text))
  assert.deepEqual(counted(''), ['gsm7', 0, 1, 160])
  assert.deepEqual(counted('a'.repeat(160)), ['gsm7', 160, 1, 160])
  assert.deepEqual(counted('a'.repeat(161)), ['gsm7', 161, 2, 153])
  assert.deepEqual(counted('a'.repeat(306)), ['gsm7', 306, 2, 153])
  assert.deepEqual(counted('a'.repeat(307)), ['gsm7', 307, 3, 153])
  assert.deepEqual(counted('ü€'), ['gsm7', 3, 1, 160])
  assert.deepEqual(counted('’'), ['ucs2', 1, 1, 70])
  assert.deepEqual(counted('ж'.repeat(71)), ['ucs2', 71, 2, 67])
})

test('no letter lies across two segments', () => {
  assert.equal(smsSegments('€'.repeat(153)).segments, 3)
  assert.equal(smsSegments('👋'.repeat(67)).segments, 3)
})
