/** For tests: little workflows, what happens to their runs, and what comes of it. */
import { type WorkflowDefinition, workflowDefinition } from '@fairlead/sdk'
import { begin } from '../begin.ts'
import type { Taken } from '../move.ts'
import type { Incoming, RunEvent } from '../run-event.ts'
import type { RunState } from '../run-state.ts'
import { step } from '../step.ts'
import type { World } from '../world.ts'
import { agentId, id, worldOf } from './world.ts'

export type StepGiven = Readonly<{ id: string; type: string } & Record<string, unknown>>

/** Begins with the first of the steps. @throws where it is no definition */
export function definitionOf(steps: readonly StepGiven[], rest: Record<string, unknown> = {}): WorkflowDefinition {
  const start = { trigger: { type: 'workflow' }, next: steps[0]?.id ?? null }
  return workflowDefinition.parse({ start, steps, ...rest })
}

export function say(text: string, rest: Partial<Incoming> = {}): RunEvent {
  return {
    type: 'message',
    message: { id, text, kind: 'text', choiceId: null, attachmentIds: [], location: null, ...rest },
  }
}

/** Each event in turn, of what is waited for `done` and `failed` with its id. What came of the last, and all effects. */
export function play(
  definition: WorkflowDefinition,
  events: readonly (RunEvent | ((run: RunState) => RunEvent))[],
  world: World | ((index: number) => World) = worldOf(),
  from: RunState = begin(definition, {}),
): Taken {
  let run = from
  const effects = events.flatMap((event, index) => {
    const [after, wanted] = step(
      definition,
      run,
      typeof event === 'function' ? event(run) : event,
      typeof world === 'function' ? world(index) : world,
    )
    run = after
    return wanted
  })
  return [run, effects]
}

const waitedFor = ({ waiting }: RunState) => (waiting?.for === 'effect' ? waiting.effectId : 'nothing')

export const goOn: RunEvent = { type: 'go_on' }
export const done = (run: RunState): RunEvent => ({ type: 'done', effectId: waitedFor(run), result: { do: 'other' } })
export const failed = (run: RunState): RunEvent => ({
  ...{ type: 'failed', effectId: waitedFor(run) },
  code: 'refused',
  message: 'It cannot be done.',
})
export const assigns =
  (outcome: 'assigned' | 'waiting' | 'full') =>
  (run: RunState): RunEvent => ({
    type: 'done',
    effectId: waitedFor(run),
    result: { do: 'assign', outcome, agentId: outcome === 'assigned' ? agentId : null },
  })
export const answers =
  (status: number, body: string) =>
  (run: RunState): RunEvent => ({
    type: 'done',
    effectId: waitedFor(run),
    result: { do: 'request', status, body },
  })
