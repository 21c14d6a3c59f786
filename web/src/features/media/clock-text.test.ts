import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clockText } from './clock-text.ts'

test('shows minutes and seconds, and hours where there are any', () => {
  assert.deepEqual([0, 5.9, 65, 600, 3725].map(clockText), ['0:00', '0:05', '1:05', '10:00', '1:02:05'])
})
