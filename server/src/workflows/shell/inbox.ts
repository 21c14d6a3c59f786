import type { Db, Tx } from '../../db/database.ts'
import { addJob } from '../../jobs/add.ts'
import type { RunEvent } from '../interpreter/run-event.ts'

type Id = Readonly<{ workspaceId: string; id: string }>

/** What a run was told and has not taken in yet, in order. */
export type Told = Readonly<{ place: string; event: RunEvent }>

/** Tells a run, and has it go on, both when the transaction commits. */
export async function tellRun(tx: Tx, { workspaceId, id }: Id, event: RunEvent): Promise<void> {
  await tx
    .insertInto('workflow_run_event')
    .values({ workspace_id: workspaceId, run_id: id, event: JSON.stringify(event) })
    .execute()
  await enqueueAdvance(tx, { workspaceId, id })
}

export async function enqueueAdvance(tx: Tx, { workspaceId, id }: Id): Promise<void> {
  await addJob(tx, 'workflow.advance', { workspaceId, id }, { key: advanceKeyOf(id) })
}

export function advanceKeyOf(runId: string): string {
  return `run:${runId}`
}

export async function readInbox(db: Db | Tx, { workspaceId, id }: Id, limit: number): Promise<Told[]> {
  const rows = await db
    .selectFrom('workflow_run_event')
    .select(['place', 'event'])
    .where('workspace_id', '=', workspaceId)
    .where('run_id', '=', id)
    .orderBy('place')
    .limit(limit)
    .execute()
  return rows.map(({ place, event }) => ({ place, event: event as RunEvent }))
}

export async function forgetTaken(tx: Tx, { workspaceId, id }: Id, taken: readonly Told[]): Promise<void> {
  if (taken.length === 0) return
  await tx
    .deleteFrom('workflow_run_event')
    .where('workspace_id', '=', workspaceId)
    .where('run_id', '=', id)
    .where(
      'place',
      'in',
      taken.map(({ place }) => place),
    )
    .execute()
}

/** Nobody takes in any more what it was told. The caller holds the run. */
export async function forgetAll(tx: Tx, { workspaceId, id }: Id): Promise<void> {
  await tx.deleteFrom('workflow_run_event').where('workspace_id', '=', workspaceId).where('run_id', '=', id).execute()
}
