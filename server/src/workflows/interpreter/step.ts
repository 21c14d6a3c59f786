/**
 * How a run goes on, one step at a time.
 *
 * A run is `running` when the next step is to be taken, and `waiting` when the step it stands at is not over: for what
 * comes of an effect, for the contact, for somebody to have the conversation, for time. What happens either ends that or
 * leaves the run as it is; a step is over when it is left by one of its exits, with one record of it. Nothing here reads
 * a clock, draws lots or asks anybody, and whatever the definition, the state and the event are, there is an answer.
 */
import type { WorkflowDefinition } from '@fairlead/sdk'
import { cancel, fail, leave, note, type Place, stay, type Taken, waitFor } from './move.ts'
import { cleanText } from './outside.ts'
import { PatternMistake } from './pattern.ts'
import { awaitAnswer, hear, hearRefusal } from './question.ts'
import { requireRemembered, TooMuchRemembered } from './remembered.ts'
import { hearOfRequest } from './request.ts'
import type { EffectResult, RunEvent } from './run-event.ts'
import { mostSteps, type RunState, type Waiting } from './run-state.ts'
import { take } from './take.ts'
import { newRendering, TextFailure } from './text.ts'
import type { World } from './world.ts'

export function step(definition: WorkflowDefinition, run: RunState, event: RunEvent, world: World): Taken {
  const isOver = run.status === 'done' || run.status === 'failed' || run.status === 'cancelled'
  if (isOver) return [run, []]

  switch (event.type) {
    case 'go_on':
      return run.status === 'running' ? takeNext(definition, run, world) : [run, []]
    case 'cancel':
      return cancel(run, event.end)
    case 'member_replied':
      return definition.endsOn.reply ? cancel(run, 'member_replied') : [run, []]
    case 'member_moved':
      return definition.endsOn.assignment ? cancel(run, 'member_assigned') : [run, []]
    case 'closed':
      return definition.endsOn.close ? cancel(run, 'closed') : [run, []]
    case 'assigned':
      if (event.agentId !== null && event.by === 'member' && definition.endsOn.assignment) {
        return cancel(run, 'member_assigned')
      }
      return atWaiting(definition, run, event, world)
    case 'done':
    case 'failed':
    case 'message':
    case 'time':
      return atWaiting(definition, run, event, world)
    default:
      return event satisfies never
  }
}

function takeNext(definition: WorkflowDefinition, before: RunState, world: World): Taken {
  const run = { ...before, taken: before.taken + 1 }
  const next = definition.steps.find(({ id }) => id === run.stepId)
  if (next === undefined) return gone(run)
  if (run.taken > mostSteps)
    return stay(run, next.id, 'too_many_steps', `It took ${mostSteps} steps and came to no end.`)
  return guarded({ definition, run, step: next, world }, take)
}

function gone(run: RunState): Taken {
  return stay(run, run.stepId, 'step_gone', `There is no step “${run.stepId}”.`)
}

type Telling = Extract<RunEvent, { type: 'done' | 'failed' | 'message' | 'time' | 'assigned' }>

function atWaiting(definition: WorkflowDefinition, run: RunState, event: Telling, world: World): Taken {
  const { waiting } = run
  if (run.status !== 'waiting' || waiting === null) return [run, []]
  const at = definition.steps.find(({ id }) => id === run.stepId)
  if (at === undefined) return gone(run)
  return guarded({ definition, run, step: at, world }, (place) => told(place, waiting, event))
}

function told(place: Place, waiting: Waiting, event: Telling): Taken {
  const { run, step } = place
  switch (event.type) {
    case 'done':
    case 'failed': {
      if (waiting.for !== 'effect' || waiting.effectId !== event.effectId) return [run, []]
      if (event.type === 'failed') {
        const { exit } = waiting
        return step.type === 'ask_question' ? hearRefusal({ ...place, step }, exit, event) : fail(run, step, event)
      }
      return waiting.exit === null ? hearOf(place, event.result) : leave(run, step, waiting.exit)
    }
    case 'message':
      if (waiting.for === 'answer' && step.type === 'ask_question') return hear({ ...place, step }, event.message)
      if (waiting.for === 'reply')
        return leave(run, step, 'replied', { input: { text: cleanText(event.message.text) } })
      return [run, []]
    case 'assigned':
      if (waiting.for !== 'assignment' || event.agentId === null) return [run, []]
      return leave(run, step, 'next', { output: { agentId: event.agentId } })
    case 'time':
      return whenDue(place, waiting)
    default:
      return event satisfies never
  }
}

/** What came of an effect that decides where the step goes on. */
function hearOf(place: Place, result: EffectResult): Taken {
  const { run, step, world } = place
  switch (step.type) {
    case 'ask_question':
      return awaitAnswer({ ...place, step })
    case 'http_request':
      return hearOfRequest({ ...place, step }, result)
    case 'assign': {
      if (result.do !== 'assign') return leave(run, step, 'next')
      const { outcome, agentId } = result
      const noted = { output: { outcome, agentId } }
      if (outcome === 'full' && step.fullAt !== null) return leave(run, step, 'full', noted)
      if (outcome === 'assigned' || step.timeoutMinutes === null || step.to.kind === 'nobody') {
        return leave(run, step, 'next', noted)
      }
      return waitFor(note(run, noted), { for: 'assignment', until: world.now + step.timeoutMinutes * 60_000 })
    }
    default:
      return leave(run, step, 'next')
  }
}

function whenDue({ run, step, world }: Place, waiting: Waiting): Taken {
  if (waiting.for === 'effect' || waiting.until === null || world.now < waiting.until) return [run, []]
  switch (waiting.for) {
    case 'time':
    case 'reply':
      return leave(run, step, 'next')
    case 'answer':
      return leave(run, step, 'timeout')
    case 'assignment': {
      // Somebody may have got it in the very moment in which it was given up.
      const { assignee } = world.facts
      return leave(run, step, assignee ? 'next' : 'timeout', { output: { agentId: assignee?.id ?? null } })
    }
    default:
      return waiting satisfies never
  }
}

/** What cannot be done as it is written fails, as what others refuse does. */
function guarded(place: Place, act: (place: Place) => Taken): Taken {
  try {
    const taken = act({ ...place, world: { ...place.world, rendering: newRendering() } })
    requireRemembered(place.run.variables, taken[0].variables)
    return taken
  } catch (error) {
    return fail(place.run, place.step, failureOf(error))
  }
}

function failureOf(error: unknown): Readonly<{ code: string; message: string }> {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof TextFailure) return { code: 'text_mistake', message }
  if (error instanceof PatternMistake) return { code: 'pattern_mistake', message }
  if (error instanceof TooMuchRemembered) return { code: 'too_much_remembered', message }
  // A mistake of ours: a run that stands here and says so can be tried again, a job that dies with it cannot.
  return { code: 'unexpected', message }
}
