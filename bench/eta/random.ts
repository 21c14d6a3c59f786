/** A source of random numbers that repeats itself for the same seed. */
export type Random = Readonly<{
  /** Evenly between 0 and 1, neither included. */
  even(): number
  exponential(mean: number): number
  /** Log-normal, with a coefficient of variation. */
  logNormal(mean: number, variation: number): number
}>

export function randomFrom(seed: number): Random {
  let state = seed >>> 0

  // Weyl's sequence through the finaliser of MurmurHash3: 2^32 values before it repeats.
  function even(): number {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return (((mixed ^ (mixed >>> 16)) >>> 0) + 0.5) / 2 ** 32
  }

  function exponential(mean: number): number {
    return -mean * Math.log(even())
  }

  function logNormal(mean: number, variation: number): number {
    const variance = Math.log(1 + variation ** 2)
    const normal = Math.sqrt(-2 * Math.log(even())) * Math.cos(2 * Math.PI * even())
    return mean * Math.exp(normal * Math.sqrt(variance) - variance / 2)
  }

  return { even, exponential, logNormal }
}
