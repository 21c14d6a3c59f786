import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ServerClock } from './server-clock.ts'

const noon = Date.parse('2026-03-02T12:00:00Z')
const atNoon = new Date(noon).toUTCString()

test('a clock that is wrong by minutes is put right', () => {
  const clock = new ServerClock()
  const own = noon - 5 * 60_000
  clock.learn(atNoon, own, own + 100)
  assert.ok(Math.abs(clock.now(own) - noon) < 1000)
})

test('a clock that is right stays its own', () => {
  const clock = new ServerClock()
  clock.learn(atNoon, noon + 300, noon + 700)
  assert.equal(clock.now(noon + 700), noon + 700)
})

test('a slow answer does not undo what a quick one said', () => {
  const clock = new ServerClock()
  const own = noon - 60_000
  clock.learn(atNoon, own, own + 20)
  const known = clock.now(own)
  clock.learn(atNoon, own - 8000, own)
  assert.equal(clock.now(own), known)
})

test('a clock that was set while we looked is found out', () => {
  const clock = new ServerClock()
  clock.learn(atNoon, noon, noon + 20)
  clock.learn(atNoon, noon - 3_600_000, noon - 3_600_000 + 400)
  assert.ok(Math.abs(clock.now(noon - 3_600_000) - noon) < 1500)
})

test('an answer without a date says nothing', () => {
  const clock = new ServerClock()
  clock.learn(null, 0, 10)
  clock.learn('yesterday', 0, 10)
  assert.equal(clock.now(123), 123)
})
