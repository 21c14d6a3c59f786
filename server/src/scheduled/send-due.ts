import type { Actor } from '@fairlead/sdk'
import { sql } from 'kysely'
import { reply } from '../conversations/reply.ts'
import { noteUnsent } from '../conversations/undelivered.ts'
import { now } from '../db/clock.ts'
import type { Database, Tx } from '../db/database.ts'
import { AppError, found } from '../errors.ts'
import { loadMember } from '../members/queries.ts'
import { enqueueScheduled, holdScheduled, removeScheduled, tellScheduled } from './scheduled.ts'

type Due = Readonly<{ workspaceId: string; id: string }>

const system: Actor = { type: 'system', id: null }

/**
 * The job: what is due becomes a reply, and is judged as one, now. What is refused stays, with the reason, until
 * somebody changes it; what merely went wrong is tried again by the queue of jobs.
 */
export async function sendScheduled(database: Database, due: Due): Promise<void> {
  try {
    await database.transact((tx) => send(tx, due))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await database.transact((tx) => keepError(tx, due, error))
  }
}

async function send(tx: Tx, { workspaceId, id }: Due): Promise<void> {
  const row = await holdScheduled(tx, workspaceId, id)
  // Sent, taken back or put off meanwhile.
  if (row === undefined || row.error !== null || row.due_at.getTime() > now()) return
  const author = found(await loadMember(tx, workspaceId, row.member_id))
  if (author.isDeactivated) throw new AppError('member_deactivated')
  await reply(tx, {
    ...row.body,
    ...{ workspaceId, id: row.conversation_id, author: { memberId: author.id, name: author.name } },
    clientId: `scheduled ${id}`,
  })
  await removeScheduled(tx, row, { by: 'sent', actor: { type: 'member', id: author.id } })
}

async function keepError(tx: Tx, { workspaceId, id }: Due, { code, message }: AppError): Promise<void> {
  const held = await holdScheduled(tx, workspaceId, id)
  if (held === undefined || held.error !== null || held.due_at.getTime() > now()) return
  const row = await tx
    .updateTable('scheduled_message')
    .set({ error: JSON.stringify({ code, detail: message }) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  tellScheduled(tx, 'scheduled_message.changed', row, system)
  await noteUnsent(tx, { workspaceId, conversationId: row.conversation_id, id })
}

/** What is due and has no job any more, one that failed too often for example, gets a new one. Answers how many. */
export async function sendForgotten(database: Database): Promise<number> {
  const { rows } = await sql<{ workspace_id: string; id: string }>`
    SELECT s.workspace_id, s.id FROM scheduled_message s
    WHERE s.error IS NULL AND s.due_at < now() - interval '1 minute'
      AND NOT EXISTS (SELECT FROM graphile_worker.jobs j
        WHERE j.key = 'scheduled:' || s.id AND j.attempts < j.max_attempts)
    ORDER BY s.due_at LIMIT 500`.execute(database.db)
  if (rows.length === 0) return 0
  await database.transact(async (tx) => {
    for (const { workspace_id: workspaceId, id } of rows)
      await enqueueScheduled(tx, { workspaceId, id, dueAt: new Date(now()) })
  })
  return rows.length
}
