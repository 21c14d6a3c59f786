/**
 * What only time brings, conversation by conversation: the contact has waited so long, or has not answered for so long.
 * Each is looked at once, when its time has come, by whichever process is first; what came of it is written down as an
 * occasion together with the run.
 *
 * Whoever was silent long before the workflow was switched on is left alone: nobody wants to write to all of last year's
 * contacts at once. So is what nobody looked at for a day, because no process ran.
 */
import type { WorkflowTrigger } from '@fairlead/sdk'
import { type RawBuilder, sql } from 'kysely'
import { now } from '../../db/clock.ts'
import type { Database, Tx } from '../../db/database.ts'
import { meetsCondition } from './conditions.ts'
import { listPublished, listWorkspacesWith, type Published } from './published.ts'
import { editedMs, passOver, sumApart, tryHold } from './scanning.ts'
import { startRun } from './start-run.ts'

const types = ['waiting_longer', 'no_reply'] as const
type Silence = Extract<WorkflowTrigger, { type: (typeof types)[number] }>
type Due = Readonly<{ id: string; contactId: string; occasion: string }>

const batchSize = 100
const lateMs = 86_400_000

/** Answers how many runs began. */
export async function beginAfterSilence(database: Database): Promise<number> {
  return sumApart(await listWorkspacesWith(database.db, types), async (workspaceId) =>
    sumApart(await listPublished(database.db, workspaceId, types), (workflow) => scan(database, workflow)),
  )
}

async function scan(database: Database, workflow: Published): Promise<number> {
  for (let begun = 0; ; ) {
    const batch = await database.transact((tx) => takeBatch(tx, workflow))
    begun += batch.begun
    if (batch.looked < batchSize) return begun
  }
}

async function takeBatch(tx: Tx, workflow: Published): Promise<Readonly<{ looked: number; begun: number }>> {
  const { trigger } = workflow.start
  if (trigger.type !== 'waiting_longer' && trigger.type !== 'no_reply') return { looked: 0, begun: 0 }
  if (!(await tryHold(tx, workflow))) return { looked: 0, begun: 0 }
  const due = await listDue(tx, workflow, trigger)
  let begun = 0
  for (const each of due) if (await beginOne(tx, workflow, each)) begun += 1
  return { looked: due.length, begun }
}

async function beginOne(tx: Tx, workflow: Published, { id, contactId, occasion }: Due): Promise<boolean> {
  const { workspaceId, id: workflowId, start } = workflow
  const isMet = await meetsCondition(tx, { workspaceId, conversationId: id, start, now: now() })
  const started = isMet
    ? await startRun(tx, { workspaceId, workflowId, conversationId: id, contactId, variables: {}, depth: 0, occasion })
    : null
  if (started !== null && 'id' in started) return true
  await passOver(tx, workflow, occasion)
  return false
}

async function listDue(tx: Tx, workflow: Published, trigger: Silence): Promise<readonly Due[]> {
  const { workspaceId, id, changedAt } = workflow
  const { minutes, channelIds, channelTypes } = trigger
  const since = trigger.type === 'waiting_longer' ? sql.ref('c.waiting_since') : sql.ref('c.last_message_at')
  const latest = new Date(now() - minutes * 60_000)
  const from = Math.max(latest.getTime() - lateMs, changedAt.getTime() - editedMs - minutes * 60_000)
  const { rows } = await sql<Due>`
    SELECT c.id, c.contact_id AS "contactId", o.occasion FROM conversation c
    JOIN channel h ON h.workspace_id = c.workspace_id AND h.id = c.channel_id
    CROSS JOIN LATERAL (SELECT ${trigger.type} || ':' || c.id || ':' || extract(epoch FROM ${since}) AS occasion) AS o
    WHERE c.workspace_id = ${workspaceId} AND c.status = 'open' AND c.last_activity_at > ${new Date(from)}
      AND ${since} > ${new Date(from)} AND ${since} <= ${latest} AND ${isOf(trigger)}
      AND (cardinality(${channelIds}::uuid[]) = 0 OR c.channel_id = ANY (${channelIds}::uuid[]))
      AND (cardinality(${channelTypes}::text[]) = 0 OR h.type = ANY (${channelTypes}::text[]))
      AND NOT EXISTS (SELECT FROM workflow_beginning b WHERE b.workspace_id = c.workspace_id
        AND b.workflow_id = ${id} AND b.occasion = o.occasion)
      AND NOT EXISTS (SELECT FROM workflow_run r WHERE r.workspace_id = c.workspace_id AND r.conversation_id = c.id
        AND r.workflow_id = ${id} AND r.started_at > ${beginningOf(trigger)})
    ORDER BY ${since}, c.id LIMIT ${batchSize}`.execute(tx)
  return rows
}

function isOf(trigger: Silence): RawBuilder<boolean> {
  if (trigger.type === 'no_reply') return sql`c.waiting_since IS NULL AND c.last_message ->> 'authorType' <> 'contact'`
  if (trigger.whose === 'assigned') return sql`c.assignee_id IS NOT NULL`
  return trigger.whose === 'unassigned' ? sql`c.assignee_id IS NULL` : sql`true`
}

// A silence into which we write, or in which a message came late, is still the same one.
function beginningOf({ type }: Silence): RawBuilder<Date> {
  return type === 'waiting_longer' ? sql`c.waiting_since` : sql`coalesce(c.last_contact_message_at, c.created_at)`
}
