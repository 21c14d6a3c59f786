/** Whether what a step puts into a field of the contact or the conversation can stand there. */
import {
  type Field,
  type FieldValue,
  patchContact,
  readFieldValue,
  type StepOf,
  type WorkflowDefinition,
  type WorkflowProblem,
} from '@fairlead/sdk'
import { inKindOf } from './field-values.ts'

type Question = StepOf<'ask_question'>
type Edit = StepOf<'edit_contact'> | StepOf<'edit_conversation'>
type SaveTo = NonNullable<Question['saveTo']>
type Place = Exclude<SaveTo, { kind: 'variable' }>
/** What an answer is kept in. */
type Kind = Field['type'] | Extract<Place, { kind: 'contact' }>['what']
type Taken = 'always' | 'sometimes' | 'never'

export function fieldProblems({ steps }: WorkflowDefinition, fields: readonly Field[]): WorkflowProblem[] {
  return steps.flatMap((step) => {
    if (step.type === 'ask_question') return ofQuestion(step, fields)
    return step.type === 'edit_contact' || step.type === 'edit_conversation' ? ofEdit(step, fields) : []
  })
}

function ofQuestion(step: Question, fields: readonly Field[]): WorkflowProblem[] {
  const { id, saveTo } = step
  if (saveTo === null || saveTo.kind === 'variable') return []
  const field = saveTo.kind === 'contact' ? null : findField(fields, subjectOf[saveTo.kind], saveTo.key)
  // One that is not there is told as such.
  if (field === undefined) return []
  const taken = takenOf(step, field, saveTo)
  if (taken === 'always') return []
  const at = { stepId: id, path: saveTo.kind === 'contact' ? 'saveTo' : 'saveTo.key' }
  if (taken === 'never') return [invalid('error', at, 'answer_unfit')]
  return [invalid('warning', at, 'answer_doubtful')]
}

const subjectOf = { contact_field: 'contact', conversation_field: 'conversation' } as const

// What Liquid puts in is not known yet.
function ofEdit(step: Edit, fields: readonly Field[]): WorkflowProblem[] {
  const subject = step.type === 'edit_contact' ? 'contact' : 'conversation'
  return Object.entries(step.fields).flatMap(([key, value]) => {
    const field = findField(fields, subject, key)
    if (field === undefined || isLiquid(value) || isTakenBy(field, value)) return []
    return [invalid('error', { stepId: step.id, path: `fields.${key}` }, 'value_unfit')]
  })
}

function findField(fields: readonly Field[], subject: Field['subject'], key: string): Field | undefined {
  return fields.find((field) => field.subject === subject && field.key === key)
}

function isLiquid(value: FieldValue): boolean {
  return typeof value === 'string' && /\{[{%]/.test(value)
}

function isTakenBy(field: Field, value: FieldValue): boolean {
  return readFieldValue(field, inKindOf(field, value)).fault === null
}

function takenOf(step: Question, field: Field | null, saveTo: Place): Taken {
  const possible = possibleOf(step)
  if (possible !== null) {
    const isTaken = (value: FieldValue) => (field === null ? isOfContact(saveTo, value) : isTakenBy(field, value))
    return possible.every(isTaken) ? 'always' : possible.some(isTaken) ? 'sometimes' : 'never'
  }
  const { answer } = step
  const kind = saveTo.kind === 'contact' ? saveTo.what : field!.type
  if (taken[answer].always.includes(kind)) return 'always'
  if (kind !== 'choice' && kind !== 'choices') return taken[answer].sometimes.includes(kind) ? 'sometimes' : 'never'
  return field!.options.some((option) => looks[answer].test(option)) ? 'sometimes' : 'never'
}

/** Every answer that there is; null: they are countless. */
function possibleOf({ answer, choices }: Question): readonly FieldValue[] | null {
  if (answer === 'rating') return [1, 2, 3, 4, 5]
  if (answer !== 'choice' || choices.length === 0) return null
  const titles = choices.map(({ id, title }) => title.texts[title.defaultLocale]?.trim() || id)
  return titles.some(isLiquid) ? null : titles
}

function isOfContact(saveTo: Place, value: FieldValue): boolean {
  const text = String(value)
  if (saveTo.kind !== 'contact' || !patchContact.body.safeParse({ [saveTo.what]: text }).success) return false
  // By hand anything may be entered there.
  return saveTo.what !== 'phone' || /^[+\d][\d\s()/.-]{4,}$/.test(text)
}

const words = ['text', 'paragraph', 'name'] as const
const anyText = {
  always: words,
  sometimes: ['number', 'yes_no', 'date', 'link', 'email', 'phone'],
} as const satisfies Taking

type Taking = Readonly<{ always: readonly Kind[]; sometimes: readonly Kind[] }>

/** What takes which answers, beside lists to choose from: there it depends on the options. */
const taken: Readonly<Record<Question['answer'], Taking>> = {
  text: anyText,
  choice: anyText,
  number: { always: [...words, 'number'], sometimes: ['phone'] },
  rating: { always: [...words, 'number'], sometimes: [] },
  email: { always: [...words, 'email'], sometimes: [] },
  phone: { always: [...words, 'phone'], sometimes: [] },
  url: { always: [...words, 'link'], sometimes: [] },
  date: { always: [...words, 'date'], sometimes: [] },
  location: { always: words, sometimes: [] },
  file: { always: [], sometimes: [] },
}

/** What an option has to look like to be such an answer. */
const looks: Readonly<Record<Question['answer'], RegExp>> = {
  text: /./,
  choice: /./,
  number: /^-?\d+(\.\d+)?$/,
  rating: /^[1-5]$/,
  email: /@/,
  phone: /^\+\d+$/,
  url: /^https?:/i,
  date: /^\d{4}-\d{2}-\d{2}$/,
  location: /^-?[\d.]+,-?[\d.]+$/,
  file: /^(?!)/,
}

function invalid(
  level: WorkflowProblem['level'],
  at: Readonly<{ stepId: string; path: string }>,
  reason: string,
): WorkflowProblem {
  return { code: 'invalid', level, ...at, data: { reason } }
}
