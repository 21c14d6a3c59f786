/** The row of a run: held, written, and what the log says of it. */
import { sql } from 'kysely'
import { append, type Tx } from '../../db/database.ts'
import { found } from '../../errors.ts'
import type { RunState } from '../interpreter/run-state.ts'
import { enqueueRoute } from '../routing/route.ts'
import { forgetAll } from './inbox.ts'
import { loadRun } from './present.ts'
import { actorOf, type Running } from './running.ts'

type Id = Readonly<{ workspaceId: string; id: string }>

/** Null: it is not there any more. Before anything else is held. */
export async function lockRun(tx: Tx, { workspaceId, id }: Id): Promise<Running | null> {
  const row = await tx
    .selectFrom('workflow_run as r')
    .leftJoin('workflow as w', (join) =>
      join.onRef('w.workspace_id', '=', 'r.workspace_id').onRef('w.id', '=', 'r.workflow_id'),
    )
    .selectAll('r')
    .select('w.name as workflow_name')
    .where('r.workspace_id', '=', workspaceId)
    .where('r.id', '=', id)
    .forUpdate('r')
    .executeTakeFirst()
  if (!row) return null
  return {
    workspaceId,
    id,
    workflowId: row.workflow_id,
    workflowName: row.workflow_name ?? '',
    version: row.version,
    conversationId: row.conversation_id,
    contactId: row.contact_id,
    depth: row.depth,
    isRouting: row.is_routing,
    heardMessageId: row.heard_message_id,
    // Nothing but what the interpreter answered is ever written there.
    state: row.state as RunState,
  }
}

export function isOver({ status }: Pick<RunState, 'status'>): boolean {
  return status !== 'running' && status !== 'waiting'
}

/** Writes what the run is now, with what the log says of its beginning and of its end. */
export async function saveRun(tx: Tx, before: Running, after: Running): Promise<void> {
  const { workspaceId, id, conversationId } = before
  const { state, contactId, heardMessageId } = after
  const { waiting } = state
  const until = waiting === null || waiting.for === 'effect' ? null : waiting.until
  const hasEnded = isOver(state)
  await tx
    .updateTable('workflow_run')
    .set({
      status: state.status,
      state: JSON.stringify(state),
      step_id: state.stepId,
      waits_for: waiting?.for ?? null,
      wake_at: until === null ? null : new Date(until),
      contact_id: contactId,
      heard_message_id: heardMessageId,
      end_reason: state.end,
      error: state.error,
      ended_at: hasEnded ? sql<Date>`clock_timestamp()` : null,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  const isFirst = before.state.taken === 0 && state.taken > 0
  if (!isFirst && !hasEnded) return

  const run = found(await loadRun(tx, workspaceId, id))
  const about = { workspaceId, subjectId: conversationId, actor: actorOf(before) }
  if (isFirst) append(tx, { ...about, type: 'workflow_run.started', data: { run } })
  if (!hasEnded) return
  append(tx, { ...about, type: 'workflow_run.ended', data: { run } })
  if (before.isRouting) await enqueueRoute(tx, workspaceId, conversationId)
  await forgetAll(tx, before)
}
