import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reconnectDelayMs } from './reconnect-delay.ts'

test('waits longer after each failure, up to half a minute', () => {
  assert.deepEqual(
    [0, 1, 2, 3, 10, 500].map((failures) => reconnectDelayMs(failures, 1)),
    [800, 1600, 3200, 6400, 30_000, 30_000],
  )
})

test('chance shortens the wait by up to half', () => {
  assert.equal(reconnectDelayMs(2, 0), 1600)
  assert.equal(reconnectDelayMs(2, 0.5), 2400)
})
