import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import type { ConversationRow } from './change.ts'
import type { Author } from './store-reply.ts'

type Note = Readonly<{
  author: Author
  text: string
  clientId: string | null
  mentionIds: readonly string[]
}>

/** Stores what only members read, and answers its id. */
export async function storeNote(tx: Tx, row: ConversationRow, note: Note): Promise<string> {
  const { author, text, clientId, mentionIds } = note
  const id = newId()
  await tx
    .insertInto('message')
    .values({
      workspace_id: row.workspace_id,
      id,
      conversation_id: row.id,
      channel_id: row.channel_id,
      author_type: author.type,
      author_id: author.id,
      author_name: author.name,
      is_note: true,
      kind: 'text',
      text,
      client_id: clientId,
      mention_ids: [...mentionIds],
      state: 'received',
      at: sql<Date>`clock_timestamp()`,
    })
    .execute()
  return id
}
