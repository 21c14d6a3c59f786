import type { Event, VisitorEvent } from '@fairlead/sdk'
import type { Db } from '../db/database.ts'
import type { LiveEvents } from '../events/live.ts'
import { loadMessages } from '../messages/present.ts'
import { countUnread, findContact, listOwnConversations, toVisitorMessage } from './history.ts'
import type { WebchatChannel } from './session.ts'
import type { Visitor } from './visitor.ts'

export type VisitorItem = Readonly<{ id: number; event: VisitorEvent['type']; data: VisitorEvent }>

/** What a visitor is told live: the log, reduced to their own conversation and to what is theirs to see. */
export async function* followAsVisitor(
  { db, live }: { db: Db; live: LiveEvents },
  channel: WebchatChannel,
  visitor: Visitor,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<readonly VisitorItem[]> {
  let contactId = (await findContact(db, channel, visitor.address))?.id ?? null
  const listOwn = async (id: string) =>
    (await listOwnConversations(db, channel, id, visitor.address)).map((conversation) => conversation.id)
  const own = new Set(contactId ? await listOwn(contactId) : [])

  for await (const events of live.subscribe(channel.workspaceId, after, signal)) {
    const items: VisitorItem[] = []
    for (const event of events) {
      if (isOfContact(event)) {
        const isSelf = event.data.contact.identities.some(
          ({ channelId, address }) => channelId === channel.channelId && address === visitor.address,
        )
        // Somebody whose contact was merged into another is that one from now on.
        if (isSelf) contactId = event.data.contact.id
        // The contact has signed in since, and is to be spoken to as the user they are.
        else if (event.data.contact.id === contactId) return
      }
      if (event.type === 'conversation.opened' && event.data.conversation.contact.id === contactId) {
        for (const id of await listOwn(contactId)) own.add(id)
      }
      if (!own.has(event.subjectId)) continue
      for (const told of await translate(db, channel, event, own)) {
        items.push({ id: event.sequence, event: told.type, data: told })
      }
    }
    if (items.length > 0) yield items
  }
}

function isOfContact(event: Event) {
  return event.type === 'contact.created' || event.type === 'contact.changed' || event.type === 'contact.merged'
}

async function translate(
  db: Db,
  channel: WebchatChannel,
  event: Event,
  own: ReadonlySet<string>,
): Promise<VisitorEvent[]> {
  switch (event.type) {
    case 'message.created':
    case 'message.changed': {
      const { message } = event.data
      if (message.isNote) return []
      const told: VisitorEvent = { type: 'message', message: toVisitorMessage(message, false) }
      if (message.author.type !== 'member') return [told]
      const isSeen = event.type === 'message.created' && event.data.conversation.unreadCount === 0
      const seen = isSeen ? await readSeen(db, channel.workspaceId, event.subjectId) : []
      return [...seen, told, { type: 'unread', count: await countUnread(db, channel.workspaceId, [...own]) }]
    }
    case 'conversation.read':
      return readSeen(db, channel.workspaceId, event.subjectId)
    case 'conversation.assigned':
    case 'conversation.unassigned':
    case 'conversation.closed':
    case 'conversation.reopened':
      return [{ type: 'assignee', assignee: await assigneeOf(db, channel.workspaceId, event.subjectId) }]
    default:
      return []
  }
}

async function assigneeOf(db: Db, workspaceId: string, conversationId: string): Promise<{ name: string } | null> {
  const row = await db
    .selectFrom('conversation as c')
    .innerJoin('member as m', (join) =>
      join.onRef('m.workspace_id', '=', 'c.workspace_id').onRef('m.id', '=', 'c.assignee_id'),
    )
    .select('m.name')
    .where('c.workspace_id', '=', workspaceId)
    .where('c.id', '=', conversationId)
    .where('c.status', '<>', 'closed')
    .executeTakeFirst()
  return row ?? null
}

// The visitor's newest words, now that a member has looked; what is older was seen before.
async function readSeen(db: Db, workspaceId: string, conversationId: string): Promise<VisitorEvent[]> {
  const rows = await db
    .selectFrom('message')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('author_type', '=', 'contact')
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
  const messages = await loadMessages(
    db,
    workspaceId,
    rows.map(({ id }) => id),
  )
  return messages.map((message) => ({ type: 'message', message: toVisitorMessage(message, true) }))
}
