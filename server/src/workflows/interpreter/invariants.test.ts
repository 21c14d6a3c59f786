/**
 * What holds of every run, whatever the workflow and whatever happens: there is always an answer, it is JSON, it comes to
 * an end, nothing is done twice, and a process that dies between any two things it does changes nothing. A failure prints
 * its seed: run it with FAIRLEAD_SEED to have it shortened, and keep it in `keptSeeds`.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WorkflowDefinition } from '@fairlead/sdk'
import fc from 'fast-check'
import { begin } from './begin.ts'
import type { Effect } from './effect.ts'
import { tryAgain } from './move.ts'
import type { RunEvent } from './run-event.ts'
import { mostSteps, type RunState } from './run-state.ts'
import { step } from './step.ts'
import { anyDefinition, anyHappenings, type Happening } from './testing/arbitrary.ts'
import { answers, assigns, done, goOn, say } from './testing/play.ts'
import { monday, worldOf } from './testing/world.ts'

const keptSeeds: readonly number[] = []
const slowestMs = 5000
/** How often runs came to what. */
const tally = new Map<string, number>()

test('whatever happens to whatever workflow, there is an answer, and it is JSON', () => {
  holdsFor(
    fc.property(anyDefinition, anyHappenings, (definition, happenings) => {
      const { runs, effects } = live(definition, happenings)

      for (const run of runs) assert.deepEqual(asKept(run), run)
      assert.deepEqual(asKept(effects), effects)
      assert.ok(!/\\u0000|\\ud[89a-f]/i.test(JSON.stringify([runs, effects])), 'the database would not take it')
      assert.equal(new Set(effects.map(({ id }) => id)).size, effects.length, 'an effect has the id of another')
      for (const run of runs) assert.deepEqual([...inconsistent(run)], [])
      for (const { output } of recordsOf(effects)) assert.notEqual(output.code, 'unexpected', JSON.stringify(output))
      count(runs.at(-1), effects)
    }),
  )
  for (const what of [
    'done',
    'failed',
    'cancelled',
    'waiting',
    'send_message',
    'assign',
    'request',
    'rate',
    'record',
  ]) {
    assert.ok((tally.get(what) ?? 0) > 0, `nothing came to ${what}: ${JSON.stringify(Object.fromEntries(tally))}`)
  }
})

test('a process that dies anywhere does the same as one that lives, and nothing twice', () => {
  const anyCrashes = fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 20 })
  holdsFor(
    fc.property(anyDefinition, anyHappenings, anyCrashes, (definition, happenings, crashes) => {
      const lived = live(definition, happenings)
      assert.deepEqual(liveDying(definition, happenings, crashes), { run: lived.runs.at(-1), effects: lived.effects })
    }),
  )
})

test('every run comes to an end when it is given all that it waits for', () => {
  holdsFor(
    fc.property(anyDefinition, fc.constantFrom('1', 'Rope', 'cora@example.com'), (definition, typed) => {
      let run = begin(definition, {})
      let now = monday
      let records = 0
      for (let tries = 0; run.status === 'running' || run.status === 'waiting'; tries += 1) {
        assert.ok(tries < mostSteps * 30, 'it goes on and on')
        now += 3_600_000
        const [after, effects] = step(definition, run, obliging(run, typed), worldOf({}, now))
        records += recordsOf(effects).length
        run = after
      }
      assert.ok(records <= mostSteps + 1)
      assert.equal(records, run.taken)
    }),
  )
})

/** The run after each thing that happens, and all that it wanted. */
function live(definition: WorkflowDefinition, happenings: readonly Happening[]) {
  const runs: RunState[] = [begin(definition, {})]
  const effects: Effect[] = []
  let now = monday
  for (const { event, facts, afterMs, isRetried } of happenings) {
    now += afterMs
    const before = isRetried ? tryAgain(runs.at(-1)!) : runs.at(-1)!
    const start = performance.now()
    const [run, wanted] = step(definition, before, event(before), worldOf(facts, now))
    assert.ok(performance.now() - start < slowestMs, `too slow at ${before.stepId}`)
    runs.push(run)
    effects.push(...wanted)
  }
  return { runs, effects }
}

/** Keeps the run when all is done, and dies after so many of the effects: then all is done again that is not done yet. */
function liveDying(definition: WorkflowDefinition, happenings: readonly Happening[], crashes: readonly number[]) {
  const performed = new Map<string, Effect>()
  let kept = asKept(begin(definition, {}))
  let now = monday
  for (const [index, { event, facts, afterMs, isRetried }] of happenings.entries()) {
    now += afterMs
    if (isRetried) kept = tryAgain(kept)
    for (const most of [crashes[index % crashes.length]!, Number.POSITIVE_INFINITY]) {
      const [run, wanted] = step(definition, kept, event(kept), worldOf(facts, now))
      for (const effect of wanted.slice(0, most)) {
        const before = performed.get(effect.id)
        if (before === undefined) performed.set(effect.id, effect)
        else assert.deepEqual(effect, before, 'done again it is another')
      }
      if (most === Number.POSITIVE_INFINITY) kept = asKept(run)
    }
  }
  return { run: kept, effects: [...performed.values()] }
}

function obliging(run: RunState, typed: string): RunEvent {
  switch (run.waiting?.for) {
    case undefined:
      return goOn
    case 'effect':
      if (run.waiting.exit !== null) return done(run)
      return run.taken % 2 === 0 ? assigns('waiting')(run) : answers(200, '{}')(run)
    case 'answer':
    case 'reply':
      return say(typed)
    case 'time':
    case 'assignment':
      return { type: 'time' }
    default:
      return run.waiting satisfies never
  }
}

function* inconsistent(run: RunState): Generator<string> {
  const isWaiting = run.status === 'waiting'
  if (isWaiting !== (run.waiting !== null)) yield `it is ${run.status} and waits for ${run.waiting?.for}`
  if ((run.status === 'running' || isWaiting) && run.stepId === null) yield 'it goes on from nowhere'
  if ((run.status === 'failed' || run.status === 'cancelled') !== (run.end !== null)) yield `it ended by ${run.end}`
  if ((run.status === 'failed') !== (run.error !== null)) yield `it is ${run.status}, with the error ${run.error}`
}

function holdsFor<T>(property: fc.IProperty<T>): void {
  const seed = process.env.FAIRLEAD_SEED ? Number(process.env.FAIRLEAD_SEED) : undefined
  for (const each of seed === undefined ? [...keptSeeds, undefined] : [seed]) {
    fc.assert(property, {
      numRuns: Number(process.env.FAIRLEAD_RUNS ?? 300),
      interruptAfterTimeLimit: 60_000 * Number(process.env.FAIRLEAD_MINUTES ?? 1),
      ...(each === undefined ? {} : { seed: each }),
    })
  }
}

function recordsOf(effects: readonly Effect[]) {
  return effects.filter((effect) => effect.do === 'record')
}

// As it comes back from the database.
function asKept<T>(value: T): T {
  return JSON.parse(JSON.stringify(value))
}

function count(run: RunState | undefined, effects: readonly Effect[]): void {
  for (const what of [run?.status ?? '', ...effects.map((effect) => effect.do)])
    tally.set(what, (tally.get(what) ?? 0) + 1)
}
