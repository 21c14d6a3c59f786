import type { Actor } from '@fairlead/sdk'
import { type SqlBool, sql } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import { close } from './close.ts'
import { selectWithPolicy } from './with-policy.ts'

const system: Actor = { type: 'system', id: null }

/**
 * Closes open conversations in which nobody wrote for as long as their team's policy says, assigned or not. Never one
 * in which the contact waits for an answer, and none that was taken up, woken or opened again within that time. Answers
 * how many.
 */
export async function closeInactive(database: Database, batchSize = 100): Promise<number> {
  for (let total = 0; ; ) {
    const count = await database.transact((tx) => closeBatch(tx, batchSize))
    total += count
    if (count < batchSize) return total
  }
}

async function closeBatch(tx: Tx, batchSize: number): Promise<number> {
  const rows = await selectWithPolicy(tx)
    .selectAll('c')
    .where('c.status', '=', 'open')
    .where('c.waiting_since', 'is', null)
    // By the last message alone first: there is an index.
    .where(
      sql<SqlBool>`c.last_message_at < now() - make_interval(mins => (p.settings ->> 'autoCloseMinutes')::int)
        AND greatest(c.queued_at, c.assigned_at) < now() - make_interval(mins => (p.settings ->> 'autoCloseMinutes')::int)`,
    )
    .orderBy('c.id')
    .limit(batchSize)
    .forNoKeyUpdate('c')
    .skipLocked()
    .execute()
  for (const row of rows) await close(tx, row, { by: 'inactivity', actor: system })
  return rows.length
}
