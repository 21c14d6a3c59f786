/**
 * What the log no longer tells of: where it does not reach back to its beginning, all messages and contacts are read
 * once, the newest first, a page at a time and each page as a job of its own.
 */
import { sql } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import { addJob } from '../jobs/add.ts'
import { indexContacts } from './index-contacts.ts'
import { indexMessages } from './index-messages.ts'

const pageSize = 500
const what = ['message', 'contact'] as const
type Page = Readonly<{ workspaceId: string; what: (typeof what)[number]; before: string | null }>

/** Begins in each workspace where it has not been begun. */
export async function fillDue(database: Database): Promise<void> {
  const { rows } = await sql<{ due: boolean }>`/* search.due */ SELECT EXISTS (${due}) AS due`.execute(database.db)
  if (!rows[0]?.due) return
  await database.transact(async (tx) => {
    const begun = await sql<{ workspace_id: string }>`
      INSERT INTO log_cursor (workspace_id, reader, sequence) ${due}
      ON CONFLICT DO NOTHING RETURNING workspace_id`.execute(tx)
    for (const { workspace_id: workspaceId } of begun.rows) {
      for (const each of what) await enqueue(tx, { workspaceId, what: each, before: null })
    }
  })
}

const due = sql`SELECT s.workspace_id, 'search.fill', s.dropped FROM event_sequence s
  WHERE s.dropped > 0 AND NOT EXISTS (
    SELECT FROM log_cursor c WHERE c.workspace_id = s.workspace_id AND c.reader = 'search.fill')`

/** One page, and the job for the next one. */
export async function fillPage(database: Database, page: Page): Promise<void> {
  await database.transact(async (tx) => {
    const last = await index(tx, page)
    if (last !== null) await enqueue(tx, { ...page, before: last })
  })
}

/** All of a workspace at once, for those who wait for it. */
export async function fillWorkspace(database: Database, workspaceId: string): Promise<void> {
  for (const each of what) {
    let before: string | null = null
    do before = await database.transact((tx): Promise<string | null> => index(tx, { workspaceId, what: each, before }))
    while (before !== null)
  }
}

async function index(tx: Tx, { workspaceId, what, before }: Page): Promise<string | null> {
  const rows = await tx
    .selectFrom(what)
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .$if(before !== null, (query) => query.where('id', '<', before!))
    .orderBy('id', 'desc')
    .limit(pageSize)
    .execute()
  const ids = rows.map(({ id }) => id)
  await (what === 'message' ? indexMessages : indexContacts)(tx, workspaceId, ids)
  return ids.length < pageSize ? null : ids.at(-1)!
}

async function enqueue(tx: Tx, page: Page): Promise<void> {
  await addJob(tx, 'search.fill', page, { key: `search:${page.what}:${page.workspaceId}` })
}
