import type { Message, VisitorMessage } from '@fairlead/sdk'
import type { Db, Tx } from '../db/database.ts'
import { loadMessages } from '../messages/present.ts'

type Place = Readonly<{ workspaceId: string; channelId: string }>

/** The contact behind a visitor's address, once they have written. */
export async function findContact(db: Db | Tx, { workspaceId, channelId }: Place, address: string) {
  return db
    .selectFrom('identity as i')
    .innerJoin('contact as k', (join) =>
      join.onRef('k.workspace_id', '=', 'i.workspace_id').onRef('k.id', '=', 'i.contact_id'),
    )
    .select(['k.id', 'k.name'])
    .where('i.workspace_id', '=', workspaceId)
    .where('i.channel_id', '=', channelId)
    .where('i.address', '=', address)
    .executeTakeFirst()
}

/**
 * A visitor's conversations on the channel, the newest first: the contact's, without those that go on with another
 * address of theirs. Members may say that two visitors are one person; to the visitors themselves that opens nothing.
 */
export async function listOwnConversations(
  db: Db | Tx,
  { workspaceId, channelId }: Place,
  contactId: string,
  address: string,
) {
  return db
    .selectFrom('conversation as c')
    .leftJoin('member as m', (join) =>
      join.onRef('m.workspace_id', '=', 'c.workspace_id').onRef('m.id', '=', 'c.assignee_id'),
    )
    .select(['c.id', 'c.status', 'c.unread_count', 'm.name as assignee_name'])
    .where('c.workspace_id', '=', workspaceId)
    .where('c.channel_id', '=', channelId)
    .where('c.contact_id', '=', contactId)
    .where((where) => where.or([where('c.address', 'is', null), where('c.address', '=', address)]))
    .orderBy('c.created_at', 'desc')
    .limit(100)
    .execute()
}

const pageSize = 40

/** What was said, newest last, notes left out. `before` pages back. */
export async function readHistory(
  db: Db | Tx,
  workspaceId: string,
  conversations: readonly { id: string; unread_count: number }[],
  before: string | null,
): Promise<{ messages: VisitorMessage[]; hasOlder: boolean }> {
  if (conversations.length === 0) return { messages: [], hasOlder: false }
  const rows = await db
    .selectFrom('message')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where(
      'conversation_id',
      'in',
      conversations.map(({ id }) => id),
    )
    .where('is_note', '=', false)
    .$if(before !== null, (query) => query.where('id', '<', before!))
    .orderBy('id', 'desc')
    .limit(pageSize + 1)
    .execute()
  const ids = rows.slice(0, pageSize).map(({ id }) => id)
  const messages = await loadMessages(db, workspaceId, ids)
  const unread = before === null ? unreadIds(messages, conversations) : new Set<string>()
  return {
    messages: messages.map((message) => toVisitorMessage(message, !unread.has(message.id))),
    hasOlder: rows.length > pageSize,
  }
}

export function toVisitorMessage(message: Message, isRead: boolean): VisitorMessage {
  return {
    id: message.id,
    author: { type: message.author.type, name: message.author.name },
    kind: message.kind,
    text: message.text,
    attachments: message.attachments,
    replyTo: message.replyTo,
    clientId: message.author.type === 'contact' ? message.clientId : null,
    at: message.at,
    isRead: isRead && message.author.type === 'contact',
  }
}

/** How many messages of members a visitor has not seen. */
export async function countUnread(
  db: Db | Tx,
  workspaceId: string,
  conversationIds: readonly string[],
): Promise<number> {
  if (conversationIds.length === 0) return 0
  const { count } = await db
    .selectFrom('message')
    .select((query) => query.fn.countAll<string>().as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', 'in', conversationIds)
    .where('author_type', '=', 'member')
    .where('is_note', '=', false)
    .where('state', 'in', ['sent', 'delivered'])
    .executeTakeFirstOrThrow()
  return Number(count)
}

// A conversation that members have `n` unread of: its newest `n` messages from the contact.
function unreadIds(
  messages: readonly Message[],
  conversations: readonly { id: string; unread_count: number }[],
): Set<string> {
  return new Set(
    conversations.flatMap(({ id, unread_count }) =>
      unread_count === 0
        ? []
        : messages
            .filter((message) => message.conversationId === id && message.author.type === 'contact')
            .slice(-unread_count)
            .map((message) => message.id),
    ),
  )
}
