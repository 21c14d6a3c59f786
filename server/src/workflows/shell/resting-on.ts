/** What in the history of a run rests on a message: a step that took it in, and whatever was said with what it left. */
import { textsOf, variablesIn, type WorkflowDefinition, type WorkflowStep } from '@fairlead/sdk'

/** A message that was erased. `until`: when the contact's next one came, if it has. */
export type Erased = Readonly<{
  workspaceId: string
  id: string
  conversationId: string
  from: Date
  until: Date | null
}>

/** A step as it was taken, or is being taken: `at` null. */
export type Taken = Readonly<{
  place: number
  stepId: string | null
  /** What it took in of the contact's. */
  messageId: string | null
  exit: string | null
  at: Date | null
}>

type Given = Readonly<{
  erased: Erased
  /** Variables that rested on it when the run began. */
  inherited: ReadonlySet<string>
  startedAt: Date
  taken: readonly Taken[]
}>

/** What was read a moment after the next message came may have been read before that was to be seen. */
const slackMs = 60_000

/**
 * The places of the steps that rest on it, and the variables that do so in the end. Rather too many than too few: a step
 * whose text reads such a variable counts even if nothing of it is left in the words.
 */
export function restingOn(
  { steps }: WorkflowDefinition,
  { erased, inherited, startedAt, taken }: Given,
): { places: ReadonlySet<number>; variables: ReadonlySet<string> } {
  const places = new Set<number>()
  const variables = new Set(inherited)
  const byId = new Map(steps.map((step) => [step.id, step]))
  let since = startedAt
  for (const { place, stepId, messageId, exit, at } of taken) {
    const step = stepId === null ? undefined : byId.get(stepId)
    const isHeard = messageId === erased.id
    const mayRead = (at === null || at >= erased.from) && isBefore(since, erased.until)
    const isTouched = isHeard || (step !== undefined && readsOf(step, variables, mayRead))
    if (isTouched) places.add(place)
    if (step !== undefined && (exit !== null || isTouched)) {
      for (const name of setBy(step, exit)) {
        if (step.type === 'ask_question' ? isHeard : isTouched) variables.add(name)
        else variables.delete(name)
      }
    }
    since = at ?? since
  }
  return { places, variables }
}

function isBefore(since: Date, until: Date | null): boolean {
  return until === null || since.getTime() < until.getTime() + slackMs
}

function readsOf(step: WorkflowStep, variables: ReadonlySet<string>, mayReadMessage: boolean): boolean {
  return textsOf(step).some(
    ({ text }) => (mayReadMessage && readsMessage(text)) || variablesIn(text).some((name) => variables.has(name)),
  )
}

// Cut as `variablesIn` cuts.
function readsMessage(text: string): boolean {
  const expressions = text.split(/\{\{|\{%/).slice(1)
  return expressions.some((rest) => /\bmessage\s*[.[]/.test(rest.split(/\}\}|%\}/, 1)[0] ?? ''))
}

/** What the step sets when it is left so. */
function setBy(step: WorkflowStep, exit: string | null): readonly string[] {
  switch (step.type) {
    case 'ask_question': {
      const isAnswered = exit === 'answered' || exit?.startsWith('choice:') === true
      return isAnswered && step.saveTo?.kind === 'variable' ? [step.saveTo.name] : []
    }
    case 'set_variable':
      return exit === 'next' ? [step.variable] : []
    case 'http_request':
      return exit === 'next' ? step.mapping.map(({ variable }) => variable) : []
    default:
      return []
  }
}
