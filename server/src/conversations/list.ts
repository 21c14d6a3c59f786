import { type Conversation, type conversationView, id } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { presentConversation, selectConversations } from './present.ts'

type Query = Readonly<{
  view: z.infer<typeof conversationView>
  cursor?: string | undefined
  limit: number
  teamId?: string | undefined
  assigneeId?: string | undefined
  contactId?: string | undefined
  channelId?: string | undefined
}>

/** A page of a view: the waiting in the true order of the queue, everything else by its last activity. */
export async function listConversations(
  db: Db,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
  query: Query,
): Promise<{ data: Conversation[]; nextCursor: string | null }> {
  const isQueue = query.view === 'waiting'
  const order = isQueue ? 'c.queue_order' : 'c.last_activity_at'
  const after = query.cursor === undefined ? null : readCursor(query.cursor)

  let select = selectConversations(db)
    .where('c.workspace_id', '=', workspaceId)
    .where('c.status', '=', query.view === 'closed' || query.view === 'snoozed' ? query.view : 'open')
    // Microseconds survive only as text: a page boundary must not fall between two of one millisecond.
    .select(sql<string>`extract(epoch FROM ${sql.ref(order)})::numeric::text`.as('order_key'))
  if (query.view === 'mine') select = select.where('c.assignee_id', '=', memberId)
  if (isQueue) select = select.where('c.assignee_id', 'is', null)
  if (query.teamId !== undefined) select = select.where('c.team_id', '=', query.teamId)
  if (query.assigneeId !== undefined) select = select.where('c.assignee_id', '=', query.assigneeId)
  if (query.contactId !== undefined) select = select.where('c.contact_id', '=', query.contactId)
  if (query.channelId !== undefined) select = select.where('c.channel_id', '=', query.channelId)
  if (after) {
    const place = sql`(${sql.ref(order)}, c.id)`
    const mark = sql`(to_timestamp(0) + ${after.key} * interval '1 second', ${after.id}::uuid)`
    select = select.where(isQueue ? sql<boolean>`${place} > ${mark}` : sql<boolean>`${place} < ${mark}`)
  }

  const direction = isQueue ? 'asc' : 'desc'
  const rows = await select
    .orderBy(order, direction)
    .orderBy('c.id', direction)
    .limit(query.limit + 1)
    .execute()
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    data: page.map(presentConversation),
    nextCursor: rows.length > query.limit && last ? `${last.order_key}_${last.id}` : null,
  }
}

/** How many there are in each view. */
export async function countConversations(db: Db, { workspaceId, memberId }: { workspaceId: string; memberId: string }) {
  const { rows } = await sql<{ mine: number; waiting: number; all: number; snoozed: number }>`
    SELECT
      count(*) FILTER (WHERE status = 'open' AND assignee_id = ${memberId})::int AS mine,
      count(*) FILTER (WHERE status = 'open' AND assignee_id IS NULL)::int AS waiting,
      count(*) FILTER (WHERE status = 'open')::int AS all,
      count(*) FILTER (WHERE status = 'snoozed')::int AS snoozed
    FROM conversation WHERE workspace_id = ${workspaceId} AND status IN ('open', 'snoozed')`.execute(db)
  return rows[0]!
}

function readCursor(cursor: string): { key: string; id: string } {
  const [key = '', mark = '', ...rest] = cursor.split('_')
  if (rest.length > 0 || !/^\d{1,12}(\.\d{1,6})?$/.test(key) || !id.safeParse(mark).success) {
    throw new AppError('invalid_request', { detail: 'cursor: is not one that this list gave.' })
  }
  return { key, id: mark }
}
