/** What one transaction does with a run: see `advance.ts`. */
import type { RunEnd, WorkflowDefinition } from '@fairlead/sdk'
import type { Tx } from '../../db/database.ts'
import { readClock } from '../../expectations/facts.ts'
import type { Effect, EffectOf } from '../interpreter/effect.ts'
import { type Needs, needsOf } from '../interpreter/needs.ts'
import type { RunEvent } from '../interpreter/run-event.ts'
import { step } from '../interpreter/step.ts'
import type { World } from '../interpreter/world.ts'
import { Pause } from '../pause.ts'
import { endRun } from './cancel.ts'
import { loadDefinition } from './definitions.ts'
import { loadWorld, whatIsGone } from './facts.ts'
import { forgetAll, forgetTaken, readInbox, type Told } from './inbox.ts'
import { type Acting, perform } from './perform.ts'
import { type Recorded, rate, record } from './records.ts'
import { isRefusal, Refused } from './refused.ts'
import { isOver, lockRun, saveRun } from './run-row.ts'
import type { Running, ShellParts } from './running.ts'

/** So many steps without an effect in a transaction; others wait for what it holds. */
const mostAtOnce = 50
const mostMs = 1000

/** The transaction is undone; the next one says so to the run. */
export class EffectRefused extends Error {
  readonly effect: Acting
  readonly code: string

  constructor(effect: Acting, cause: Readonly<{ code: string; message: string }>) {
    super(cause.message, { cause })
    this.name = 'EffectRefused'
    this.effect = effect
    this.code = cause.code
  }
}

type Turn = {
  readonly tx: Tx
  readonly parts: ShellParts
  readonly definition: WorkflowDefinition
  readonly refusal: EffectRefused | null
  readonly records: Recorded[]
  readonly taken: Told[]
  /** As it was held, with what it is by now. */
  run: Running
  hasActed: boolean
  /** Everybody who assigns waits for what it holds. */
  hasAssigned: boolean
  /** What was looked at since something was done last. */
  seen: Readonly<{ world: World; needs: Needs }> | null
}

/** Answers whether there is more to do. */
export async function takeTurn(
  tx: Tx,
  parts: ShellParts,
  id: Readonly<{ workspaceId: string; id: string }>,
  refusal: EffectRefused | null,
): Promise<boolean> {
  const held = await lockRun(tx, id)
  if (held === null) return false
  if (isOver(held.state)) {
    // Whoever told it something as it ended saw it go on.
    await forgetAll(tx, id)
    return false
  }
  const [definition, told] = await Promise.all([loadDefinition(tx, held), readInbox(tx, id, mostAtOnce)])
  if (definition === null) return end(tx, held, 'switched_off')

  const base = { tx, parts, definition, refusal, records: [], taken: [], seen: null }
  const turn: Turn = { ...base, run: held, hasActed: false, hasAssigned: false }
  const gone = await takeSteps(turn, told)
  if (gone !== null) return end(tx, held, gone)
  const { run, records, taken } = turn
  await record(tx, run, records)
  await forgetTaken(tx, id, taken)
  await saveRun(tx, held, run)
  return (
    !isOver(run.state) && (run.state.status === 'running' || taken.length < told.length || told.length === mostAtOnce)
  )
}

async function end(tx: Tx, run: Running, reason: RunEnd): Promise<false> {
  await endRun(tx, run, reason)
  return false
}

/** Answers what it is about that is gone, where that is so. */
async function takeSteps(turn: Turn, told: readonly Told[]): Promise<RunEnd | null> {
  const pause = new Pause()
  const until = performance.now() + mostMs
  for (let count = 0; count < mostAtOnce && !isOver(turn.run.state); count += 1) {
    if (count > 0 && performance.now() > until) break
    const next = told[turn.taken.length]
    // Whatever comes meanwhile brings a job of its own.
    if (next === undefined && turn.run.state.status !== 'running') break
    const world = await look(turn)
    if (world === null) return whatIsGone(turn.tx, turn.run)
    turn.run = { ...turn.run, contactId: world.facts.contact.id }
    if (!(await takeStep(turn, next, world)) || turn.hasAssigned) break
    await pause.whenLong()
  }
  return null
}

async function look({ tx, run, definition, seen }: Turn): Promise<World | null> {
  const needs = needsOf(definition, run.state.stepId)
  if (seen !== null && isWithin(needs, seen.needs)) return seen.world
  const now = await readClock(tx)
  return loadWorld(tx, { ...run, needs, steps: definition.steps, now })
}

function isWithin({ hours, queues }: Needs, seen: Needs): boolean {
  return hours.every((key) => seen.hours.includes(key)) && queues.every((key) => seen.queues.includes(key))
}

/** A step, with what it wants done, and what comes of that. False: it wants that in a transaction of its own. */
async function takeStep(turn: Turn, told: Told | undefined, world: World): Promise<boolean> {
  const { definition, run } = turn
  const event = told?.event ?? { type: 'go_on' }
  let [state, effects] = step(definition, run.state, event, world)
  if (turn.hasActed && effects.some(isActing)) return false
  turn.seen = { world, needs: needsOf(definition, run.state.stepId) }
  if (told) turn.taken.push(told)
  if (event.type === 'message' && state !== run.state) turn.run = { ...turn.run, heardMessageId: event.message.id }
  for (;;) {
    turn.run = { ...turn.run, state }
    const heard = await doAll(turn, effects)
    if (heard === null) return true
    ;[state, effects] = step(definition, state, heard, world)
  }
}

/** Does what a step wants. Answers what the run is to hear of it; null: nothing, or later. */
async function doAll(turn: Turn, effects: readonly Effect[]): Promise<RunEvent | null> {
  let heard: RunEvent | null = null
  for (const effect of effects) {
    if (effect.do === 'record') leaveStep(turn, effect)
    else if (effect.do === 'rate') await rate(turn.tx, turn.run, effect)
    else heard = await act(turn, effect)
  }
  return heard
}

function leaveStep(turn: Turn, effect: EffectOf<'record'>): void {
  turn.records.push({ ...effect, messageId: turn.run.heardMessageId })
  turn.run = { ...turn.run, heardMessageId: null }
}

async function act(turn: Turn, effect: Acting): Promise<RunEvent | null> {
  const { refusal, tx, parts, run } = turn
  turn.hasActed = true
  turn.hasAssigned ||= effect.do === 'assign'
  turn.seen = null
  const failed = ({ code, message }: Readonly<{ code: string; message: string }>) =>
    ({ type: 'failed', effectId: effect.id, code, message }) as const
  if (refusal?.effect.id === effect.id && refusal.effect.do === effect.do) return failed(refusal)
  try {
    const result = await perform(tx, parts, run, effect)
    if (result === null) return null
    return result instanceof Refused ? failed(result) : { type: 'done', effectId: effect.id, result }
  } catch (error) {
    throw isRefusal(error) ? new EffectRefused(effect, error) : error
  }
}

function isActing(effect: Effect): effect is Acting {
  return effect.do !== 'record' && effect.do !== 'rate'
}
