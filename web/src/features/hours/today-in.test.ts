import assert from 'node:assert/strict'
import { test } from 'node:test'
import { todayIn } from './today-in.ts'

test('a day begins and ends where it is', () => {
  const now = new Date('2026-11-23T01:30:00Z')
  assert.equal(todayIn('UTC', now), '2026-11-23')
  assert.equal(todayIn('America/Phoenix', now), '2026-11-22')
  assert.equal(todayIn('Asia/Ho_Chi_Minh', new Date('2026-12-31T18:00:00Z')), '2027-01-01')
})
