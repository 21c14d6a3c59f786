/**
 * Workflows that begin by the clock, for each open conversation that meets their condition: in batches, each committed
 * with its runs. What a process that was killed had begun the next one does not begin again.
 */
import { sql } from 'kysely'
import { now as readClock } from '../../db/clock.ts'
import type { Database, Tx } from '../../db/database.ts'
import { meetsCondition } from './conditions.ts'
import { listPublished, listWorkspacesWith, type Published } from './published.ts'
import { editedMs, passOver, sumApart, tryHold } from './scanning.ts'
import { type Slot, slotsBetween } from './slots.ts'
import { startRun } from './start-run.ts'

const batchSize = 100
/** For so many conversations a schedule begins at a time, those opened first. */
export const mostBegun = 1000
/** What no process was there for is caught up with for so long. */
const lateMs = 3_600_000

/** Answers how many runs began. */
export async function beginOnSchedule(database: Database, now = readClock()): Promise<number> {
  return sumApart(await listWorkspacesWith(database.db, ['schedule']), async (workspaceId) => {
    const zone = await readTimeZone(database, workspaceId)
    return sumApart(await listPublished(database.db, workspaceId, ['schedule']), async (workflow) =>
      sumApart(slotsOf(workflow, zone, now), (slot) => beginAt(database, workflow, slot)),
    )
  })
}

function slotsOf({ start: { trigger }, changedAt }: Published, zone: string, now: number): readonly Slot[] {
  if (trigger.type !== 'schedule') return []
  const timeZone = trigger.timeZone === '' ? zone : trigger.timeZone
  return slotsBetween(trigger, timeZone, Math.max(now - lateMs, changedAt.getTime() - editedMs), now)
}

async function beginAt(database: Database, workflow: Published, slot: Slot): Promise<number> {
  let begun = 0
  let after: string | null = null
  do {
    const batch: Batch = await takeBatch(database, workflow, slot, after)
    begun += batch.begun
    after = batch.last
  } while (after !== null)
  return begun
}

/** `last`: null when there is nothing left to do, or another process is at it. */
type Batch = Readonly<{ begun: number; last: string | null }>

const nothing: Batch = { begun: 0, last: null }

function takeBatch(database: Database, workflow: Published, slot: Slot, after: string | null): Promise<Batch> {
  return database.transact((tx) => beginBatch(tx, workflow, slot, after))
}

async function beginBatch(tx: Tx, workflow: Published, slot: Slot, after: string | null): Promise<Batch> {
  const prefix = `schedule:${slot.key}`
  if (!(await tryHold(tx, workflow))) return nothing
  const { isDone, count } = await progressOf(tx, workflow, prefix)
  if (isDone) return nothing
  const open = count >= mostBegun ? [] : await listOpen(tx, workflow, { slot, prefix, after })
  let begun = 0
  for (const { id, contactId } of open) {
    if (count + begun >= mostBegun) break
    if (await beginOne(tx, workflow, { id, contactId, occasion: `${prefix}:${id}` })) begun += 1
  }
  const isLast = open.length < batchSize || count + begun >= mostBegun
  if (isLast) await passOver(tx, workflow, prefix)
  return { begun, last: isLast ? null : open.at(-1)!.id }
}

type Open = Readonly<{ id: string; contactId: string }>

async function beginOne(tx: Tx, workflow: Published, open: Open & { readonly occasion: string }): Promise<boolean> {
  const { workspaceId, id: workflowId, start } = workflow
  const { id: conversationId, contactId, occasion } = open
  if (!(await meetsCondition(tx, { workspaceId, conversationId, start, now: readClock() }))) return false
  const about = { workspaceId, workflowId, conversationId, contactId }
  return 'id' in (await startRun(tx, { ...about, variables: {}, depth: 0, occasion }))
}

async function progressOf(tx: Tx, { workspaceId, id }: Published, prefix: string) {
  const { rows } = await sql<{ isDone: boolean; count: number }>`
    SELECT coalesce(bool_or(occasion = ${prefix}), false) AS "isDone", count(*)::int AS count FROM workflow_beginning
    WHERE workspace_id = ${workspaceId} AND workflow_id = ${id} AND starts_with(occasion, ${prefix})`.execute(tx)
  return rows[0]!
}

type From = Readonly<{ slot: Slot; prefix: string; after: string | null }>

async function listOpen(tx: Tx, { workspaceId, id }: Published, { slot, prefix, after }: From): Promise<Open[]> {
  const { rows } = await sql<Open>`/* workflow.list-open */
    SELECT c.id, c.contact_id AS "contactId" FROM conversation c
    WHERE c.workspace_id = ${workspaceId} AND c.status = 'open' AND c.created_at <= ${new Date(slot.at)}
      AND (${after}::uuid IS NULL OR c.id > ${after}::uuid)
      AND NOT EXISTS (SELECT FROM workflow_beginning b WHERE b.workspace_id = c.workspace_id
        AND b.workflow_id = ${id} AND b.occasion = ${`${prefix}:`} || c.id)
    ORDER BY c.id LIMIT ${batchSize}`.execute(tx)
  return rows
}

async function readTimeZone({ db }: Database, workspaceId: string): Promise<string> {
  const { rows } = await sql<{ zone: string }>`
    SELECT coalesce(hours ->> 'timeZone', 'UTC') AS zone FROM workspace WHERE id = ${workspaceId}`.execute(db)
  return rows[0]?.zone ?? 'UTC'
}
