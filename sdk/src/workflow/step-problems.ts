import type { WorkflowProblem } from '../contract/workflow/problem.ts'
import type { StepOf, WorkflowStep } from '../contract/workflow/step.ts'
import type { LocalText } from '../contract/workflow/value.ts'
import { doubt, mistake } from './found-problem.ts'

/** What is missing in the settings of a step, or cannot be. */
export function stepProblems(step: WorkflowStep): WorkflowProblem[] {
  const missing = (path: string) => mistake({ code: 'missing', stepId: step.id, path })
  const needed = (path: string, text: string) => (text.trim() === '' ? [missing(path)] : [])
  switch (step.type) {
    case 'send_message':
      return ofMessage(step)
    case 'ask_question':
      return ofQuestion(step)
    case 'branch':
      return sameIds(step.id, 'branches', step.branches)
    case 'split':
      return [...sameIds(step.id, 'parts', step.parts), ...ofShares(step)]
    case 'edit_contact':
      return changesNothing(step) && step.stage === undefined && step.ownerId === undefined ? [idle(step)] : []
    case 'edit_conversation':
      return changesNothing(step) && step.priority === undefined && step.skillIds === undefined ? [idle(step)] : []
    case 'note':
      return needed('text', step.text)
    case 'notify':
      return [
        ...needed('text', step.text),
        ...(step.managers || step.assignee || step.memberIds.length > 0 ? [] : [missing('memberIds')]),
      ]
    case 'http_request':
      return step.url.trim() === '' ? [missing('url')] : notAddress(step)
    case 'webhook':
      return step.url.trim() === '' ? [missing('url')] : notAddress(step)
    case 'email':
      return [
        ...needed('to', step.to),
        ...needed('subject', step.subject),
        ...needed('text', step.text),
        ...ofMail(step),
      ]
    case 'jump':
      return step.to === null ? [missing('to')] : []
    case 'run_workflow':
      return step.workflowId === null ? [missing('workflowId')] : []
    case 'hours':
    case 'wait':
    case 'assign':
    case 'set_variable':
    case 'open':
    case 'snooze':
    case 'close':
    case 'stop':
      return []
    default:
      return step satisfies never
  }
}

function ofMessage(step: StepOf<'send_message'>): WorkflowProblem[] {
  const isWithoutText = step.template !== null || step.attachmentIds.length > 0
  return [...(isWithoutText ? [] : ofText(step.id, 'text', step.text)), ...ofChoices(step)]
}

function ofQuestion(step: StepOf<'ask_question'>): WorkflowProblem[] {
  const { id, answer, choices, min, max, invalidText } = step
  const isWithoutChoices = answer === 'choice' && choices.length === 0
  const isUpsideDown = min !== null && max !== null && min > max
  return [
    ...ofText(id, 'text', step.text),
    ...(invalidText ? ofText(id, 'invalidText', invalidText) : []),
    ...(isWithoutChoices ? [mistake({ code: 'missing', stepId: id, path: 'choices' })] : []),
    ...ofChoices(step),
    ...(isUpsideDown ? [mistake({ code: 'invalid', stepId: id, path: 'min', data: { reason: 'min_above_max' } })] : []),
    ...ofPattern(step),
  ]
}

// Who writes no language of the text gets the default one, so that one has to be there.
function ofText(stepId: string, path: string, { defaultLocale, texts }: LocalText): WorkflowProblem[] {
  const isThere = Object.hasOwn(texts, defaultLocale) && texts[defaultLocale]?.trim() !== ''
  return isThere ? [] : [mistake({ code: 'missing', stepId, path: `${path}.texts.${defaultLocale}` })]
}

function ofChoices({ id, choices }: StepOf<'ask_question'> | StepOf<'send_message'>): WorkflowProblem[] {
  return [
    ...choices.flatMap(({ title }, index) => ofText(id, `choices.${index}.title`, title)),
    ...sameIds(id, 'choices', choices),
  ]
}

function ofPattern({ id, answer, pattern }: StepOf<'ask_question'>): WorkflowProblem[] {
  if (answer !== 'text' || !isAnything(pattern)) return []
  return [doubt({ code: 'invalid', stepId: id, path: 'pattern', data: { reason: 'matches_everything' } })]
}

/** A pattern that keeps nothing out. */
export function isAnything(pattern: string): boolean {
  return /^\^?(\.\*|\(\.\*\)|\[\\s\\S\]\*)\$?$/.test(pattern) || /^[\^$]+$/.test(pattern)
}

function sameIds(stepId: string, path: string, parts: readonly Readonly<{ id: string }>[]): WorkflowProblem[] {
  return parts.flatMap(({ id }, index) =>
    parts.findIndex((other) => other.id === id) === index
      ? []
      : [mistake({ code: 'duplicate_id', stepId, path: `${path}.${index}.id`, data: { id } })],
  )
}

function ofShares({ id, parts }: StepOf<'split'>): WorkflowProblem[] {
  const sum = parts.reduce((before, { percent }) => before + percent, 0)
  return sum === 100 ? [] : [mistake({ code: 'shares_not_whole', stepId: id, path: 'parts', data: { sum } })]
}

type Edit = StepOf<'edit_contact'> | StepOf<'edit_conversation'>

function changesNothing({ addTags, removeTags, fields }: Edit): boolean {
  return addTags.length === 0 && removeTags.length === 0 && Object.keys(fields).length === 0
}

function idle({ id }: WorkflowStep): WorkflowProblem {
  return doubt({ code: 'missing', stepId: id, path: '' })
}

// What Liquid puts in is not known yet; only what stands before it can be judged.
function notAddress({ id, type, url }: StepOf<'http_request'> | StepOf<'webhook'>): WorkflowProblem[] {
  const [before = ''] = type === 'http_request' ? url.trim().split(/\{\{|\{%/, 1) : [url]
  const isCut = before.length < url.trim().length
  const isAddress = isCut ? before === '' || /^https?:\/\//i.test(before) : isWebAddress(before)
  return isAddress ? [] : [mistake({ code: 'invalid', stepId: id, path: 'url', data: { reason: 'url' } })]
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
}

function ofMail({ id, to }: StepOf<'email'>): WorkflowProblem[] {
  const isPlain = to.trim() !== '' && !/\{\{|\{%/.test(to)
  if (!isPlain || /^[^\s@,;]+@[^\s@,;]+$/.test(to.trim())) return []
  return [mistake({ code: 'invalid', stepId: id, path: 'to', data: { reason: 'email' } })]
}
