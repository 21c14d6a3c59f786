import { id, type Message } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { AppError, found } from '../errors.ts'
import { loadMessages } from './present.ts'

type Where = Readonly<{
  /** The id to go on before, towards the older. */
  cursor?: string | undefined
  /** The id to go on after, towards the newer. */
  after?: string | undefined
  /** The id of a message to have in the middle. */
  around?: string | undefined
  /** Like it: the first message from this instant on. */
  at?: string | undefined
  limit: number
}>

type Page = Readonly<{ data: Message[]; nextCursor: string | null; newerCursor: string | null }>
type Place = Readonly<{ workspaceId: string; conversationId: string }>
type Run = Readonly<{ ids: readonly string[]; hasMore: boolean }>

const none: Run = { ids: [], hasMore: false }

/** Messages and notes of a conversation, newest first: the newest, or those on either side of a message. */
export async function listMessages(
  db: Db,
  workspaceId: string,
  conversationId: string,
  { cursor, after, around, at, limit }: Where,
): Promise<Page> {
  if (cursor !== undefined && !id.safeParse(cursor).success) {
    throw new AppError('invalid_request', { detail: 'cursor: is not one that this list gave.' })
  }
  const place = { workspaceId, conversationId }
  found(
    await db
      .selectFrom('conversation')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', conversationId)
      .executeTakeFirst(),
  )
  if (after !== undefined) return present(db, place, none, await newer(db, place, '>', after, limit))

  const middle = at === undefined ? around : await firstFrom(db, place, at)
  // After the last one there is only the end.
  if (middle === undefined) return present(db, place, await older(db, place, cursor, limit), none)
  if (around !== undefined) await requireMessage(db, place, around)
  const [before, behind] = await Promise.all([
    older(db, place, middle, limit >> 1),
    newer(db, place, '>=', middle, limit - (limit >> 1)),
  ])
  return present(db, place, before, behind)
}

async function older(db: Db, place: Place, before: string | undefined, limit: number): Promise<Run> {
  const rows = await ofConversation(db, place)
    .$if(before !== undefined, (query) => query.where('id', '<', before!))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return { ids: rows.slice(0, limit).map((row) => row.id), hasMore: rows.length > limit }
}

async function newer(db: Db, place: Place, beyond: '>' | '>=', middle: string, limit: number): Promise<Run> {
  const rows = await ofConversation(db, place)
    .where('id', beyond, middle)
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  return { ids: rows.slice(0, limit).map((row) => row.id), hasMore: rows.length > limit }
}

// `before` is newest first, `behind` oldest first: they meet in the middle.
async function present(db: Db, { workspaceId }: Place, before: Run, behind: Run): Promise<Page> {
  return {
    data: await loadMessages(db, workspaceId, [...before.ids, ...behind.ids], 'desc'),
    nextCursor: before.hasMore ? before.ids.at(-1)! : null,
    newerCursor: behind.hasMore ? behind.ids.at(-1)! : null,
  }
}

// By when they were written: their ids tell when they were stored.
async function firstFrom(db: Db, place: Place, at: string): Promise<string | undefined> {
  const row = await ofConversation(db, place)
    .where('at', '>=', sql<Date>`${at}::timestamptz`)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

async function requireMessage(db: Db, place: Place, messageId: string): Promise<void> {
  found(await ofConversation(db, place).where('id', '=', messageId).executeTakeFirst())
}

function ofConversation(db: Db, { workspaceId, conversationId }: Place) {
  return db
    .selectFrom('message')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
}
