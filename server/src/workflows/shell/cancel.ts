import type { RunEnd, WorkflowRun } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import { AppError, found } from '../../errors.ts'
import { cancel, tryAgain } from '../interpreter/move.ts'
import { enqueueAdvance } from './inbox.ts'
import { loadRun } from './present.ts'
import { record } from './records.ts'
import { isOver, lockRun, saveRun } from './run-row.ts'
import type { Running } from './running.ts'

type Id = Readonly<{ workspaceId: string; id: string }>

/** Ends a run where it stands. One that has ended stays as it is. */
export async function cancelRun(tx: Tx, { workspaceId, id }: Id, end: RunEnd): Promise<WorkflowRun> {
  const run = found(await lockRun(tx, { workspaceId, id }))
  if (!isOver(run.state)) await endRun(tx, run, end)
  return found(await loadRun(tx, workspaceId, id))
}

/** The caller holds the run, and knows that it goes on. */
export async function endRun(tx: Tx, run: Running, end: RunEnd): Promise<void> {
  const [state, effects] = cancel(run.state, end)
  const records = effects.filter((effect) => effect.do === 'record')
  await record(
    tx,
    run,
    records.map((effect) => ({ ...effect, messageId: run.heardMessageId })),
  )
  await saveRun(tx, run, { ...run, state, heardMessageId: null })
}

/** Has a run that failed take its step once more, and go on from there. Any other stays as it is. */
export async function retryRun(tx: Tx, { workspaceId, id }: Id): Promise<WorkflowRun> {
  const run = found(await lockRun(tx, { workspaceId, id }))
  if (run.state.status === 'failed') {
    await requireNoOtherRouting(tx, run)
    await saveRun(tx, run, { ...run, state: tryAgain(run.state) })
    await enqueueAdvance(tx, { workspaceId, id })
  }
  return found(await loadRun(tx, workspaceId, id))
}

// One workflow at a time says whose a conversation is.
async function requireNoOtherRouting(tx: Tx, { workspaceId, id, conversationId }: Running): Promise<void> {
  const { rows } = await sql`
    SELECT FROM workflow_run own JOIN workflow_run other
      ON other.workspace_id = own.workspace_id AND other.conversation_id = ${conversationId} AND other.is_routing
        AND other.status IN ('running', 'waiting')
    WHERE own.workspace_id = ${workspaceId} AND own.id = ${id} AND own.is_routing`.execute(tx)
  if (rows.length > 0)
    throw new AppError('already_assigned', { detail: 'Another workflow gives this conversation to somebody just now.' })
}
