import { type Conversation, type conversationSort, type conversationView, type Filter, id } from '@fairlead/sdk'
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { readNearDeadlines } from '../assignment/near-deadlines.ts'
import { now } from '../db/clock.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { statusesOf, toSql } from '../filters/to-sql.ts'
import { loadView } from '../views/queries.ts'
import { presentConversation, selectConversations } from './present.ts'

type Asker = Readonly<{ workspaceId: string; memberId: string }>
type Sort = z.infer<typeof conversationSort>
type View = z.infer<typeof conversationView>

type Query = Readonly<{
  view: View
  viewId?: string | undefined
  /** With commas between them. */
  ids?: string | undefined
  sort?: Sort | undefined
  cursor?: string | undefined
  limit: number
  teamId?: string | undefined
  assigneeId?: string | undefined
  contactId?: string | undefined
  channelId?: string | undefined
}>

type Page = { data: Conversation[]; nextCursor: string | null }

/** By what each is sorted. Ids are made in the order of time: the oldest first is the order of ids, of which there is an index. */
const orders = {
  queue: { column: sql.ref('c.queue_order'), isAscending: true },
  activity: { column: sql.ref('c.last_activity_at'), isAscending: false },
  oldest: { column: sql`to_timestamp(0)`, isAscending: true },
} as const satisfies Record<Sort, { column: RawBuilder<unknown>; isAscending: boolean }>

/**
 * A page of a view, of a saved one, or of those named: as it is sorted by itself, or as is asked. The waiting are in
 * the true order of the queue; those whose deadline is near go before it.
 */
export async function listConversations(db: Db, asker: Asker, query: Query): Promise<Page> {
  const saved = query.viewId === undefined ? null : await loadView(db, asker, query.viewId)
  const isView = saved === null && query.ids === undefined
  const sort = query.sort ?? saved?.sort ?? (isView && query.view === 'waiting' ? 'queue' : 'activity')
  const select = selectOf(db, asker, query, saved?.filter ?? null)
  if (!isView || query.view !== 'waiting' || sort !== 'queue') return readPage(select, sort, query)

  const near = (await readNearDeadlines(db, asker.workspaceId)).map(({ id }) => id)
  if (near.length === 0) return readPage(select, sort, query)
  const first = query.cursor === undefined ? await readNear(select, near) : []
  const rest = select.where(sql<boolean>`c.id <> ALL (${near}::uuid[])`)
  const page = await readPage(rest, sort, query)
  return { ...page, data: [...first, ...page.data] }
}

/** How many conversations fit a filter, counted no further than shown, and the first of them. */
export async function previewFilter(
  db: Db,
  asker: Asker,
  filter: Filter,
): Promise<{ count: number; data: Conversation[] }> {
  const select = selectFitting(db, asker, filter)
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM (${select.clearSelect().select('c.id').limit(mostCounted)}) AS found`.execute(db)
  const first = await select.orderBy('c.last_activity_at', 'desc').limit(3).execute()
  return { count: rows[0]!.count, data: first.map(presentConversation) }
}

/** Beyond this many nobody wants to know how many there are, and counting would cost more with each. */
const mostCounted = 1000

/** How many there are in each view, and how many wait in each team of the asker’s; no further than a thousand. */
export async function countConversations(db: Db, { workspaceId, memberId }: Asker) {
  const counted = (condition: RawBuilder<unknown>) => sql`(SELECT count(*)::int FROM (
    SELECT FROM conversation c WHERE c.workspace_id = ${workspaceId} AND ${condition} LIMIT ${mostCounted}) AS found)`
  const waiting = sql`c.status = 'open' AND c.assignee_id IS NULL`
  const { rows } = await sql<
    Record<'mine' | 'waiting' | 'all' | 'snoozed' | 'mentions', number> & { teams: Record<string, number> }
  >`
    SELECT
      ${counted(sql`c.status = 'open' AND c.assignee_id = ${memberId}`)} AS mine,
      ${counted(waiting)} AS waiting,
      ${counted(sql`c.status = 'open'`)} AS all,
      ${counted(sql`c.status = 'snoozed'`)} AS snoozed,
      (SELECT count(*)::int FROM (SELECT DISTINCT conversation_id FROM mention
        WHERE workspace_id = ${workspaceId} AND member_id = ${memberId} AND seen_at IS NULL
        LIMIT ${mostCounted}) AS found) AS mentions,
      (SELECT coalesce(jsonb_object_agg(t.team_id, ${counted(sql`c.team_id = t.team_id AND ${waiting}`)}), '{}')
        FROM team_member t WHERE t.workspace_id = ${workspaceId} AND t.member_id = ${memberId}) AS teams`.execute(db)
  return rows[0]!
}

function selectOf(db: Db, asker: Asker, query: Query, filter: Filter | null) {
  let select = selectFirst(db, asker, query, filter)
  if (query.teamId !== undefined) select = select.where('c.team_id', '=', query.teamId)
  if (query.assigneeId !== undefined) select = select.where('c.assignee_id', '=', query.assigneeId)
  if (query.contactId !== undefined) select = select.where('c.contact_id', '=', query.contactId)
  if (query.channelId !== undefined) select = select.where('c.channel_id', '=', query.channelId)
  return select
}

function selectFirst(db: Db, asker: Asker, { ids, view }: Query, filter: Filter | null) {
  if (filter === null && ids === undefined) return selectView(db, asker, view)
  const select =
    filter === null
      ? selectConversations(db).where('c.workspace_id', '=', asker.workspaceId)
      : selectFitting(db, asker, filter)
  return ids === undefined ? select : select.where('c.id', 'in', ids.split(','))
}

type Select = ReturnType<typeof selectOf>

function selectView(db: Db, { workspaceId, memberId }: Asker, view: View) {
  const select = selectConversations(db).where('c.workspace_id', '=', workspaceId)
  if (view === 'mentions') {
    return select.where(sql<boolean>`EXISTS (SELECT FROM mention m WHERE m.workspace_id = c.workspace_id
      AND m.conversation_id = c.id AND m.member_id = ${memberId} AND m.seen_at IS NULL)`)
  }
  const inState = select.where('c.status', '=', view === 'closed' || view === 'snoozed' ? view : 'open')
  if (view === 'mine') return inState.where('c.assignee_id', '=', memberId)
  return view === 'waiting' ? inState.where('c.assignee_id', 'is', null) : inState
}

function selectFitting(db: Db, { workspaceId, memberId }: Asker, filter: Filter) {
  return selectConversations(db)
    .where('c.workspace_id', '=', workspaceId)
    .where(sql<boolean>`c.status = ANY (${[...statusesOf(filter)]}::text[])`)
    .where(toSql(filter, { meId: memberId, now: now() }))
}

async function readPage(select: Select, sort: Sort, { cursor, limit }: Query): Promise<Page> {
  const { column, isAscending } = orders[sort]
  const after = cursor === undefined ? null : readCursor(cursor)
  // Microseconds survive only as text: a page boundary must not fall between two of one millisecond.
  let ordered = select.select(sql<string>`extract(epoch FROM ${column})::numeric::text`.as('order_key'))
  if (after && sort === 'oldest') {
    ordered = ordered.where('c.id', '>', after.id)
  } else if (after) {
    const place = sql`(${column}, c.id)`
    const mark = sql`(to_timestamp(0) + ${after.key} * interval '1 second', ${after.id}::uuid)`
    ordered = ordered.where(isAscending ? sql<boolean>`${place} > ${mark}` : sql<boolean>`${place} < ${mark}`)
  }

  const direction = isAscending ? 'asc' : 'desc'
  const byKey = sort === 'oldest' ? ordered : ordered.orderBy(column, direction)
  const rows = await byKey
    .orderBy('c.id', direction)
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    data: page.map(presentConversation),
    nextCursor: rows.length > limit && last ? `${last.order_key}_${last.id}` : null,
  }
}

// Those of the view, in the order given.
async function readNear(select: Select, near: readonly string[]): Promise<Conversation[]> {
  const rows = await select.where('c.id', 'in', near).execute()
  const byId = new Map(rows.map((row) => [row.id, presentConversation(row)]))
  return near.flatMap((each) => byId.get(each) ?? [])
}

function readCursor(cursor: string): { key: string; id: string } {
  const [key = '', mark = '', ...rest] = cursor.split('_')
  if (rest.length > 0 || !/^\d{1,12}(\.\d{1,6})?$/.test(key) || !id.safeParse(mark).success) {
    throw new AppError('invalid_request', { detail: 'cursor: is not one that this list gave.' })
  }
  return { key, id: mark }
}
