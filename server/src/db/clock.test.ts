import assert from 'node:assert/strict'
import { afterEach, mock, test } from 'node:test'
import { followClock, now } from './clock.ts'
import { newId } from './id.ts'

afterEach(() => mock.timers.reset())

test('time is the database’s, and goes on when our own clock is set', async () => {
  const hourAhead = Date.now() + 3_600_000
  const stop = await followClock(async () => new Date(hourAhead))
  stop()
  assert.ok(Math.abs(now() - hourAhead) < 1000)

  const before = now()
  mock.timers.enable({ apis: ['Date'], now: 0 })
  assert.ok(now() >= before && now() - before < 1000)
  assert.ok(Number.parseInt(newId().replaceAll('-', '').slice(0, 12), 16) >= before)
})

test('the quickest of some answers counts', async () => {
  const answers = [500, 0, 500].map((ms) => async () => {
    const at = Date.now()
    await new Promise((resolve) => setTimeout(resolve, ms))
    return new Date(at)
  })
  const stop = await followClock(() => answers.shift()!())
  stop()
  assert.ok(Math.abs(now() - Date.now()) < 100)
})
