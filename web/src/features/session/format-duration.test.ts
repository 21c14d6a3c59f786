import assert from 'node:assert/strict'
import test from 'node:test'
import { formatDuration } from './format-duration.ts'

test('says a short wait in seconds and a long one in minutes, rounded up', () => {
  assert.equal(formatDuration(1, 'en'), '1 second')
  assert.equal(formatDuration(42, 'en'), '42 seconds')
  assert.equal(formatDuration(121, 'en'), '3 minutes')
})
