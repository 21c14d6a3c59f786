import type { Event } from '@fairlead/sdk'
import { sql } from 'kysely'
import { now } from '../../db/clock.ts'
import type { Tx } from '../../db/database.ts'
import { addJobs } from '../../jobs/add.ts'
import type { RunEvent } from '../interpreter/run-event.ts'
import { advanceKeyOf } from '../shell/inbox.ts'
import { conversationOf } from './places.ts'
import { toRunEvent } from './run-events.ts'

type Active = Readonly<{ id: string; workflowId: string; conversationId: string; startedAt: Date }>
type Told = Readonly<{ runId: string; event: RunEvent }>

/** Tells the runs that go on in the events' conversations what happened there, and has them go on. */
export async function tellRuns(tx: Tx, workspaceId: string, events: readonly Event[]): Promise<void> {
  const news = events.flatMap((event) => {
    const conversationId = conversationOf(event)
    const told = conversationId === null ? null : toRunEvent(event)
    return told === null || conversationId === null ? [] : [{ event, conversationId, told }]
  })
  const runs = await listActive(tx, workspaceId, [...new Set(news.map(({ conversationId }) => conversationId))])
  const told = news.flatMap(({ event, conversationId, told }) =>
    runs
      .filter((run) => run.conversationId === conversationId && concerns(run, event))
      .map((run): Told => ({ runId: run.id, event: told })),
  )
  if (told.length > 0) await write(tx, workspaceId, told)
}

// What was committed together with its beginning it began with; and what it did itself it knows.
function concerns({ startedAt, workflowId }: Active, { at, actor }: Event): boolean {
  const isOwn = actor.type === 'workflow' && actor.id === workflowId
  return Date.parse(at) > startedAt.getTime() && !isOwn
}

async function listActive(tx: Tx, workspaceId: string, conversationIds: readonly string[]): Promise<Active[]> {
  if (conversationIds.length === 0) return []
  const { rows } = await sql<Active>`/* workflow.list-active */
    SELECT id, workflow_id AS "workflowId", conversation_id AS "conversationId", started_at AS "startedAt"
    FROM workflow_run
    WHERE workspace_id = ${workspaceId} AND conversation_id = ANY (${conversationIds}::uuid[])
      AND status IN ('running', 'waiting')
    ORDER BY id`.execute(tx)
  return rows
}

async function write(tx: Tx, workspaceId: string, told: readonly Told[]): Promise<void> {
  await sql`/* workflow.tell-runs */
    INSERT INTO workflow_run_event (workspace_id, run_id, event)
    SELECT ${workspaceId}, run_id, event FROM unnest(${told.map(({ runId }) => runId)}::uuid[],
      ${told.map(({ event }) => JSON.stringify(event))}::jsonb[]) WITH ORDINALITY AS t (run_id, event, place)
    ORDER BY place`.execute(tx)
  const runAt = new Date(now())
  await addJobs(
    tx,
    'workflow.advance',
    [...new Set(told.map(({ runId }) => runId))].map((id) => ({
      payload: { workspaceId, id },
      key: advanceKeyOf(id),
      runAt,
    })),
  )
}
