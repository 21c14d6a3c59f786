import type { RunEnd, WorkflowDefinition, WorkflowValue } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import { begin } from '../interpreter/begin.ts'
import type { RunState } from '../interpreter/run-state.ts'
import { enqueueAdvance } from '../shell/inbox.ts'
import { findLoop } from './loops.ts'

export type Start = Readonly<{
  workspaceId: string
  workflowId: string
  conversationId: string
  contactId: string
  variables: Readonly<Record<string, WorkflowValue>>
  /** How many workflows started one another before this one. */
  depth: number
  /** With what it must not begin twice. That it begins once for a contact or a conversation is seen to here. */
  occasion?: string
  /** When that was; what happened until then the run is not told. Absent: now. */
  at?: Date
}>

export type Started = Readonly<{ id: string }> | Readonly<{ refused: RunEnd | 'already' | 'not_published' }>

type Newest = Readonly<{ version: number; isRouting: boolean; definition: WorkflowDefinition }>

/**
 * Begins a run of the newest published version, in the caller's transaction: its row and the job that takes its steps.
 * What is refused for good leaves an ended run, so that the history says why nothing happened.
 */
export async function startRun(tx: Tx, start: Start): Promise<Started> {
  const newest = await findNewest(tx, start)
  if (!newest) return { refused: 'not_published' }
  const loop = await findLoop(tx, start)
  if (loop !== null) return refuse(tx, start, newest, { end: 'too_deep', ...loop })

  const id = newId()
  const occasions = occasionsOf(start, newest)
  if (!(await claim(tx, start, occasions, id))) return { refused: 'already' }
  if (!(await insert(tx, start, newest, { id, state: begin(newest.definition, start.variables) }))) {
    await giveUp(tx, start, id)
    return refuse(tx, start, newest, { end: 'another_routing', error: null, isKept: true })
  }
  await enqueueAdvance(tx, { workspaceId: start.workspaceId, id })
  return { id }
}

// Held, so that whoever switches it off at this moment ends this run, too, or is seen.
async function findNewest(tx: Tx, { workspaceId, workflowId }: Start): Promise<Newest | undefined> {
  const { rows } = await sql<Newest>`/* workflow.newest */
    SELECT v.version, w.is_routing AS "isRouting", v.definition FROM workflow w
    JOIN workflow_version v ON v.workspace_id = w.workspace_id AND v.workflow_id = w.id AND v.version = w.version
    WHERE w.workspace_id = ${workspaceId} AND w.id = ${workflowId} AND w.state = 'on'
    FOR SHARE OF w`.execute(tx)
  return rows[0]
}

function occasionsOf({ occasion, conversationId, contactId }: Start, { definition }: Newest): string[] {
  const once = { always: [], conversation: [`conversation:${conversationId}`], contact: [`contact:${contactId}`] }
  return [...(occasion === undefined ? [] : [occasion]), ...once[definition.start.once]].sort()
}

/** All of them or none: whoever begins with one of them at this moment is waited for. */
async function claim(
  tx: Tx,
  { workspaceId, workflowId }: Start,
  occasions: readonly string[],
  runId: string,
): Promise<boolean> {
  if (occasions.length === 0) return true
  const { rows } = await sql`/* workflow.claim */
    INSERT INTO workflow_beginning (workspace_id, workflow_id, occasion, run_id)
    SELECT ${workspaceId}, ${workflowId}, occasion, ${runId} FROM unnest(${occasions}::text[]) AS occasion
    ON CONFLICT DO NOTHING RETURNING occasion`.execute(tx)
  if (rows.length === occasions.length) return true
  await giveUp(tx, { workspaceId, workflowId }, runId)
  return false
}

async function giveUp(tx: Tx, { workspaceId, workflowId }: Pick<Start, 'workspaceId' | 'workflowId'>, runId: string) {
  await tx
    .deleteFrom('workflow_beginning')
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .where('run_id', '=', runId)
    .execute()
}

type Begun = Readonly<{ id: string; state: RunState }>

/** Whether there was no other routing one in the conversation. */
async function insert(tx: Tx, start: Start, newest: Newest, { id, state }: Begun): Promise<boolean> {
  const row = await tx
    .insertInto('workflow_run')
    .values({
      ...columnsOf(start, newest, state),
      id,
      status: state.status,
      is_routing: newest.isRouting,
      ended_at: state.status === 'done' ? sql<Date>`clock_timestamp()` : null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

type Refusal = Readonly<{ end: RunEnd; error: string | null; isKept: boolean }>

// It never was a routing one: that would keep others from the conversation.
async function refuse(tx: Tx, start: Start, newest: Newest, { end, error, isKept }: Refusal): Promise<Started> {
  const state = { ...begin(newest.definition, start.variables), status: 'cancelled' as const, end, error }
  if (isKept) {
    await tx
      .insertInto('workflow_run')
      .values({
        ...columnsOf(start, newest, state),
        id: newId(),
        status: 'cancelled',
        end_reason: end,
        error,
        ended_at: sql<Date>`clock_timestamp()`,
      })
      .execute()
  }
  return { refused: end }
}

function columnsOf(start: Start, { version }: Newest, state: RunState) {
  return {
    workspace_id: start.workspaceId,
    workflow_id: start.workflowId,
    version,
    conversation_id: start.conversationId,
    contact_id: start.contactId,
    state: JSON.stringify(state),
    step_id: state.stepId,
    waits_for: null,
    wake_at: null,
    depth: start.depth,
    end_reason: null,
    error: null,
    ...(start.at ? { started_at: start.at } : {}),
  }
}
