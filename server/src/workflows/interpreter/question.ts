/** Asking the contact: the question, the answer that is waited for, asking again, and what the answer is kept as. */
import type { StepOf, WorkflowValue } from '@fairlead/sdk'
import { type Answer, readAnswer } from './answer.ts'
import type { Effect, EffectOf } from './effect.ts'
import { own } from './lookup.ts'
import {
  effectId,
  type Failure,
  fail,
  leave,
  leaveWithout,
  note,
  type Place,
  perform,
  type Taken,
  waitFor,
} from './move.ts'
import { cleanText } from './outside.ts'
import { compilePattern } from './pattern.ts'
import type { Incoming } from './run-event.ts'
import type { RunState } from './run-state.ts'
import { renderText } from './text.ts'

type Question = StepOf<'ask_question'>
const mostOfField = 2000

export function ask({ step, run, world }: Place<Question>): Taken {
  // A pattern that is none is found out before anybody is asked.
  if (step.pattern !== '') compilePattern(step.pattern, { whole: true })
  const effect = saying(effectId(run, 'send'), step.text, { step, run, world })
  return perform(note(run, { output: { text: effect.text } }), effect, null)
}

/** The question has gone out, or has again. */
export function awaitAnswer({ step, run, world }: Place<Question>): Taken {
  const { timeoutMinutes } = step
  return waitFor(run, { for: 'answer', until: timeoutMinutes === null ? null : world.now + timeoutMinutes * 60_000 })
}

export function hear(place: Place<Question>, message: Incoming): Taken {
  const { step, world } = place
  const run = note(place.run, { input: { text: cleanText(message.text), choiceId: message.choiceId } })
  const answer = readAnswer(place, message)
  return answer === null ? askAgain({ step, run, world }) : accept(run, step, answer)
}

/**
 * What it was to be kept as does not take the answer: that is one that does not do. But a score is given once and counts,
 * wherever else it was to stand: without a way for what fails, it is an answer. What else fails, fails. `exit`: of an
 * answer that is kept; null: it is the question that went nowhere.
 */
export function hearRefusal({ step, run, world }: Place<Question>, exit: string | null, failure: Failure): Taken {
  if (exit === null) return fail(run, step, failure)
  const { code, message } = failure
  if (step.answer === 'rating' && own(step.exits, 'failed') === null) {
    return leaveWithout(run, step, exit, { code, message: `The answer could not be kept: ${message}` })
  }
  if (code !== 'invalid_request') return fail(run, step, failure)
  return askAgain({ step, run: note(run, { output: { notKept: message } }), world })
}

function askAgain({ step, run, world }: Pick<Place<Question>, 'step' | 'run' | 'world'>): Taken {
  const refused = run.refused + 1
  if (refused > step.retries) return leave(run, step, 'invalid', { output: { refused } })
  const again = { ...note(run, { output: { refused } }), refused }
  const text = step.invalidText ?? step.text
  return perform(again, saying(effectId(again, `again${refused}`), text, { step, run, world }), null)
}

function saying(
  id: string,
  text: Question['text'],
  { step, run, world }: Pick<Place<Question>, 'step' | 'run' | 'world'>,
): EffectOf<'send_message'> {
  const choices =
    step.answer === 'choice' ? step.choices.map(({ id, title }) => ({ id, title: renderText(title, world, run) })) : []
  return {
    do: 'send_message',
    id,
    text: renderText(text, world, run),
    choices: step.answer === 'rating' ? stars : choices,
    attachmentIds: [],
    template: null,
    channel: 'this',
  }
}

const stars = [1, 2, 3, 4, 5].map((score) => ({ id: String(score), title: '★'.repeat(score) }))

export function exitOf({ choiceId }: Pick<Answer, 'choiceId'>): string {
  return choiceId === undefined ? 'answered' : `choice:${choiceId}`
}

function accept(run: RunState, step: Question, answer: Answer): Taken {
  const { value, rating } = answer
  const exit = exitOf(answer)
  const noted = note(run, { output: { value } })
  const beside: Effect[] = rating ? [{ do: 'rate', id: effectId(run, 'rate'), ...rating }] : []
  const save = saving(noted, step, value)
  const [after, effects] = save
    ? perform(noted, save, exit)
    : leave({ ...noted, variables: { ...run.variables, ...learned(step, value) } }, step, exit)
  return [after, [...beside, ...effects]]
}

function learned({ saveTo }: Question, value: WorkflowValue): Readonly<Record<string, WorkflowValue>> {
  return saveTo?.kind === 'variable' ? { [saveTo.name]: value } : {}
}

function saving(run: RunState, { saveTo }: Question, value: WorkflowValue): Effect | null {
  const id = effectId(run, run.refused === 0 ? 'save' : `save${run.refused}`)
  const unchanged = { addTags: [], removeTags: [], fields: {} }
  const kept = typeof value === 'string' ? value.slice(0, mostOfField).toWellFormed() : value
  switch (saveTo?.kind) {
    case 'contact':
      return { do: 'edit_contact', id, ...unchanged, [saveTo.what]: String(kept) }
    case 'contact_field':
      return { do: 'edit_contact', id, ...unchanged, fields: { [saveTo.key]: kept } }
    case 'conversation_field':
      return { do: 'edit_conversation', id, ...unchanged, fields: { [saveTo.key]: kept } }
    case 'variable':
    case undefined:
      return null
    default:
      return saveTo satisfies never
  }
}
