/**
 * The job `workflow.request`: asks another system, and tells the run what it answered, in one transaction with the job
 * that has the run go on. Whoever is killed in between asks again with the same idempotency key.
 */
import { sql } from 'kysely'
import { now } from '../../db/clock.ts'
import type { Database, Db, Tx } from '../../db/database.ts'
import type { Providers } from '../../providers/providers.ts'
import type { RunEvent } from '../interpreter/run-event.ts'
import { type Asking, enqueueAsking } from './asking.ts'
import { type Answer, askSystem } from './http-request.ts'
import { tellRun } from './inbox.ts'
import { sendStepMail } from './mail.ts'
import { lockRun } from './run-row.ts'

const [second, minute, hour] = [1000, 60_000, 3_600_000]
/** A run waits for it, and so may a customer. */
const waitsOfRequest = [2 * second, 8 * second, 30 * second, 2 * minute, 5 * minute]
/** As webhooks are told: nobody waits. */
const waitsOfTelling = [10 * second, minute, 5 * minute, 15 * minute, hour, 2 * hour, 4 * hour, 8 * hour, 8 * hour]
const longestWaitMs = 10 * minute

export async function requestForRun(
  database: Database,
  providers: Providers,
  asking: Asking,
  stopping?: AbortSignal,
): Promise<void> {
  if (asking.effect.do === 'request' && !(await isAwaited(database.db, asking))) return
  const answer = await askFor(database, providers, asking, stopping)
  // It hung while we stop: nothing is known of it, and another worker asks again.
  if (stopping?.aborted && answer.kind === 'failure') throw new Error('the server stops')
  await database.transact((tx) => settle(tx, asking, answer))
}

/** So many of the workspace hang at this moment that it waits until others have had their turn. */
export async function postponeAsking(database: Database, asking: Asking): Promise<void> {
  await database.transact((tx) => enqueueAsking(tx, asking, new Date(now() + second)))
}

/** Asked for by a run that was cancelled meanwhile, or that knows the answer already. */
async function isAwaited(db: Db | Tx, { workspaceId, id, effect }: Asking): Promise<boolean> {
  const row = await db
    .selectFrom('workflow_run')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .where(sql<boolean>`state #>> '{waiting,effectId}' = ${effect.id} AND NOT EXISTS (
      SELECT FROM workflow_run_event e WHERE e.workspace_id = workflow_run.workspace_id
        AND e.run_id = workflow_run.id AND e.event ->> 'effectId' = ${effect.id})`)
    .executeTakeFirst()
  return row !== undefined
}

function askFor(database: Database, providers: Providers, asking: Asking, signal?: AbortSignal): Promise<Answer> {
  const { effect } = asking
  return effect.do === 'email'
    ? sendStepMail(database, providers, { ...asking, effect })
    : askSystem(database.db, providers, { ...asking, effect }, signal)
}

async function settle(tx: Tx, asking: Asking, answer: Answer): Promise<void> {
  const waitMs = waitBefore(asking, answer)
  if (waitMs !== null) {
    await enqueueAsking(tx, { ...asking, tries: asking.tries + 1 }, new Date(now() + waitMs))
  } else if (asking.effect.do === 'request') {
    await tellOf(tx, asking, answer)
  } else if (answer.kind === 'failure' || answer.status >= 400) {
    await noteLost(tx, asking, answer)
  }
}

/** Null: it is not asked again. */
function waitBefore({ effect, tries }: Asking, answer: Answer): number | null {
  const isRepeated =
    answer.kind === 'answer'
      ? answer.isWorthRetry || (effect.do === 'webhook' && answer.status >= 400)
      : answer.isWorthRetry
  if (!isRepeated) return null
  const waits = effect.do === 'request' ? waitsOfRequest.slice(0, effect.retries) : waitsOfTelling
  const waitMs = waits[tries]
  if (waitMs === undefined) return null
  const wanted = answer.kind === 'answer' ? (answer.retryAfterMs ?? 0) : 0
  return Math.max(waitMs, Math.min(wanted, longestWaitMs))
}

async function tellOf(tx: Tx, asking: Asking, answer: Answer): Promise<void> {
  // Held before it is told, so that it still waits for this when it is.
  await lockRun(tx, asking)
  if (!(await isAwaited(tx, asking))) return
  await tellRun(tx, asking, toEvent(asking, answer))
}

function toEvent({ effect: { id: effectId } }: Asking, answer: Answer): RunEvent {
  if (answer.kind === 'failure') return { type: 'failed', effectId, code: answer.code, message: answer.detail }
  const { status, body } = answer
  return { type: 'done', effectId, result: { do: 'request', status, body } }
}

// The run has gone on long since; whoever looks for what became of it finds it beside the step.
async function noteLost(tx: Tx, { workspaceId, id, stepId }: Asking, answer: Answer): Promise<void> {
  const detail = answer.kind === 'failure' ? answer.detail : `It was answered with status ${answer.status}.`
  await sql`
    UPDATE workflow_run_step SET error = ${`It never came through. ${detail}`}
    WHERE workspace_id = ${workspaceId} AND run_id = ${id} AND place = (SELECT max(place) FROM workflow_run_step
      WHERE workspace_id = ${workspaceId} AND run_id = ${id} AND step_id = ${stepId})`.execute(tx)
}
