/** How a run goes on, waits and ends: every change of its state that is not what it knows. */
import { exitsOf, nextOf, type RunEnd, type WorkflowDefinition, type WorkflowStep } from '@fairlead/sdk'
import type { Effect } from './effect.ts'
import { own } from './lookup.ts'
import type { Noted, RunState, Waiting } from './run-state.ts'
import type { World } from './world.ts'

export type Taken = readonly [RunState, readonly Effect[]]
/** The step that a run stands at, and what it sees there. */
export type Place<S extends WorkflowStep = WorkflowStep> = Readonly<{
  definition: WorkflowDefinition
  run: RunState
  step: S
  world: World
}>
type Notes = Readonly<{ input?: Noted; output?: Noted }>
export type Failure = Readonly<{ code: string; message: string }>

/** Nothing to be said of the step at hand yet. */
const nothingYet = { input: {}, output: {} } as const

/** The same id whenever the same step of the run is taken: it is numbered, and in it each thing has its name. */
export function effectId({ taken }: RunState, name: string): string {
  return `${taken}.${name}`
}

/** Keeps for the record what came to the step and what it did. */
export function note(run: RunState, { input = {}, output = {} }: Notes): RunState {
  return { ...run, soFar: { input: { ...run.soFar.input, ...input }, output: { ...run.soFar.output, ...output } } }
}

/** Wants something done and waits for what comes of it. `exit`: by which the step is left then; null: that depends. */
export function perform(run: RunState, effect: Effect, exit: string | null): Taken {
  return [{ ...run, status: 'waiting', waiting: { for: 'effect', effectId: effect.id, exit } }, [effect]]
}

export function waitFor(run: RunState, waiting: Waiting): Taken {
  return [{ ...run, status: 'waiting', waiting }, []]
}

/** Leaves the step: to what is connected to the exit, or `to`; where there is nothing the run is done. */
export function leave(run: RunState, step: WorkflowStep, exit: string, notes: Notes = {}, to?: string): Taken {
  return goOn(note(run, notes), step.id, { exit, error: null, next: to ?? nextOf(step, exit) })
}

/** Leaves the step though something of it could not be done: its record says what. */
export function leaveWithout(run: RunState, step: WorkflowStep, exit: string, { code, message }: Failure): Taken {
  return goOn(note(run, { output: { code } }), step.id, { exit, error: message, next: nextOf(step, exit) })
}

/** Ends the run here, as it was meant to. */
export function finish(run: RunState, step: WorkflowStep): Taken {
  return goOn(run, step.id, { exit: null, error: null, next: null })
}

function goOn(
  run: RunState,
  stepId: string,
  { exit, error, next }: Readonly<{ exit: string | null; error: string | null; next: string | null }>,
): Taken {
  const status = next === null ? 'done' : 'running'
  const after = { ...run, status, stepId: next, waiting: null, refused: 0, soFar: nothingYet } as const
  return [after, [recordOf(run, stepId, exit, error)]]
}

/** By the exit for what went wrong, where something is connected to it; else the run stays here, to be tried again. */
export function fail(run: RunState, step: WorkflowStep, { code, message }: Failure): Taken {
  const noted = note(run, { output: { code } })
  const next = exitsOf(step).includes('failed') ? own(step.exits, 'failed') : null
  if (next !== null) return goOn(noted, step.id, { exit: 'failed', error: message, next })
  return stay(noted, step.id, 'step_failed', message)
}

/** The run cannot go on from here. */
export function stay(run: RunState, stepId: string | null, end: RunEnd, error: string): Taken {
  const after = { ...run, status: 'failed', waiting: null, refused: 0, soFar: nothingYet, end, error } as const
  return [after, [recordOf(run, stepId, null, error)]]
}

/** A run that failed, about to take its step once more; any other as it is. */
export function tryAgain(run: RunState): RunState {
  if (run.status !== 'failed') return run
  return { ...run, status: 'running', waiting: null, refused: 0, soFar: nothingYet, end: null, error: null }
}

/** Somebody or something ends the run. What it had begun and waited for is on record. */
export function cancel(run: RunState, end: RunEnd): Taken {
  const after = { ...run, status: 'cancelled', waiting: null, refused: 0, soFar: nothingYet, end } as const
  return [after, run.waiting === null ? [] : [recordOf(note(run, { output: { end } }), run.stepId, null, null)]]
}

function recordOf(run: RunState, stepId: string | null, exit: string | null, error: string | null): Effect {
  return { do: 'record', id: effectId(run, 'record'), stepId, ...run.soFar, exit, error }
}
