/** What the server adds to what can be told of a definition by itself: whom and what it names, texts, patterns, addresses. */
import { checkHours } from '@fairlead/engine'
import {
  conditionsOf,
  inOrder,
  problemsOf,
  rulesOf,
  textsOf,
  variablesIn,
  variablesOf,
  type WorkflowDefinition,
  type WorkflowProblem,
} from '@fairlead/sdk'
import { closingNeeds } from '../closing/rules.ts'
import type { Db, Tx } from '../db/database.ts'
import { listFields } from '../fields/queries.ts'
import { holidayMistake } from '../hours/holidays.ts'
import { isInside } from '../webhooks/check-address.ts'
import { fieldProblems } from './field-problems.ts'
import { compilePattern, PatternMistake } from './interpreter/pattern.ts'
import { checkText } from './interpreter/text.ts'
import { findKnown } from './known.ts'
import { Pause } from './pause.ts'
import { type Reference, referencesOf } from './references.ts'
import { listSecrets } from './secrets.ts'

type Options = Readonly<{ allowPrivateNetwork?: boolean }>

/** Everything that is wrong with a definition in this workspace, in the order of its steps. */
export async function checkDefinition(
  db: Db | Tx,
  workspaceId: string,
  definition: WorkflowDefinition,
  { allowPrivateNetwork = false }: Options = {},
): Promise<WorkflowProblem[]> {
  const references = referencesOf(definition)
  const isKnown = await findKnown(db, workspaceId, references)
  const secrets = (await listSecrets(db, workspaceId)).map(({ name }) => name)
  return inOrder(definition, [
    ...problemsOf(definition),
    ...references.filter((reference) => !isKnown(reference)).map(gone),
    ...fieldProblems(definition, await listFields(db, workspaceId)),
    ...(await patternProblems(definition)),
    ...hoursProblems(definition),
    ...closingProblems(definition, await closingNeeds(db, workspaceId)),
    ...(allowPrivateNetwork ? [] : addressProblems(definition)),
    ...(await textProblems(definition, secrets)),
  ])
}

// A contact may have values beside the fields that are known; a template may have been made a moment ago.
function gone({ kind, what, stepId, path }: Reference): WorkflowProblem {
  const at = { stepId, path }
  if (kind === 'contact_field') return { code: 'unknown_field', level: 'warning', ...at, data: { key: what } }
  if (kind === 'conversation_field') return { code: 'unknown_field', level: 'error', ...at, data: { key: what } }
  const level = kind === 'template' ? 'warning' : 'error'
  return { code: 'unknown_reference', level, ...at, data: { kind, id: what } }
}

async function patternProblems(definition: WorkflowDefinition): Promise<WorkflowProblem[]> {
  const { trigger } = definition.start
  const rules = conditionsOf(definition).flatMap(rulesOf)
  const patterns = [
    ...(trigger.type === 'message_received'
      ? [{ stepId: null, path: 'trigger.pattern', pattern: trigger.pattern, whole: false }]
      : []),
    ...definition.steps.flatMap((step) =>
      step.type === 'ask_question'
        ? [{ stepId: step.id, path: 'pattern', pattern: step.pattern, whole: step.answer === 'text' }]
        : [],
    ),
    ...rules.flatMap(({ stepId, path, rule: { operator, value } }) =>
      operator === 'matches' && typeof value === 'string'
        ? [{ stepId, path: `${path}.value`, pattern: value, whole: false }]
        : [],
    ),
  ]
  const problems: WorkflowProblem[] = []
  const budget = newBudget()
  for (const { stepId, path, pattern, whole } of patterns) {
    if (pattern === '') continue
    const at = { code: 'pattern_mistake', level: 'error', stepId, path } as const
    if (budget.isSpent())
      return [...problems, { ...at, data: { message: 'The patterns take too long to look through.' } }]
    const message = await budget.take(() => mistakeIn(pattern, whole))
    if (message !== null) problems.push({ ...at, data: { message } })
  }
  return problems
}

function mistakeIn(pattern: string, whole: boolean): string | null {
  try {
    compilePattern(pattern, { whole })
    return null
  } catch (error) {
    if (error instanceof PatternMistake) return error.message
    throw error
  }
}

function hoursProblems({ start: { trigger }, steps }: WorkflowDefinition): WorkflowProblem[] {
  const ofTrigger =
    trigger.type === 'schedule' && !isTimeZone(trigger.timeZone)
      ? [invalid(null, 'trigger.timeZone', { reason: 'time_zone' })]
      : []
  const ofSteps = steps.flatMap((step) => {
    if (step.type !== 'hours' || step.of.kind !== 'own') return []
    const { hours } = step.of
    const holiday = hours.holidays && holidayMistake(hours.holidays)
    const mistakes = [...checkHours(hours), ...(holiday ? [{ ...holiday, path: `holidays.${holiday.path}` }] : [])]
    return mistakes.map(({ path, message }) => invalid(step.id, `of.hours.${path}`, { reason: 'hours', message }))
  })
  return [...ofTrigger, ...ofSteps]
}

function closingProblems(
  { steps }: WorkflowDefinition,
  needs: Awaited<ReturnType<typeof closingNeeds>>,
): WorkflowProblem[] {
  return steps.flatMap((step): WorkflowProblem[] => {
    if (step.type !== 'close') return []
    const at = { level: 'error', stepId: step.id, data: {} } as const
    return [
      ...(needs.category && step.categoryId === null
        ? [{ ...at, code: 'category_required' as const, path: 'categoryId' }]
        : []),
      ...(needs.summary && step.summary === '' ? [{ ...at, code: 'summary_required' as const, path: 'summary' }] : []),
    ]
  })
}

function isTimeZone(name: string): boolean {
  if (name === '') return true
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat
  } catch {
    return false
  }
}

function addressProblems({ steps }: WorkflowDefinition): WorkflowProblem[] {
  return steps.flatMap((step) => {
    if (step.type !== 'http_request' && step.type !== 'webhook') return []
    // What Liquid puts in is any name; the door out looks at what it comes to.
    const url = step.url.trim().replace(/\{\{[^}]*\}\}|\{%[^%]*%\}/g, 'x')
    if (!URL.canParse(url) || !isInside(new URL(url))) return []
    return [{ code: 'private_address', level: 'error', stepId: step.id, path: 'url', data: {} }]
  })
}

const mostMs = 3000

// Reading a text or a pattern is bounded, reading thousands of them is not: others are let through in between, and what
// takes too long all the same is refused.
function newBudget() {
  const pause = new Pause()
  let spentMs = 0
  return {
    isSpent: () => spentMs > mostMs,
    async take<T>(read: () => T): Promise<T> {
      await pause.whenLong()
      const began = performance.now()
      const found = read()
      spentMs += performance.now() - began
      return found
    },
  }
}

async function textProblems(definition: WorkflowDefinition, secrets: readonly string[]): Promise<WorkflowProblem[]> {
  const set = variablesOf(definition)
  const problems: WorkflowProblem[] = []
  const budget = newBudget()
  for (const step of definition.steps) {
    for (const { path, text, for: reader } of textsOf(step)) {
      if (!/\{[{%]/.test(text)) continue
      const at = { code: 'text_mistake', level: 'error', stepId: step.id, path } as const
      if (budget.isSpent())
        return [...problems, { ...at, data: { message: 'The texts take too long to look through.' } }]
      // One that nobody sets is a doubt of its own.
      const variables = [...new Set([...set, ...variablesIn(text)])]
      const [mistake] = await budget.take(() =>
        checkText(text, { variables, secrets: reader === 'system' ? secrets : null }),
      )
      if (mistake) problems.push({ ...at, data: { ...mistake } })
    }
  }
  return problems
}

function invalid(stepId: string | null, path: string, data: WorkflowProblem['data']): WorkflowProblem {
  return { code: 'invalid', level: 'error', stepId, path, data }
}
