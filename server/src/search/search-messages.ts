import type { MessageHit } from '@fairlead/sdk'
import { type RawBuilder, sql } from 'kysely'
import { loadConversations } from '../conversations/present.ts'
import type { Database, Db } from '../db/database.ts'
import { findCandidates, messageTable } from './candidates.ts'
import { checkCursor, collect, withinSeconds } from './collect.ts'
import { toQuery, wantedWords } from './grams.ts'
import { excerptOf, findRanges, type Range } from './highlight.ts'
import { fileNames, searchedText } from './index-messages.ts'
import type { Word } from './words.ts'

type Query = Readonly<{
  q: string
  contactId?: string | undefined
  channelId?: string | undefined
  cursor?: string | undefined
  limit: number
}>

/** Messages and notes that have all the words, the newest first. */
export async function searchMessages(
  database: Database,
  workspaceId: string,
  query: Query,
): Promise<{ data: MessageHit[]; nextCursor: string | null }> {
  const words = wantedWords(query.q)
  const before = checkCursor(query.cursor)
  if (words.length === 0) return { data: [], nextCursor: null }

  return withinSeconds(database, async (db) => {
    const asked = { workspaceId, query: toQuery(words), before, filter: filterOf(workspaceId, query) }
    const { hits, nextCursor } = await collect(findCandidates(db, messageTable, asked), query.limit, (ids) =>
      readHits(db, workspaceId, ids, words),
    )
    const ids = [...new Set(hits.map((hit) => hit.conversation_id))]
    const conversations = new Map((await loadConversations(db, workspaceId, ids)).map((each) => [each.id, each]))
    return {
      data: hits.flatMap((hit) => {
        const conversation = conversations.get(hit.conversation_id)
        return conversation ? [present(hit, conversation)] : []
      }),
      nextCursor,
    }
  })
}

type Hit = Readonly<{
  id: string
  conversation_id: string
  author_type: MessageHit['authorType']
  author_name: string
  is_note: boolean
  at: Date
  searched: string
  ranges: Range[]
}>

async function readHits(db: Db, workspaceId: string, ids: readonly string[], words: readonly Word[]) {
  const { rows } = await sql<Omit<Hit, 'searched' | 'ranges'> & { text: string; names: string[] }>`/* search.check */
    SELECT m.id, m.conversation_id, m.author_type, m.author_name, m.is_note, m.at, m.text, ${fileNames} AS names FROM message m
    WHERE m.workspace_id = ${workspaceId} AND m.id = ANY (${ids}::uuid[]) AND m.deleted_at IS NULL`.execute(db)
  return new Map(
    rows.flatMap((row): [string, Hit][] => {
      const searched = searchedText(row)
      const ranges = findRanges(searched, words)
      return ranges === null ? [] : [[row.id, { ...row, searched, ranges }]]
    }),
  )
}

function present(hit: Hit, conversation: MessageHit['conversation']): MessageHit {
  return {
    messageId: hit.id,
    conversation,
    authorType: hit.author_type,
    authorName: hit.author_name,
    isNote: hit.is_note,
    at: hit.at.toISOString(),
    ...excerptOf(hit.searched, hit.ranges),
  }
}

function filterOf(workspaceId: string, { contactId, channelId }: Query): RawBuilder<boolean> | null {
  if (contactId === undefined && channelId === undefined) return null
  return sql<boolean>`s.conversation_id IN (
    SELECT c.id FROM conversation c WHERE c.workspace_id = ${workspaceId}
      ${contactId === undefined ? sql`` : sql`AND c.contact_id = ${contactId}`}
      ${channelId === undefined ? sql`` : sql`AND c.channel_id = ${channelId}`})`
}
