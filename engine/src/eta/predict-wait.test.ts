import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { predictWait, type QueueState } from './predict-wait.ts'

// A quiet hour just like the long run: 12 slots, all busy, 20 minutes each.
const steady: QueueState = {
  position: 1,
  slots: 12,
  slotsInUse: 12,
  releases: 36,
  busySlotMinutes: 720,
  longRunHandlingMinutes: 20,
  releasesInSevenDays: 5000,
  abandoned: 0,
  waitingMinutes: 0,
  holMinutes: 0,
  lesMinutes: 0,
}

const table: readonly (readonly [string, Partial<QueueState>, number])[] = [
  ['the first waits for one of the slots', {}, 20 / 12],
  ['the second also for the first, who may leave', { position: 2 }, 20 / 12 + 1 / (12 / 20 + 0.5 / 60)],
  ['half the slots, twice the wait', { slots: 6, slotsInUse: 6 }, 20 / 6],
  ['a fraction of a slot serves too', { slots: 0.5, slotsInUse: 0.5 }, 40],
  ['slots in use beyond the usable come back first', { slots: 6, slotsInUse: 12 }, (6 * 20) / 12 + 20 / 6],
  [
    'who waits among the impatient waits less',
    { position: 2, abandoned: 59.5, waitingMinutes: 540 },
    20 / 12 + 1 / 0.7,
  ],
  ['an hour that chance explains changes nothing', { releases: 47 }, 20 / 12],
  // Twice the releases expected: six standard errors, of which all but 4/36 counts; shrunk with ten of the long run.
  ['an hour that chance does not explain counts', { releases: 72 }, (20 + (8 / 9) * (920 / 82 - 20)) / 12],
]

for (const [title, change, mean] of table) {
  test(title, () => assertNear(predictWait({ ...steady, ...change })!.meanMinutes, mean))
}

test('nobody can tell without a slot, or before twenty releases in seven days', () => {
  assert.equal(predictWait({ ...steady, slots: 0 }), null)
  assert.equal(predictWait({ ...steady, releasesInSevenDays: 19 }), null)
  assert.notEqual(predictWait({ ...steady, releasesInSevenDays: 20 }), null)
})

test('a quarter of the point is the longer of what the head and the last have seen', () => {
  const { meanMinutes, pointMinutes } = predictWait({ ...steady, holMinutes: 8, lesMinutes: 12 })!

  assertNear(pointMinutes, 0.75 * meanMinutes + 3)
})

test('the variance has the chance of every step, and a share for what the estimate may get wrong', () => {
  const { meanMinutes, varianceMinutes } = predictWait(steady)!

  assertNear(varianceMinutes, (20 / 12) ** 2 + 0.05 * meanMinutes ** 2)
})

test('predicts what its example says', () => {
  const { meanMinutes, varianceMinutes, pointMinutes } = predictWait({ ...steady, position: 3, holMinutes: 8 })!

  assert.deepEqual(
    [meanMinutes, varianceMinutes, pointMinutes].map((each) => each.toFixed(2)),
    ['4.93', '9.33', '5.70'],
  )
})

test('is finite, never negative, and longer further back', () => {
  fc.assert(
    fc.property(anyState, (state) => {
      const here = predictWait(state)!
      const behind = predictWait({ ...state, position: state.position + 1 })!

      for (const value of Object.values(here)) assert.ok(Number.isFinite(value) && value >= 0, JSON.stringify(here))
      assert.ok(behind.meanMinutes >= here.meanMinutes)
      assert.ok(behind.pointMinutes >= here.pointMinutes)
      assert.ok(behind.varianceMinutes >= here.varianceMinutes)
    }),
    { numRuns: 1000 },
  )
})

test('is longer with fewer slots, and shorter with more who leave', () => {
  fc.assert(
    fc.property(anyState, (state) => {
      const { meanMinutes } = predictWait(state)!

      assert.ok(predictWait({ ...state, slots: state.slots / 2 })!.meanMinutes >= meanMinutes)
      assert.ok(predictWait({ ...state, abandoned: state.abandoned + 1 })!.meanMinutes <= meanMinutes)
    }),
    { numRuns: 1000 },
  )
})

const minutes = fc.double({ min: 0, max: 10_000, noNaN: true })
const anyState: fc.Arbitrary<QueueState> = fc.record({
  position: fc.integer({ min: 1, max: 300 }),
  slots: fc.double({ min: 0.01, max: 500, noNaN: true }),
  slotsInUse: fc.double({ min: 0, max: 500, noNaN: true }),
  releases: fc.nat(500),
  busySlotMinutes: minutes,
  longRunHandlingMinutes: minutes,
  releasesInSevenDays: fc.integer({ min: 20, max: 9999 }),
  abandoned: fc.nat(100),
  waitingMinutes: minutes,
  holMinutes: minutes,
  lesMinutes: minutes,
})

function assertNear(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) <= 1e-9 * Math.max(1, expected), `${actual} instead of ${expected}`)
}
