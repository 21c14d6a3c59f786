import type { Event, VisitorEvent } from '@fairlead/sdk'
import type { Db } from '../db/database.ts'
import { eventOf, type Frame, keyOf } from '../events/frame.ts'
import type { LiveEvents } from '../events/live.ts'
import type { Interest } from '../events/reader.ts'
import { loadMessages } from '../messages/present.ts'
import { countUnread, findContact, listOwnConversations, toVisitorMessage } from './history.ts'
import type { WebchatChannel } from './session.ts'
import type { Visitor } from './visitor.ts'

export type VisitorItem = Readonly<
  | { id: number; event: VisitorEvent['type']; data: VisitorEvent }
  | { id: number; event: 'cursor'; data: { cursor: number } }
>

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
  const where = { workspaceId: channel.workspaceId, after, interest: new VisitorInterest(visitor, contactId, own) }

  for await (const { events, cursor } of live.subscribe(where, signal)) {
    const items: VisitorItem[] = []
    for (const event of events) {
      if (isOfContact(event)) {
        // Somebody whose contact was merged into another is that one from now on.
        if (isSelf(event, visitor)) contactId = event.data.contact.id
        // The contact has signed in since, and is to be spoken to as the user they are.
        else if (event.data.contact.id === contactId) return
      }
      if (event.type === 'conversation.opened' && event.data.conversation.contact.id === contactId) {
        for (const id of await listOwn(contactId)) own.add(id)
      }
      if (!own.has(event.subjectId)) continue
      const told = await translate(db, channel, event, own)
      for (const [index, data] of told.entries()) {
        // A stream may break between them: whoever has not heard the last of an event has yet to hear it.
        const id = index === told.length - 1 ? event.sequence : event.sequence - 1
        items.push({ id, event: data.type, data })
      }
    }
    if (items.length > 0) yield items
    else if (events.length === 0) yield [{ id: cursor, event: 'cursor', data: { cursor } }]
  }
}

// What may be theirs, so that a busy workspace costs its visitors nothing. It learns with the log, event by event; what
// of it really is theirs is asked afterwards.
class VisitorInterest implements Interest {
  readonly keys = new Set<string>()
  readonly #visitor: Visitor

  constructor(visitor: Visitor, contactId: string | null, conversationIds: Iterable<string>) {
    this.#visitor = visitor
    this.keys.add(keyOf.address(visitor.channelId, visitor.address))
    if (contactId !== null) this.#addContact(contactId)
    for (const id of conversationIds) this.keys.add(keyOf.subject(id))
  }

  learn(frame: Frame): void {
    if (!frame.keys.some((key) => key === keyOf.noun('contact') || key.startsWith(keyOf.contact('')))) return
    const event = eventOf(frame)
    if (event.type === 'conversation.opened') this.keys.add(keyOf.subject(event.subjectId))
    if (isOfContact(event) && isSelf(event, this.#visitor)) this.#addContact(event.data.contact.id)
  }

  #addContact(id: string): void {
    this.keys.add(keyOf.subject(id))
    this.keys.add(keyOf.contact(id))
  }
}

function isSelf({ data }: ContactEvent, { channelId, address }: Visitor): boolean {
  return data.contact.identities.some((identity) => identity.channelId === channelId && identity.address === address)
}

type ContactEvent = Extract<Event, { type: 'contact.created' | 'contact.changed' | 'contact.merged' }>

function isOfContact(event: Event): event is ContactEvent {
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
