import type { Outcome } from './bench.ts'
import { type Figures, measure } from './eta/measure.ts'
import { changing, scenarios } from './eta/scenarios.ts'

const seeds = [1, 2, 3, 4, 5, 6, 7, 8]
const [warmUpDays, days] = [7, 28]

/** How near the announced waits come, in six teams that do not exist: see eta/scenarios.ts. */
export async function run(): Promise<Outcome> {
  const measured = scenarios.map((scenario) => ({ scenario, figures: measure(scenario, seeds, warmUpDays, days) }))
  const beside = { scenario: changing, figures: measure(changing, seeds, warmUpDays, days) }
  const kept = measured.map(({ figures }) => rounded(figures.kept))
  const summary = {
    best_or_within_10_percent: measured.filter(({ figures }) => isNearBest(figures)).length,
    kept_min: Math.min(...kept),
    kept_max: Math.max(...kept),
  }

  return {
    result: {
      scenarios: Object.fromEntries(measured.map(({ scenario, figures }) => [scenario.name, asJson(figures)])),
      ...summary,
      beside: { [changing.name]: asJson(beside.figures) },
    },
    lines: [
      `${seeds.length} seeds, ${days} days each after ${warmUpDays} of warm-up.`,
      'Mean absolute error as % of the mean wait, and % of promises kept:',
      '',
      row('', 'mean wait', 'ours', 'position', 'HOL', 'average', 'kept', 'as seen'),
      ...[...measured, beside].flatMap(({ scenario, figures }) => [
        rowOf(scenario.name, figures),
        `  ${scenario.about}; ${figures.waits} waits, mean promise ${figures.meanPromiseMinutes.toFixed(1)} min`,
      ]),
      '',
      `Ours is the best or within 10 % of it in ${summary.best_or_within_10_percent} of ${measured.length}; ` +
        `promises kept ${summary.kept_min} to ${summary.kept_max} %.`,
    ],
  }
}

function isNearBest({ errorPercent }: Figures): boolean {
  return errorPercent.ours <= 1.1 * Math.min(...Object.values(errorPercent))
}

function asJson({ errorPercent, kept, keptAsSeen, meanWaitMinutes, meanPromiseMinutes, waits }: Figures): object {
  return {
    error_percent: {
      ours: rounded(errorPercent.ours),
      position: rounded(errorPercent.position),
      hol: rounded(errorPercent.hol),
      moving_average: rounded(errorPercent.moving_average),
    },
    kept: rounded(kept),
    kept_as_seen: rounded(keptAsSeen),
    mean_wait_minutes: rounded(meanWaitMinutes),
    mean_promise_minutes: rounded(meanPromiseMinutes),
    waits,
  }
}

function rowOf(name: string, { errorPercent, kept, keptAsSeen, meanWaitMinutes }: Figures): string {
  const { ours, position, hol, moving_average: average } = errorPercent
  return row(name, ...[meanWaitMinutes, ours, position, hol, average, kept, keptAsSeen].map((each) => each.toFixed(1)))
}

function row(name: string, ...cells: readonly string[]): string {
  return `${name.padEnd(9)}${cells.map((cell) => cell.padStart(10)).join('')}`
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10
}
