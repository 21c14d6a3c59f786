const precision = Number.EPSILON
const mostSteps = 10_000

// Below it e^x is no longer a full number, and the first term of the series is all there is.
const logOfLeast = -700

/**
 * The value below which a gamma distribution of that mean and variance lies with probability `q`.
 *
 * Without variance it is the mean; without a mean, 0.
 *
 * @example
 * quantileOfGamma(10, 100, 0.8) // 16.09: an exponential distribution
 */
export function quantileOfGamma(mean: number, variance: number, q: number): number {
  if (mean <= 0 || q <= 0) return 0
  if (q >= 1) return Number.POSITIVE_INFINITY
  if (variance <= 0) return mean

  const shape = mean ** 2 / variance
  return inverseOfGamma(shape, q) * (variance / mean)
}

/**
 * The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 - P(a, x), the smaller of them without
 * cancellation: by its power series where x is small (DLMF 8.7.1), by its continued fraction elsewhere (DLMF 8.9.2).
 */
export function incompleteGamma(shape: number, x: number): Readonly<{ lower: number; upper: number }> {
  if (x <= 0) return { lower: 0, upper: 1 }

  if (x < shape + 1) {
    const lower = Math.min(1, density(shape, x) * powerSeries(shape, x))
    return { lower, upper: 1 - lower }
  } else {
    const upper = Math.min(1, density(shape, x) * x * continuedFraction(shape, x))
    return { lower: 1 - upper, upper }
  }
}

// Newton's method for the logarithm of the smaller tail over the logarithm of x, nearly straight lines far out, where
// the density itself is flat; kept between two bounds that close in. P(a, x) <= x^a / Γ(a + 1) gives the lower bound.
// (The problem, and better first guesses: DiDonato & Morris, ACM TOMS 12(4), 1986, doi 10.1145/22721.23109.)
function inverseOfGamma(shape: number, q: number): number {
  let low = (Math.log(q) + logGamma(shape + 1)) / shape
  if (low < logOfLeast) return Math.exp(low)

  let high = Math.max(low, Math.log(shape)) + 1
  while (excess(shape, high, q).error < 0) high += 1

  let at = Math.max(low, Math.min(high, Math.log(shape)))
  for (let step = 0; step < 200; step += 1) {
    const { error, slope } = excess(shape, at, q)
    if (error < 0) low = at
    else high = at

    const newton = at - error / slope
    const next = newton >= low && newton <= high ? newton : (low + high) / 2
    const hasArrived = Math.abs(next - at) <= 4 * precision * Math.max(1, Math.abs(at))
    at = next
    if (hasArrived) break
  }
  return Math.exp(at)
}

// By how much P(a, e^t) is above q, as the logarithm of a ratio of the smaller tails; and how fast that grows with t.
function excess(shape: number, logOfX: number, q: number): Readonly<{ error: number; slope: number }> {
  const x = Math.exp(logOfX)
  const { lower, upper } = incompleteGamma(shape, x)
  const growth = density(shape, x) * x

  return q < 0.5
    ? { error: Math.log(lower / q), slope: growth / lower }
    : { error: Math.log((1 - q) / upper), slope: growth / upper }
}

function density(shape: number, x: number): number {
  return Math.exp((shape - 1) * Math.log(x) - x - logGamma(shape))
}

// P(a, x) over the density: x/a + x^2/(a(a + 1)) + x^3/(a(a + 1)(a + 2)) + …
function powerSeries(shape: number, x: number): number {
  let term = x / shape
  let sum = term
  for (let n = 1; n < mostSteps && term > sum * precision; n += 1) {
    term *= x / (shape + n)
    sum += term
  }
  return sum
}

// Q(a, x) over x times the density: 1/(x + 1 - a - 1(1 - a)/(x + 3 - a - 2(2 - a)/(x + 5 - a - …))), from its front
// by the modified method of Lentz (Thompson & Barnett, J. Comput. Phys. 64, 1986, doi 10.1016/0021-9991(86)90046-X).
function continuedFraction(shape: number, x: number): number {
  let b = x + 1 - shape
  let c = Number.POSITIVE_INFINITY
  let d = 1 / b
  let value = d
  for (let n = 1; n < mostSteps; n += 1) {
    const a = n * (shape - n)
    b += 2
    d = 1 / apartFromZero(b + a * d)
    c = apartFromZero(b + a / c)
    const factor = c * d
    value *= factor
    if (Math.abs(factor - 1) <= precision) break
  }
  return value
}

function apartFromZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value
}

// ln Γ(a) by Stirling's series (DLMF 5.11.1), from far enough out that six terms are exact to the last digits.
function logGamma(a: number): number {
  let shifted = a
  let product = 1
  while (shifted < 12) {
    product *= shifted
    shifted += 1
  }
  const w = 1 / shifted ** 2
  const series =
    (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w * (1 / 1188 - (w * 691) / 360_360))))) / shifted
  return (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product)
}
