import type { WorkflowFormField, WorkflowRun, WorkflowValue } from '@fairlead/sdk'
import { now } from '../../db/clock.ts'
import type { Tx } from '../../db/database.ts'
import { AppError, found, type Issue, invalidRequest } from '../../errors.ts'
import { loadRun } from '../shell/present.ts'
import { meetsCondition } from './conditions.ts'
import { findPublished } from './published.ts'
import { startRun } from './start-run.ts'

type Answers = Readonly<Record<string, WorkflowValue>>
type Pressed = Readonly<{ workspaceId: string; conversationId: string; workflowId: string; answers: Answers }>

const reasons: Readonly<Record<string, string>> = {
  condition: 'The condition of this workflow does not hold for this conversation.',
  already: 'This workflow begins only once here, and it has.',
  too_deep: 'This workflow began so often in this conversation within an hour that it looks like a loop.',
  another_routing: 'Another workflow is giving this conversation to somebody just now.',
}

/** Begins a workflow that a member starts by hand, with what they filled in. @throws {AppError} */
export async function startByButton(
  tx: Tx,
  { workspaceId, conversationId, workflowId, answers }: Pressed,
): Promise<WorkflowRun> {
  const { contact_id: contactId } = found(
    await tx
      .selectFrom('conversation')
      .select('contact_id')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', conversationId)
      .executeTakeFirst(),
  )
  const { start } = found(await findPublished(tx, workspaceId, workflowId, 'button'))
  if (start.trigger.type !== 'button') throw new AppError('not_found')
  const variables = readAnswers(start.trigger.form, answers)
  const isMet = await meetsCondition(tx, { workspaceId, conversationId, start, variables, now: now() })
  if (!isMet) throw refused('condition')
  const started = await startRun(tx, { workspaceId, workflowId, conversationId, contactId, variables, depth: 0 })
  if ('refused' in started) throw refused(started.refused)
  return found(await loadRun(tx, workspaceId, started.id))
}

function refused(reason: string): AppError {
  const detail = reasons[reason]
  return new AppError('workflow_not_begun', { ...(detail === undefined ? {} : { detail }), data: { reason } })
}

/** What the form asks for, each as its kind is; what was left out is null. */
function readAnswers(form: readonly WorkflowFormField[], answers: Answers): Record<string, WorkflowValue> {
  const asked = new Set(form.map(({ name }) => name))
  const issues: Issue[] = Object.keys(answers)
    .filter((name) => !asked.has(name))
    .map((name) => ({ path: `answers.${name}`, message: 'is not asked for by the form' }))
  const read = form.map((field): [string, WorkflowValue] => {
    const value = (Object.hasOwn(answers, field.name) ? answers[field.name] : null) ?? null
    const isEmpty = value === null || value === ''
    const message = isEmpty ? (field.isRequired ? 'is needed' : null) : mistakeIn(field, value)
    if (message !== null) issues.push({ path: `answers.${field.name}`, message })
    return [field.name, isEmpty ? null : value]
  })
  if (issues.length > 0) throw invalidRequest(issues)
  return Object.fromEntries(read)
}

function mistakeIn({ kind, choices }: WorkflowFormField, value: WorkflowValue): string | null {
  switch (kind) {
    case 'text':
      return typeof value === 'string' && !value.includes('\n') ? null : 'must be one line of text'
    case 'long_text':
      return typeof value === 'string' ? null : 'must be a text'
    case 'number':
      return typeof value === 'number' ? null : 'must be a number'
    case 'flag':
      return typeof value === 'boolean' ? null : 'must be true or false'
    case 'choice':
      return typeof value === 'string' && choices.includes(value) ? null : 'is none of the choices'
    case 'date':
      return typeof value === 'string' && isDate(value) ? null : 'must be a day, such as 2026-11-30'
    default:
      return kind satisfies never
  }
}

function isDate(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00Z`) : Number.NaN
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}
