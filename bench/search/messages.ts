import type { Database } from '../../server/src/db/database.ts'
import { newId } from '../../server/src/db/id.ts'
import type { Scene } from '../../server/src/testing/scene.ts'
import { languages, type Speaker } from './speech.ts'

const batch = 5_000
const perConversation = 50

/** `count` messages of the past, of fifty a conversation, the languages in turn. They are in no log. */
export async function addMessages(database: Database, scene: Scene, speaker: Speaker, count: number): Promise<void> {
  const { workspaceId, webchat } = scene
  const conversationIds = Array.from({ length: Math.ceil(count / perConversation) }, newId)
  await database.pool.query(
    `WITH contacts AS (
       INSERT INTO contact (workspace_id, id, name) SELECT $1, id, 'Customer ' || n
       FROM unnest($2::uuid[]) WITH ORDINALITY AS c (id, n))
     INSERT INTO conversation (workspace_id, id, channel_id, contact_id, status, closed_at, queue_order, address)
     SELECT $1, id, $3, id, 'closed', now(), now(), id::text FROM unnest($2::uuid[]) AS id`,
    [workspaceId, conversationIds, webchat.channelId],
  )
  for (let from = 0; from < count; from += batch) {
    const indexes = Array.from({ length: Math.min(batch, count - from) }, (_, index) => from + index)
    await database.pool.query(
      `INSERT INTO message (workspace_id, id, conversation_id, channel_id, author_type, author_name, kind, text, state, at)
       SELECT $1, id, conversation_id, $2, 'contact', 'Customer', 'text', text, 'received', now()
       FROM unnest($3::uuid[], $4::uuid[], $5::text[]) AS m (id, conversation_id, text)`,
      [
        workspaceId,
        webchat.channelId,
        indexes.map(() => newId()),
        indexes.map((index) => conversationIds[index % conversationIds.length]),
        indexes.map((index) => speaker.message(languages[index % languages.length]!, index)),
      ],
    )
  }
}
