/**
 * How fast a backlog of 10,000 conversations is decided, explanations included, by the size of the team.
 *
 * A time is that of one whole call of `decide` on a snapshot it has never seen, in no particular order: to read the
 * agents, to order them and to order the queue are all in it. `growth` compares the cost of a decision among 10,000
 * agents with that of one among 10, with the reading of the 10,000 counted in. Of several calls the one counts
 * that a third were faster than: what other work on the machine costs is left out, and luck as well.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { decide, type Snapshot } from '@fairlead/engine'
import type { Outcome } from './bench.ts'
import { backlog, scenarios } from './engine/backlog.ts'
import { naivelyDecided } from './engine/naive.ts'

const sizes = [10, 100, 1000, 10_000] as const
const waiting = 10_000
const calls = 15

export function run(): Promise<Outcome> {
  // What is measured first would otherwise pay for the compiling of all.
  for (const scenario of Object.values(scenarios))
    rateOf((seed) => backlog({ agents: 100, waiting, seed }, scenario), decide)

  const rates = Object.fromEntries(
    Object.entries(scenarios).map(([name, scenario]) => [
      name,
      bySize((agents) => rateOf((seed) => backlog({ agents, waiting, seed }, scenario), decide)),
    ]),
  )
  // All of the backlog would take minutes among 10,000 agents. Each decision costs the same, so a part of it tells.
  const naive = bySize((agents) =>
    rateOf(
      (seed) => backlog({ agents, waiting: Math.min(waiting, Math.ceil(500_000 / agents)), seed }, {}),
      naivelyDecided,
    ),
  )
  const headline = rates.round_robin!
  const growth = headline[10]! / headline[10_000]!

  return Promise.resolve({
    result: {
      decisions_per_s: headline,
      growth_10_to_10000: Number(growth.toFixed(2)),
      naive_decisions_per_s: naive,
      strategies_and_settings: rates,
      waiting,
      calls,
    },
    lines: [...table({ ...rates, 'naive (round_robin)': naive }), `growth: ${growth.toFixed(2)}`],
  })
}

function bySize(rate: (agents: number) => number): Record<number, number> {
  return Object.fromEntries(sizes.map((agents) => [agents, rate(agents)]))
}

/** Decisions a second, each call with a snapshot of its own, after as many that only warm up. */
function rateOf(make: (seed: number) => Snapshot, work: (snapshot: Snapshot) => readonly unknown[]): number {
  const seconds: number[] = []
  let decided = 0

  for (let call = 0; call < 2 * calls; call += 1) {
    const snapshot = make(call + 1)
    collectGarbage()
    const start = performance.now()
    decided = work(snapshot).length
    if (call >= calls) seconds.push((performance.now() - start) / 1000)
  }
  return Math.round(decided / seconds.sort((a, b) => a - b)[Math.floor(calls / 3)]!)
}

// What the making of the snapshots left behind is not the cost of deciding; what deciding leaves is, as far as it has to
// be collected meanwhile.
function collectGarbage(): void {
  gc({ type: 'minor' })
}

setFlagsFromString('--expose-gc')
const gc: NodeJS.GCFunction = runInNewContext('gc')

function table(rates: Readonly<Record<string, Record<number, number>>>): string[] {
  const row = (name: string, figures: readonly number[]) =>
    name.padEnd(32) + figures.map((figure) => figure.toLocaleString('en').padStart(12)).join('')

  return [
    row('decisions/s by number of agents', sizes),
    ...Object.entries(rates).map(([name, each]) => row(name, Object.values(each))),
  ]
}
