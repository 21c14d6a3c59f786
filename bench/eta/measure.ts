import { announce, calendarOf, firstQuantile, predictWait, recalibrate } from '@fairlead/engine'
import { type PredictorName, predictors } from './predictors.ts'
import type { Scenario } from './scenarios.ts'
import { simulate, type Wait } from './simulate.ts'

export type Figures = Readonly<{
  /** Mean absolute error as a share of the mean wait, in percent. */
  errorPercent: Readonly<Record<PredictorName, number>>
  /** Percent of the promises whose wait, got or would have got an agent, was over in time. */
  kept: number
  /** The same as the product sees it, which never learns of those who left before the promised time. */
  keptAsSeen: number
  meanWaitMinutes: number
  meanPromiseMinutes: number
  waits: number
  quantile: number
}>

const dayMinutes = 24 * 60
const minuteMs = 60_000
const alwaysOpen = calendarOf(null)
const names = ['ours', 'position', 'hol', 'moving_average'] as const satisfies readonly PredictorName[]

/** Plays a scenario with each seed, leaves out the warm-up, and compares what was said with what came. */
export function measure(scenario: Scenario, seeds: readonly number[], warmUpDays: number, days: number): Figures {
  const errors: Record<PredictorName, number> = { ours: 0, position: 0, hol: 0, moving_average: 0 }
  let [waits, waited, promised, kept, seen, seenKept, quantiles] = [0, 0, 0, 0, 0, 0, 0]

  for (const seed of seeds) {
    const promises = new Map<Wait, number>()
    let quantile: number = firstQuantile

    simulate(scenario, seed, (warmUpDays + days) * dayMinutes, {
      joined(wait) {
        const { now, queue } = wait.sight
        const estimate = predictWait(queue)
        if (estimate === null) return
        const asking = { position: queue.position, quantile, now: now * minuteMs, clock: alwaysOpen }
        promises.set(wait, announce(estimate, asking)!.latestAt / minuteMs)
      },
      left: learn,
      served(wait) {
        if (wait.leftAt === null) learn(wait)
        if (wait.sight.now >= warmUpDays * dayMinutes) compare(wait)
        promises.delete(wait)
      },
    })
    quantiles += quantile

    function learn(wait: Wait): void {
      const latestAt = promises.get(wait)
      const endedAt = wait.leftAt ?? wait.servedAt
      if (latestAt === undefined || endedAt === null || (wait.leftAt !== null && endedAt <= latestAt)) return
      quantile = recalibrate(quantile, [endedAt <= latestAt ? 'kept' : 'broken'])
      if (wait.sight.now < warmUpDays * dayMinutes) return
      seen += 1
      if (endedAt <= latestAt) seenKept += 1
    }

    function compare(wait: Wait): void {
      const { servedAt, sight } = wait
      const predicted = names.map((name) => predictors[name](sight))
      const latestAt = promises.get(wait)
      if (servedAt === null || latestAt === undefined || predicted.includes(null)) return

      const actual = servedAt - sight.now
      waits += 1
      waited += actual
      promised += latestAt - sight.now
      if (servedAt <= latestAt) kept += 1
      for (const [index, name] of names.entries()) errors[name] += Math.abs(predicted[index]! - actual)
    }
  }

  return {
    errorPercent: {
      ours: (100 * errors.ours) / waited,
      position: (100 * errors.position) / waited,
      hol: (100 * errors.hol) / waited,
      moving_average: (100 * errors.moving_average) / waited,
    },
    kept: (100 * kept) / waits,
    keptAsSeen: (100 * seenKept) / seen,
    meanWaitMinutes: waited / waits,
    meanPromiseMinutes: promised / waits,
    waits,
    quantile: quantiles / seeds.length,
  }
}
