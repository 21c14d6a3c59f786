import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { incompleteGamma, quantileOfGamma } from './gamma.ts'

// Shape, probability, quantile at scale 1. Half of a chi-squared quantile of 2 * shape degrees of freedom.
const known: readonly (readonly [number, number, number])[] = [
  [0.5, 0.95, 1.920729410347062],
  [0.5, 0.01, 7.854392895485092e-5],
  [1, 0.8, 1.6094379124341005],
  [2, 0.5, 1.6783469900166612],
  [2.5, 0.99, 7.543136234694495],
  [5, 0.95, 9.153519026637573],
  [20, 0.8, 23.634268854580323],
  [50, 0.95, 62.17105670200203],
  [0.95, 0.8, 1.5351395352855137],
  [1000, 0.1, 959.6939327288333],
  [0.01, 0.5, 4.465535018910562e-31],
  [10000, 0.999, 10311.875224539537],
  [3, 1e-9, 0.0018179466000270133],
  [3, 0.9999, 13.928170618007085],
  [135, 1e-200, 1.7015293802129665],
  [135, 1e-120, 6.91977029759752],
  [0.2, 0.05, 2.0392131101128526e-7],
]

for (const [shape, q, quantile] of known) {
  test(`the ${q} quantile of shape ${shape} is ${quantile}`, () => {
    assertNear(quantileOfGamma(shape, shape, q), quantile, 1e-11)
    assertNear(quantileOfGamma(7 * shape, 49 * shape, q), 7 * quantile, 1e-11)
  })
}

test('of shape 1 is the exponential distribution', () => {
  for (const q of [0.001, 0.1, 0.5, 0.8, 0.99, 0.999999]) {
    assertNear(quantileOfGamma(10, 100, q), -10 * Math.log1p(-q), 1e-12)
  }
})

test('of shape 3 has the tail of three exponential steps', () => {
  for (const x of [0.01, 0.5, 2, 3.9, 4.1, 10, 40]) {
    assertNear(incompleteGamma(3, x).upper, Math.exp(-x) * (1 + x + x ** 2 / 2), 1e-13)
  }
})

test('degenerate distributions have the quantiles that they ought to', () => {
  assert.equal(quantileOfGamma(0, 0, 0.8), 0)
  assert.equal(quantileOfGamma(-1, 5, 0.8), 0)
  assert.equal(quantileOfGamma(7, 0, 0.8), 7)
  assert.equal(quantileOfGamma(7, 3, 0), 0)
  assert.equal(quantileOfGamma(7, 3, 1), Number.POSITIVE_INFINITY)
})

test('is 0 where it is too small for a number', () => {
  for (const q of [9.6e-84, 5e-324]) assert.equal(quantileOfGamma(0.22, 0.22, q), 0)
})

test('undoes the distribution function', () => {
  fc.assert(
    fc.property(anyShape, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (shape, q) => {
      assertNear(incompleteGamma(shape, quantileOfGamma(shape, shape, q)).lower, q, 1e-9)
    }),
    { numRuns: 2000 },
  )
})

test('rises with the probability, and is never negative', () => {
  const probability = fc.double({ min: 1e-200, max: 1, noNaN: true })
  const pair = fc.tuple(probability, probability)

  fc.assert(
    fc.property(anyShape, pair, (shape, [p, q]) => {
      const [lower, upper] = [
        quantileOfGamma(shape, shape, Math.min(p, q)),
        quantileOfGamma(shape, shape, Math.max(p, q)),
      ]

      assert.ok(lower >= 0 && upper >= lower * (1 - 1e-12), `${lower} ${upper}`)
    }),
    { numRuns: 2000 },
  )
})

test('the two tails add up to one', () => {
  fc.assert(
    fc.property(anyShape, fc.double({ min: 0, max: 300, noNaN: true }), (shape, x) => {
      const { lower, upper } = incompleteGamma(shape, x)

      assert.ok(lower >= 0 && upper >= 0 && Math.abs(lower + upper - 1) < 1e-12, `${lower} ${upper}`)
    }),
    { numRuns: 2000 },
  )
})

const anyShape = fc.double({ min: 0.05, max: 200, noNaN: true })

function assertNear(actual: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(actual - expected) <= tolerance * Math.abs(expected), `${actual} instead of ${expected}`)
}
