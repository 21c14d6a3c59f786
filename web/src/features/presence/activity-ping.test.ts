import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ActivityPing } from './activity-ping.ts'

test('tells at once, then at most every so often however much is done', () => {
  const ping = new ActivityPing(30_000)
  const moments = [0, 1, 15_000, 29_999, 30_000, 45_000, 60_000]

  assert.deepEqual(
    moments.filter((moment) => ping.isDue(moment)),
    [0, 30_000, 60_000],
  )
})

test('who comes back after a while is told of at once', () => {
  const ping = new ActivityPing(30_000)
  ping.isDue(0)

  assert.equal(ping.isDue(3_600_000), true)
})

test('what was not heard is told again', () => {
  const ping = new ActivityPing(30_000)
  ping.isDue(0)
  ping.retract()

  assert.equal(ping.isDue(1), true)
})
