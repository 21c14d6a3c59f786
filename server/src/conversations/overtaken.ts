/** A message that came after the answer to it: its sender wrote on before the first was through. */
import { sql } from 'kysely'
import type { InboundMessage } from '../channels/inbound.ts'
import type { Tx } from '../db/database.ts'

/** How far one may come after the answer to it. */
const within = '3 days'

type Beginning = Readonly<{
  index: number
  place: Readonly<{ workspaceId: string; channelId: string }>
  event: Pick<InboundMessage, 'providerId' | 'contact'>
}>

/** The threads of answers to these messages, by index; only from the same sender, for anybody may name any id. */
export async function findOvertaken(tx: Tx, beginning: readonly Beginning[]): Promise<ReadonlyMap<number, string>> {
  if (beginning.length === 0) return new Map()
  const wanted = beginning.map(({ index, place, event: { providerId, contact } }) => ({
    ...{ index, workspace_id: place.workspaceId, channel_id: place.channelId },
    ...{ provider_id: providerId, address: contact.addresses[0] },
  }))
  const { rows } = await sql<{ index: number; thread: string }>`/* conversation.find-overtaken */
    SELECT DISTINCT ON (w.index) w.index, c.thread
    FROM json_to_recordset(${JSON.stringify(wanted)}::json)
      AS w (index int, workspace_id uuid, channel_id uuid, provider_id text, address text)
    JOIN identity i ON i.workspace_id = w.workspace_id AND i.channel_id = w.channel_id AND i.address = w.address
    JOIN conversation c ON c.workspace_id = w.workspace_id AND c.contact_id = i.contact_id
      AND c.channel_id = w.channel_id AND c.thread <> '' AND c.created_at > clock_timestamp() - ${within}::interval
    JOIN message m ON m.workspace_id = w.workspace_id AND m.conversation_id = c.id AND m.author_type = 'contact'
      AND w.provider_id = ANY (string_to_array(m.provider_data ->> 'references', ' '))
    ORDER BY w.index, c.created_at`.execute(tx)
  return new Map(rows.map(({ index, thread }) => [index, thread]))
}
