/**
 * A workflow that another system begins: it posts JSON, from which the workflow takes whom it concerns and what it is to
 * know. The same again within a day begins nothing, and is answered the same.
 */
import { createHash } from 'node:crypto'
import type { WorkflowTrigger, WorkflowValue } from '@fairlead/sdk'
import { sql } from 'kysely'
import { isSameSecret } from '../../channels/signature.ts'
import { normalizePhone, spellingsOf } from '../../contacts/phone.ts'
import { now } from '../../db/clock.ts'
import type { Db, Tx } from '../../db/database.ts'
import { isUuid } from '../../db/id.ts'
import { AppError, type Issue, refusal } from '../../errors.ts'
import { cleanText, workflowValueOf } from '../interpreter/outside.ts'
import { valueAt } from '../interpreter/paths.ts'
import { isTooMuch, TooMuchRemembered } from '../interpreter/remembered.ts'
import { meetsCondition } from './conditions.ts'
import { findPublished, type Published } from './published.ts'
import { startRun } from './start-run.ts'

type Trigger = Extract<WorkflowTrigger, { type: 'webhook' }>
type Hook = Readonly<{ workspaceId: string; id: string }>
type Subject = Readonly<{ conversationId: string; contactId: string }>

/** The workflow behind an address; null where the token is another one. */
export async function findHook(db: Db, id: string, token: string): Promise<Hook | null> {
  if (!isUuid(id)) return null
  const row = await db
    .selectFrom('workflow')
    .select(['workspace_id', 'webhook_token'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row && isSameSecret(token, row.webhook_token) ? { workspaceId: row.workspace_id, id } : null
}

type Posted = Readonly<{ hook: Hook; body: unknown; occasion: string }>

/** The run that began; null where the workflow's condition does not hold. @throws {AppError} */
export async function beginByHook(tx: Tx, { hook, body, occasion }: Posted): Promise<{ runId: string | null }> {
  const { workspaceId, id: workflowId } = hook
  const published = await findPublished(tx, workspaceId, workflowId, 'webhook')
  const trigger = published?.start.trigger
  if (!published || trigger?.type !== 'webhook') {
    throw new AppError('not_found', { detail: 'The workflow is not switched on, or does not begin with a webhook.' })
  }
  const variables = readVariables(trigger, body)
  const subject = await findSubject(tx, workspaceId, trigger.contact.by, readContact(trigger, body))
  await forgetOld(tx, hook, occasion)
  const asked = { workspaceId, conversationId: subject.conversationId, start: published.start, variables, now: now() }
  if (!(await meetsCondition(tx, asked))) return { runId: null }
  const started = await startRun(tx, { workspaceId, workflowId, ...subject, variables, depth: 0, occasion })
  if ('id' in started) return { runId: started.id }
  if (started.refused === 'already') return { runId: await findEarlier(tx, published, { ...subject, occasion }) }
  throw new AppError('workflow_not_begun', { data: { reason: started.refused } })
}

/** What tells a post from others: what its sender calls it, or else what it says. */
export function occasionOf(key: string | undefined, text: string): string {
  const told = key === undefined ? `body ${text}` : `key ${key}`
  return `hook:${createHash('sha256').update(told).digest('base64url')}`
}

function readVariables({ mapping }: Trigger, body: unknown): Record<string, WorkflowValue> {
  const issues: Issue[] = []
  const read = mapping.map(({ path, variable }): [string, WorkflowValue] => {
    const value = valueAt(body, path)
    if (value === undefined) issues.push({ path, message: 'is missing from the body' })
    return [variable, workflowValueOf(value)]
  })
  if (issues.length > 0) throw refusal('body_incomplete', issues)
  const variables = Object.fromEntries(read)
  if (isTooMuch(variables)) throw new AppError('body_too_large', { detail: new TooMuchRemembered().message })
  return variables
}

function readContact({ contact: { by, path } }: Trigger, body: unknown): string {
  const value = valueAt(body, path)
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? cleanText(value).trim() : ''
  if (value === undefined) throw refusal('body_incomplete', [{ path, message: 'is missing from the body' }])
  if (text === '') throw refusal('body_incomplete', [{ path, message: 'must be a text that says whom it concerns' }])
  const isId = by === 'contactId' || by === 'conversationId'
  if (isId && !isUuid(text)) throw refusal('body_incomplete', [{ path, message: 'must be an id' }])
  return text
}

/** The contact's conversation that goes on, or else their last one. */
async function findSubject(tx: Tx, workspaceId: string, by: Trigger['contact']['by'], value: string): Promise<Subject> {
  const { rows } = await sql<Subject>`
    SELECT c.id AS "conversationId", c.contact_id AS "contactId" FROM conversation c
    WHERE c.workspace_id = ${workspaceId} AND ${isMeant(workspaceId, by, value)}
    ORDER BY c.status = 'closed', c.last_activity_at DESC, c.id DESC LIMIT 1`.execute(tx)
  const [subject] = rows
  if (subject) return subject
  const detail =
    by === 'conversationId'
      ? 'There is no conversation of this id.'
      : `There is no contact of this ${words[by]} with a conversation. They have to have written, or been written to, first.`
  throw new AppError('not_found', { detail })
}

const words = { email: 'e-mail address', phone: 'phone number', contactId: 'id' } as const

function isMeant(workspaceId: string, by: Trigger['contact']['by'], value: string) {
  if (by === 'conversationId') return sql`c.id = ${value}::uuid`
  if (by === 'contactId') return sql`c.contact_id = ${value}::uuid`
  if (by === 'email') {
    const email = value.toLowerCase()
    return sql`c.contact_id IN (
      SELECT id FROM contact WHERE workspace_id = ${workspaceId} AND lower(email) = ${email}
      UNION SELECT contact_id FROM identity WHERE workspace_id = ${workspaceId} AND lower(email) = ${email})`
  }
  // As many systems write numbers: whole, and without the sign.
  const phones = spellingsOf(normalizePhone(/^\d{7,15}$/.test(value) ? `+${value}` : value) ?? value)
  return sql`c.contact_id IN (
    SELECT id FROM contact WHERE workspace_id = ${workspaceId} AND phone = ANY (${phones}::text[])
    UNION SELECT contact_id FROM identity WHERE workspace_id = ${workspaceId} AND phone = ANY (${phones}::text[]))`
}

async function forgetOld(tx: Tx, { workspaceId, id }: Hook, occasion: string): Promise<void> {
  await sql`
    DELETE FROM workflow_beginning WHERE workspace_id = ${workspaceId} AND workflow_id = ${id}
      AND occasion = ${occasion} AND at < clock_timestamp() - interval '1 day'`.execute(tx)
}

type Earlier = Subject & { readonly occasion: string }

async function findEarlier(tx: Tx, { workspaceId, id }: Published, earlier: Earlier): Promise<string | null> {
  const occasions = [earlier.occasion, `conversation:${earlier.conversationId}`, `contact:${earlier.contactId}`]
  const row = await tx
    .selectFrom('workflow_beginning')
    .select('run_id')
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', id)
    .where('occasion', 'in', occasions)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.run_id ?? null
}
