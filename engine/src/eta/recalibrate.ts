/** What became of a promise. Of a contact who left before the promised time nobody knows: such promises are not counted. */
export type PromiseOutcome = 'kept' | 'broken'

/** The quantile that a team starts with, and the share of promises that it is to keep. */
export const firstQuantile: number = 0.8

const targetShare = 0.8
const stepSize = 0.01
const lowest = 0.5
const highest = 0.99

/**
 * The quantile that a team announces next, after what became of its promises, oldest first.
 *
 * A broken promise moves it up four times as far as a kept one moves it down, so it comes to rest where 80 % are kept,
 * whatever the estimate gets wrong. One number is all that is stored. (Stochastic approximation: Robbins & Monro, Ann.
 * Math. Statist. 22(3), 1951, doi 10.1214/aoms/1177729586; with a constant step, so that it follows a team that
 * changes: Gibbs & Candès, "Adaptive conformal inference under distribution shift", NeurIPS 2021, arXiv 2106.00543.)
 *
 * @example
 * recalibrate(0.8, ['broken']) // 0.808
 */
export function recalibrate(quantile: number, outcomes: readonly PromiseOutcome[]): number {
  return outcomes.reduce(
    (before, outcome) => within(before + stepSize * (targetShare - (outcome === 'kept' ? 1 : 0))),
    within(quantile),
  )
}

function within(quantile: number): number {
  return Number.isNaN(quantile) ? firstQuantile : Math.min(highest, Math.max(lowest, quantile))
}
