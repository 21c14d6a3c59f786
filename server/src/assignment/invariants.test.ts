/**
 * The invariants of assignment, held to for whatever can happen: arrivals, closings, presence, edits of every setting,
 * people's own doing, time that passes, and a process that dies between any two statements. A failure prints what was
 * done, with its seed: run it with FAIRLEAD_SEED to have it shortened, and keep it in `keptSeeds`.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ApiError, type Client, closeConversation } from '@fairlead/sdk'
import fc from 'fast-check'
import { AppError } from '../errors.ts'
import { actions } from '../testing/actions.ts'
import { clientOf, openApp, type TestApp } from '../testing/app.ts'
import { type Crashes, crashable } from '../testing/crash.ts'
import { inboundMessage, mara } from '../testing/inbound.ts'
import { findViolations } from '../testing/invariants.ts'
import { bring, type Scene, setScene } from '../testing/scene.ts'
import { findStranded, findUnlike } from '../testing/stranded.ts'
import { passTime } from '../testing/time.ts'
import type { EffectOf } from '../workflows/interpreter/effect.ts'
import { assignByWorkflow } from './by-workflow.ts'

const keptSeeds: readonly number[] = []

let app: TestApp
let crashes: Crashes
/** How often the engine answered what. */
const tally = new Map<string, number>()

before(async () => {
  app = await openApp()
  crashes = crashable(app.database)
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

/** Each step draws what it does and with what from its own numbers, so that leaving one out leaves the others alone. */
const anyStep = fc.record({
  draws: fc.array(fc.nat({ max: 999_999 }), { minLength: 8, maxLength: 8 }),
  minutes: fc.option(fc.constantFrom(1, 6, 30, 120, 1500), { freq: 3 }),
  crash: fc.option(fc.record({ statement: fc.integer({ min: 1, max: 40 }), isAfter: fc.boolean() }), { freq: 2 }),
})
type Step = typeof anyStep extends fc.Arbitrary<infer Value> ? Value : never

test('invariants hold after every step, whatever is done and wherever the process dies', async () => {
  const seed = process.env.FAIRLEAD_SEED ? Number(process.env.FAIRLEAD_SEED) : undefined
  const steps = fc.array(anyStep, { minLength: 40, maxLength: 60, size: 'max' })
  for (const each of seed === undefined ? [...keptSeeds, undefined] : [seed]) {
    const parameters = {
      numRuns: Number(process.env.FAIRLEAD_RUNS ?? 12),
      interruptAfterTimeLimit: 60_000 * Number(process.env.FAIRLEAD_MINUTES ?? 1),
      ...(each === undefined ? {} : { seed: each }),
    }
    await fc.assert(fc.asyncProperty(seed === undefined ? fc.noShrink(steps) : steps, play), parameters)
  }
  const did = Object.fromEntries(tally)
  assert.ok((did.assigned ?? 0) > 30 && (did.queued ?? 0) > 3, `too little happened: ${JSON.stringify(did)}`)
})

async function play(steps: readonly Step[]): Promise<void> {
  const agents = ['Ana Agent', 'Ben Agent', 'Cem Agent', 'Dora Agent']
  const scene = await setScene(app.database, { agents, agentLimit: 1 + (steps.length % 2) })
  const client = await clientOf(app, scene.owner)
  let draws: readonly number[] = []
  let drawn = 0
  const perform = await actions(app, scene, client, () => (draws[drawn++ % draws.length] ?? 0) / 1_000_000)
  const done: string[] = []
  let checked = '00000000-0000-0000-0000-000000000000'

  for (const step of steps) {
    draws = step.draws
    drawn = 0
    if (step.minutes !== null) await passTime(app.database, step.minutes)
    if (step.crash) crashes.arm(step.crash.statement, step.crash.isAfter ? 'after' : 'before')
    const [kind = 0, which = 0] = step.draws
    const act = [
      () => arrive(scene, which),
      perform,
      () => finish(scene, client, which),
      perform,
      () => wish(scene, step.draws),
    ][kind % 5]!
    done.push(`${await attempt(act)}${step.crash ? ' †' : ''}${step.minutes ? ` +${step.minutes} min` : ''}`)
    await app.queues.settled()
    crashes.disarm()

    // Events alone bring about what they make possible; the clock and the dead leave something to timers and the sweep.
    if (step.minutes === null && step.crash === null) {
      assert.deepEqual(
        await findStranded(app.database, scene.workspaceId),
        [],
        `without a sweep, after ${done.join(', ')}`,
      )
    }
    await settle(scene)
    const violations = [
      ...(await findViolations(app.database, scene.workspaceId)),
      ...(await findLeft(scene)),
      ...(await findUnlike(app.database, scene.workspaceId, checked)),
    ]
    checked = await lastDecision(scene, checked)
    assert.deepEqual(violations, [], `after ${done.join(', ')}`)
  }
  await count(scene)
}

async function arrive(scene: Scene, draw: number): Promise<string> {
  const contact = { ...mara, addresses: [`44770010${String(draw % 30).padStart(4, '0')}`], name: null }
  await bring(scene, inboundMessage({ contact, text: `question ${draw}` }))
  return 'a contact writes'
}

/** A workflow has one that waits assigned as it wishes. */
async function wish(scene: Scene, draws: readonly number[]): Promise<string> {
  let drawn = 0
  const pick = <T>(items: readonly T[]): T => items[(draws[drawn++ % draws.length] ?? 0) % items.length]!
  const { workspaceId, team } = scene
  const waiting = await app.database.db
    .selectFrom('conversation')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('status', '=', 'open')
    .where('assignee_id', 'is', null)
    .orderBy('id')
    .execute()
  if (waiting.length === 0) return 'a workflow has nothing to assign'
  const effect: EffectOf<'assign'> = {
    ...{
      id: 'effect',
      do: 'assign',
      to: { kind: 'team', teamId: team.id },
      skillIds: [],
      priority: null,
      fullAt: null,
    },
    strategy: pick([null, 'round_robin', 'least_open', 'most_free', 'weighted']),
    onlineOnly: pick([null, true, false]),
    agentLimit: pick([null, 1, 2]),
  }
  const given = { workspaceId, id: pick(waiting).id, workflowId: team.id, effect }
  await app.database.transact((tx) => assignByWorkflow(tx, given))
  return 'a workflow assigns'
}

async function finish({ workspaceId }: Scene, client: Client, draw: number): Promise<string> {
  const held = await app.database.db
    .selectFrom('conversation')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('status', '=', 'open')
    .where('assignee_id', 'is not', null)
    .orderBy('id')
    .execute()
  const one = held[draw % Math.max(1, held.length)]
  if (one) await client.call(closeConversation, { params: { id: one.id } })
  return 'an agent closes'
}

// What a process does that starts anew: timers that are due, and a look at every queue.
async function settle({ workspaceId }: Scene): Promise<void> {
  // The pool may still hand out the connection that broke.
  for (let tries = 0; ; tries += 1) {
    try {
      await app.jobs.runDue()
      break
    } catch (error) {
      if (tries === 3) throw error
    }
  }
  app.queues.look(workspaceId, 'sweep')
  await app.queues.settled()
}

/** The clock goes on between a look and the question what it left: stranded is who is left by the next look, too. */
async function findLeft(scene: Scene): Promise<readonly string[]> {
  if ((await findStranded(app.database, scene.workspaceId)).length === 0) return []
  await settle(scene)
  return findStranded(app.database, scene.workspaceId)
}

async function count({ workspaceId }: Scene): Promise<void> {
  const rows = await app.database.db
    .selectFrom('decision')
    .select(['kind', (eb) => eb.fn.countAll<string>().as('count')])
    .where('workspace_id', '=', workspaceId)
    .groupBy('kind')
    .execute()
  for (const { kind, count } of rows) tally.set(kind, (tally.get(kind) ?? 0) + Number(count))
}

async function lastDecision({ workspaceId }: Scene, before: string): Promise<string> {
  const row = await app.database.db
    .selectFrom('decision')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? before
}

async function attempt(perform: () => Promise<string>): Promise<string> {
  try {
    return await perform()
  } catch (error) {
    const isRefused = error instanceof AppError || (error instanceof ApiError && error.problem.status < 500)
    const hasDied = String(error).includes('died here') || /terminat|closed|ECONN|Connection/i.test(String(error))
    const isDead = error instanceof ApiError && error.problem.status >= 500 && crashes.count > 0
    if (!isRefused && !hasDied && !isDead) throw error
    return isRefused ? 'refused' : 'died'
  }
}
