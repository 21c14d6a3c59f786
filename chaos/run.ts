import { setTimeout as sleep } from 'node:timers/promises'
import { Random } from '../scripts/demo/random.ts'
import { check } from './check/check.ts'
import { count, countAccepted } from './ledger.ts'
import { Nemesis } from './nemesis.ts'
import { liveAsMembers } from './people/agents.ts'
import { liveWithWorkflows } from './people/automate.ts'
import { liveAsCustomers } from './people/customers.ts'
import { visitorsOf } from './people/visitors.ts'
import { liveAsWriters } from './people/writers.ts'
import { faultKinds, planStorms } from './plan.ts'
import { Prober } from './prober.ts'
import { hasten } from './stage/hasten.ts'
import { openStage } from './stage/open.ts'
import { tallyErrors } from './stage/server-process.ts'

export type Result = Readonly<{
  seed: number
  minutes: number
  acked: number
  lost: number
  assigned_twice: number
  over_limit: number
  stranded: number
  told_twice: number
  faults: number
  by_type: Readonly<Record<string, object>>
  by_workflow: Readonly<Record<string, object>>
  by_fault: Readonly<Record<string, { count: number; seconds_of_service_lost_p50: number; max: number }>>
  not_exercised: readonly string[]
  violations: readonly string[]
  [more: string]: unknown
}>

type Options = Readonly<{
  seed: number
  minutes: number
  only?: RegExp | null
  say?: (line: string) => void
  isVerbose?: boolean
}>

/** Everything goes wrong for so long; then it is healed, left alone until it is quiet, and looked at. */
export async function runChaos({
  seed,
  minutes,
  only = null,
  say = () => undefined,
  isVerbose = false,
}: Options): Promise<Result> {
  const random = new Random(seed)
  const kinds = faultKinds.filter((kind) => only === null || only.test(kind))
  const storms = planStorms(random.fork(), minutes * 60_000, kinds)
  let isOver = false
  say(`seed ${seed}: ${storms.flatMap(({ faults }) => faults).length} faults in ${minutes} minutes`)
  await using stage = await openStage(random.fork(), () => isOver)
  const { world } = stage
  const visitors = visitorsOf(world)
  await Promise.all(visitors.map((visitor) => visitor.come()))

  const screens = new AbortController()
  const followers = [world.owner, ...world.agents].map(({ screen }) => screen.follow(screens.signal))
  followers.push(...visitors.map((visitor) => visitor.follow(screens.signal)))
  const from = performance.now()
  const note = (line: string) => say(`${((performance.now() - from) / 1000).toFixed(1)} s: ${line}`)
  const tell = (line: string) => void (isVerbose && note(line))
  const prober = new Prober(world, tell)
  const lives = [
    ...liveAsCustomers(world),
    ...liveAsWriters(world),
    ...liveAsMembers(world),
    ...liveWithWorkflows(world),
    hasten(stage.postgres, world),
    ...visitors.map((visitor) => visitor.write()),
    prober.knock(),
  ]
  const nemesis = new Nemesis(stage, tell)
  say('everybody is at work')
  await nemesis.torment(storms, () => prober.untilHeard(30_000))
  note('healing')
  await nemesis.heal()
  // Service is back for everybody before they stop.
  await sleep(2000)
  isOver = true
  await Promise.all(lives)
  note('waiting until it is quiet')
  const { findings, byType, byWorkflow } = await check(stage, visitors, nemesis.wrong)
  note('looked at')
  screens.abort()
  await Promise.all(followers)

  const found = Object.entries(findings)
  const numbers = Object.fromEntries(found.map(([name, all]) => [name, all.length]))
  for (const [status, times] of stage.fleet.answers) world.ledger.tally.set(`answered ${status}`, times)
  count(world.ledger, 'runs')
  say(JSON.stringify(Object.fromEntries([...world.ledger.tally].sort())))
  for (const line of tallyErrors(stage.servers).slice(0, 15)) tell(line)
  return {
    seed,
    minutes,
    acked: countAccepted(world.ledger),
    lost: findings.lost.length,
    assigned_twice: findings.assigned_twice.length,
    over_limit: findings.over_limit.length,
    stranded: findings.stranded.length,
    told_twice: findings.told_twice.length,
    ...numbers,
    faults: nemesis.done.length,
    by_type: byType,
    by_workflow: byWorkflow,
    by_fault: costs(nemesis.done, prober),
    not_exercised: kinds.filter((kind) => !nemesis.done.some((done) => done.kind === kind)),
    violations: found.flatMap(([name, all]) => all.slice(0, 4).map((each) => `${name}: ${each}`)),
  }
}

function costs(done: Nemesis['done'], prober: Prober): Result['by_fault'] {
  return Object.fromEntries(
    [...Map.groupBy(done, ({ kind }) => kind)].sort().map(([kind, all]) => {
      const seconds = all.flatMap(({ at }) => prober.secondsUntilHeard(at) ?? []).sort((a, b) => a - b)
      const at = (share: number) => Math.round((seconds[Math.floor(share * (seconds.length - 1))] ?? 0) * 1000) / 1000
      return [kind, { count: all.length, seconds_of_service_lost_p50: at(0.5), max: at(1) }]
    }),
  )
}
