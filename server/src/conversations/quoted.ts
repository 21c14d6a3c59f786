import type { Message } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'

type Quote = NonNullable<Message['replyTo']>

type Incoming = Readonly<{
  workspaceId: string
  channelId: string
  contact: Readonly<{ id: string }>
  providerId: string | null
  replyToProviderId: string | null
  replyToId?: string | null
}>

/** What messages answer to: of the same contact, in any conversation of theirs on the channel. */
export type Quoted = Readonly<{
  byProviderId: Map<string, Quote>
  byId: Map<string, Quote>
  remember: (incoming: Incoming, message: Message) => void
}>

const longest = 200

export function isAnswer({ replyToProviderId, replyToId }: Incoming): boolean {
  return replyToProviderId !== null || Boolean(replyToId)
}

export async function findQuoted(tx: Tx, incoming: readonly Incoming[]): Promise<Quoted> {
  const wanted = incoming.filter(isAnswer).map((each) => ({
    ...{ workspace_id: each.workspaceId, channel_id: each.channelId, contact_id: each.contact.id },
    ...{ provider_id: each.replyToProviderId, id: each.replyToId ?? null },
  }))
  const { rows } = await sql<Quote & { channelId: string; contactId: string; providerId: string | null }>`
    SELECT DISTINCT m.id, m.author_name AS "authorName", m.provider_id AS "providerId", m.channel_id AS "channelId",
      c.contact_id AS "contactId", CASE WHEN m.deleted_at IS NULL THEN left(m.text, ${longest}) ELSE '' END AS text
    FROM json_to_recordset(${JSON.stringify(wanted)}::json)
      AS w (workspace_id uuid, channel_id uuid, contact_id uuid, provider_id text, id uuid)
    JOIN message m ON m.workspace_id = w.workspace_id
      AND (m.id = w.id OR (m.channel_id = w.channel_id AND m.provider_id = w.provider_id))
    JOIN conversation c ON c.workspace_id = m.workspace_id AND c.id = m.conversation_id
      AND c.contact_id = w.contact_id`.execute(tx)
  const quoted = nothingQuoted()
  for (const { id, authorName, text, providerId, channelId, contactId } of rows) {
    quoted.byId.set(id, { id, authorName, text })
    if (providerId !== null) quoted.byProviderId.set(keyOf(channelId, contactId, providerId), { id, authorName, text })
  }
  return quoted
}

/** Nothing yet: one that comes just now may be answered by the next. */
export function nothingQuoted(): Quoted {
  const byProviderId = new Map<string, Quote>()
  return {
    byProviderId,
    byId: new Map(),
    remember({ channelId, contact, providerId }, { id, author, text }) {
      if (providerId === null) return
      // As PostgreSQL counts: by characters.
      const start = text.length <= longest ? text : [...text].slice(0, longest).join('')
      byProviderId.set(keyOf(channelId, contact.id, providerId), { id, authorName: author.name, text: start })
    },
  }
}

export function quoteOf(quoted: Quoted, { channelId, contact, replyToProviderId, replyToId }: Incoming): Quote | null {
  if (replyToId) return quoted.byId.get(replyToId) ?? null
  if (replyToProviderId === null) return null
  return quoted.byProviderId.get(keyOf(channelId, contact.id, replyToProviderId)) ?? null
}

function keyOf(channelId: string, contactId: string, providerId: string): string {
  return `${channelId} ${contactId} ${providerId}`
}
