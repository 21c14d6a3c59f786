/**
 * What a message and an assignment cost as a company grows: 10 to 10,000 agents, 1,000 to 1,000,000 conversations and
 * customers of the past, 1 to 1,000 teams.
 *
 * A message: wall time of bursts of webhooks as in `intake`, each opening a conversation, until the last is assigned. An
 * assignment: wall time of handing out a queue. Sizes take turns and the median of the rounds counts, so that it does not
 * matter when the machine is fast. Every size has its own database and server; servers that are not measured are held
 * still. What the measuring adds itself stays as closed conversations, the same for every size.
 *
 * `--burst 1000` and `--rounds 1` make a quick one; `--only agents` measures one axis.
 */
import { parseArgs } from 'node:util'
import { migrate } from '../server/src/db/migrate.ts'
import type { Outcome } from './bench.ts'
import { type Cost, Point } from './growth/point.ts'
import { type Axis, nameOf, sizeAt, sizesOf, steps } from './growth/points.ts'
import { medianOf } from './limit/measure.ts'
import { cloneDatabase, startPostgres } from './load/installation.ts'

type Costs = Readonly<{ drain: Cost[]; intake: Cost[] }>

type Figures = Readonly<{
  ms_per_message: number
  ms_per_assignment: number
  cpu_ms_per_message: number | null
  cpu_ms_per_assignment: number | null
  ratio_message: number
  ratio_assignment: number
}>

export async function run(args: readonly string[]): Promise<Outcome> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      burst: { type: 'string', default: '3000' },
      rounds: { type: 'string', default: '3' },
      only: { type: 'string' },
    },
  })
  const axes = Object.fromEntries(
    Object.entries(steps).filter(([axis]) => values.only === undefined || axis === values.only),
  ) as typeof steps
  const costs = await measure(axes, Number(values.burst), Number(values.rounds))
  const figures = Object.fromEntries(
    Object.entries(axes).map(([axis, sizes]) => [axis, compare(axis as Axis, sizes, costs)]),
  )
  const worst = (axis: Axis, isMeant: (value: number) => boolean) =>
    Math.max(
      0,
      ...Object.entries(figures[axis] ?? {})
        .filter(([value]) => isMeant(Number(value)))
        .flatMap(([, { ratio_message, ratio_assignment }]) => [ratio_message, ratio_assignment]),
    )
  const result = {
    ...figures,
    worst_ratio_agents: worst('agents', (agents) => agents < 10_000),
    worst_ratio_10000: worst('agents', (agents) => agents === 10_000),
    worst_ratio_conversations: worst('conversations', () => true),
    worst_ratio_teams: worst('teams', () => true),
    burst: Number(values.burst),
    rounds: Number(values.rounds),
  }
  return { result, lines: toLines(figures) }
}

async function measure(axes: typeof steps, burst: number, rounds: number): Promise<Map<string, Costs>> {
  await using postgres = await startPostgres()
  await migrate(postgres.url)
  await using points = new AsyncDisposableStack()
  const made = new Map<string, Point>()
  for (const [name, size] of sizesOf(axes)) {
    made.set(
      name,
      points.use(
        await Point.make(
          { url: await cloneDatabase(postgres.url, name), postgresFolder: postgres.folder },
          size,
          burst,
        ),
      ),
    )
  }
  const costs = new Map([...made.keys()].map((name) => [name, { drain: [] as Cost[], intake: [] as Cost[] }]))

  // The first of each only warms up.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, point] of made) {
      const cost = await point.drain()
      if (round > 0) costs.get(name)!.drain.push(cost)
    }
  }
  for (const point of made.values()) await point.open(rounds + 1)
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, point] of made) {
      const cost = await point.takeIn()
      if (round > 0) costs.get(name)!.intake.push(cost)
    }
  }
  return costs
}

function compare(axis: Axis, sizes: readonly number[], costs: ReadonlyMap<string, Costs>): Record<string, Figures> {
  const of = (value: number) => {
    const { drain, intake } = costs.get(nameOf(sizeAt(axis, value)))!
    return {
      message: medianOf(intake.map(({ wall }) => wall)),
      assignment: medianOf(drain.map(({ wall }) => wall)),
      cpuOfMessage: cpuOf(intake),
      cpuOfAssignment: cpuOf(drain),
    }
  }
  const smallest = of(sizes[0]!)
  return Object.fromEntries(
    sizes.map((value) => {
      const { message, assignment, cpuOfMessage, cpuOfAssignment } = of(value)
      const figures: Figures = {
        ms_per_message: rounded(message, 4),
        ms_per_assignment: rounded(assignment, 4),
        cpu_ms_per_message: cpuOfMessage,
        cpu_ms_per_assignment: cpuOfAssignment,
        ratio_message: rounded(message / smallest.message, 2),
        ratio_assignment: rounded(assignment / smallest.assignment, 2),
      }
      return [value, figures]
    }),
  )
}

function cpuOf(costs: readonly Cost[]): number | null {
  const known = costs.flatMap(({ cpu }) => cpu ?? [])
  return known.length === 0 ? null : rounded(medianOf(known), 4)
}

function toLines(figures: Readonly<Record<string, Record<string, Figures>>>): string[] {
  const cell = (value: string) => value.padStart(14)
  return [
    `${''.padEnd(24)}${['ms/message', 'ratio', 'ms/assignment', 'ratio'].map(cell).join('')}`,
    ...Object.entries(figures).flatMap(([axis, sizes]) =>
      Object.entries(sizes).map(([value, each]) => {
        const { ms_per_message: message, ms_per_assignment: assignment, ratio_message, ratio_assignment } = each
        const cells = [message.toFixed(3), String(ratio_message), assignment.toFixed(3), String(ratio_assignment)]
        return `${`${Number(value).toLocaleString('en')} ${axis}`.padEnd(24)}${cells.map(cell).join('')}`
      }),
    ),
  ]
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
