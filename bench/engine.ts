/**
 * How fast a backlog of 10,000 conversations is decided, explanations included, by the size of the team.
 *
 * A time is that of one whole call of `decide` on a snapshot it has never seen, in no particular order: to read the
 * agents, to order them and to order the queue are all in it. `growth` compares the cost of a decision among 10,000
 * agents with that of one among 10, with the reading of the 10,000 counted in. The median of several calls counts, in
 * processor time of the thread that decides, so that it says the same on a machine that does other things besides;
 * `wall` has the same calls by the clock on the wall.
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

type Rate = Readonly<{ processor: number; wall: number }>

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
  const perScenario = Object.fromEntries(Object.entries(rates).map(([name, each]) => [name, inProcessorTime(each)]))
  const headline = rates.round_robin!
  const growth = headline[10]!.processor / headline[10_000]!.processor

  return Promise.resolve({
    result: {
      decisions_per_s: inProcessorTime(headline),
      growth_10_to_10000: Number(growth.toFixed(2)),
      naive_decisions_per_s: inProcessorTime(naive),
      wall_decisions_per_s: Object.fromEntries(sizes.map((size) => [size, headline[size]!.wall])),
      strategies_and_settings: perScenario,
      waiting,
      calls,
    },
    lines: [
      ...table({ ...perScenario, 'naive (round_robin)': inProcessorTime(naive) }),
      `growth: ${growth.toFixed(2)}`,
    ],
  })
}

function bySize(rate: (agents: number) => Rate): Record<number, Rate> {
  return Object.fromEntries(sizes.map((agents) => [agents, rate(agents)]))
}

function inProcessorTime(rates: Record<number, Rate>): Record<number, number> {
  return Object.fromEntries(sizes.map((size) => [size, rates[size]!.processor]))
}

/** Decisions a second, each call with a snapshot of its own, after as many that only warm up. */
function rateOf(make: (seed: number) => Snapshot, work: (snapshot: Snapshot) => readonly unknown[]): Rate {
  const processor: number[] = []
  const wall: number[] = []
  let decided = 0

  for (let call = 0; call < 2 * calls; call += 1) {
    const snapshot = make(call + 1)
    collectGarbage()
    const start = performance.now()
    const before = process.threadCpuUsage()
    decided = work(snapshot).length
    const { user, system } = process.threadCpuUsage(before)

    if (call < calls) continue
    wall.push((performance.now() - start) / 1000)
    processor.push((user + system) / 1_000_000)
  }
  return { processor: Math.round(decided / median(processor)), wall: Math.round(decided / median(wall)) }
}

// What the making of the snapshots left behind is not the cost of deciding; what deciding leaves is, as far as it has to
// be collected meanwhile.
function collectGarbage(): void {
  gc({ type: 'minor' })
}

setFlagsFromString('--expose-gc')
const gc: NodeJS.GCFunction = runInNewContext('gc')

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!
}

function table(rates: Readonly<Record<string, Record<number, number>>>): string[] {
  const row = (name: string, figures: readonly number[]) =>
    name.padEnd(32) + figures.map((figure) => figure.toLocaleString('en').padStart(12)).join('')

  return [
    row('decisions/s by number of agents', sizes),
    ...Object.entries(rates).map(([name, each]) => row(name, Object.values(each))),
  ]
}
