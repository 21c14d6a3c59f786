import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { quantileOfGamma } from './gamma.ts'
import { firstQuantile, type PromiseOutcome, recalibrate } from './recalibrate.ts'

test('a broken promise raises the quantile four times as far as a kept one lowers it', () => {
  assertNear(recalibrate(0.8, ['broken']), 0.808)
  assertNear(recalibrate(0.8, ['kept']), 0.798)
  assertNear(recalibrate(0.8, ['broken', 'kept', 'kept', 'kept', 'kept']), 0.8)
  assert.equal(recalibrate(0.8, []), 0.8)
})

test('never leaves 0.5 to 0.99, wherever it starts', () => {
  const outcome = fc.constantFrom<PromiseOutcome>('kept', 'broken')

  fc.assert(
    fc.property(
      fc.double({ min: -1, max: 2, noNaN: true }),
      fc.array(outcome, { maxLength: 500 }),
      (start, outcomes) => {
        const quantile = recalibrate(start, outcomes)

        assert.ok(quantile >= 0.5 && quantile <= 0.99)
      },
    ),
  )
})

test('a stored quantile that is not a number starts anew', () => {
  assert.equal(recalibrate(Number.NaN, []), firstQuantile)
})

// Waits are exponential; the estimate gets their mean wrong by a factor.
for (const factor of [0.6, 0.8, 1, 1.25, 1.6]) {
  test(`comes to keep 80 % when waits are ${factor} of what is estimated`, () => {
    let quantile = firstQuantile
    let kept = 0
    const [unheard, heard] = [1000, 5000]

    for (let promise = 0; promise < unheard + heard; promise += 1) {
      const wait = -10 * factor * Math.log(evenlySpread(promise))
      const outcome = wait <= quantileOfGamma(10, 100, quantile) ? 'kept' : 'broken'
      quantile = recalibrate(quantile, [outcome])
      if (promise >= unheard && outcome === 'kept') kept += 1
    }

    assert.ok(Math.abs(kept / heard - 0.8) < 0.01, `${kept} of ${heard}`)
  })
}

// Multiples of the golden ratio, without their whole parts: between 0 and 1, evenly.
function evenlySpread(index: number): number {
  return ((index + 1) * 0.6180339887498949) % 1
}

function assertNear(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} instead of ${expected}`)
}
