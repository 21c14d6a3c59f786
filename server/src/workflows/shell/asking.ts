/**
 * What leaves the database: other systems and mail servers are told by a job, which commits together with the state that
 * wants it. A run waits for the answer of a `request`. It does not wait for what it only tells, `webhook` and `email`:
 * these are tried for hours, and what never came through is noted in the run's history.
 */
import { createHash } from 'node:crypto'
import type { Tx } from '../../db/database.ts'
import { addJob } from '../../jobs/add.ts'
import type { JobPayloads } from '../../jobs/list.ts'
import type { EffectOf } from '../interpreter/effect.ts'
import { Refused } from './refused.ts'
import type { Running } from './running.ts'

type Asked = EffectOf<'request'> | EffectOf<'webhook'> | EffectOf<'email'>

export type Asking = JobPayloads['workflow.request']

/** Of one server so many at a time: one that hangs keeps those waiting who ask the same one, and nobody else. */
const atOnce = 2
/** Who knows how many servers a contact’s address names; those of a number wait for each other. */
const numbers = 64

export async function enqueueAsking(tx: Tx, asking: Asking, runAt?: Date): Promise<void> {
  const { workspaceId, id, effect } = asking
  await addJob(tx, 'workflow.request', asking, {
    key: keyOf(id, effect.id),
    queue: `ask:${workspaceId}:${numberOf(serverOf(asking))}:${Number.parseInt(id.slice(-4), 16) % atOnce}`,
    flags: [workspaceId],
    ...(runAt ? { runAt } : {}),
  })
}

function serverOf({ workflowId, effect }: Asking): string {
  if (effect.do === 'email') return 'email'
  return URL.canParse(effect.url) ? new URL(effect.url).hostname : workflowId
}

function numberOf(server: string): number {
  return createHash('sha256').update(server).digest().readUInt16BE() % numbers
}

function keyOf(runId: string, effectId: string): string {
  return `request:${runId}:${effectId}`
}

export async function ask(tx: Tx, run: Running, effect: Asked): Promise<void> {
  if (effect.do !== 'request' && effect.do !== 'webhook') await requireMailbox(tx, run)
  const { workspaceId, id, workflowId, state } = run
  await enqueueAsking(tx, { workspaceId, id, workflowId, stepId: state.stepId, effect, tries: 0 })
}

async function requireMailbox(tx: Tx, { workspaceId }: Running): Promise<void> {
  if ((await findMailbox(tx, workspaceId)) !== null) return
  throw new Refused('no_email_channel', 'The workspace has no e-mail channel to send from. Connect one.')
}

/** The channel that mail of workflows goes out by: the oldest that works. */
export async function findMailbox(db: Pick<Tx, 'selectFrom'>, workspaceId: string): Promise<string | null> {
  const row = await db
    .selectFrom('channel')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('type', '=', 'email')
    .where('deleted_at', 'is', null)
    .orderBy((eb) => eb('status', '=', 'active'), 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}
