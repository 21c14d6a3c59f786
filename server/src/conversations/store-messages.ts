import type { Actor, ConversationChange, Message, MessageContent } from '@fairlead/sdk'
import { sql } from 'kysely'
import { attachUploads } from '../attachments/claim.ts'
import type { HeldChannels } from '../channels/hold.ts'
import type { InboundAttachment, InboundMail } from '../channels/inbound.ts'
import type { Known } from '../contacts/find-or-make.ts'
import { append, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { addJob } from '../jobs/add.ts'
import { previewOf } from '../messages/present.ts'
import { differenceOf } from './change.ts'
import { asksForAnswer, type Current, openConversations, type Thread } from './open.ts'
import { type ConversationState, presentConversation } from './present.ts'
import { findQuoted, isAnswer, nothingQuoted, quoteOf } from './quoted.ts'

/** What somebody wrote, and where. */
export type Incoming = Readonly<{
  workspaceId: string
  channelId: string
  contact: Known
  /** Everything that the sender is known by on the channel, where they are written to first. */
  addresses: readonly string[]
  providerId: string | null
  clientId: string | null
  /** `member`: the business wrote it in the provider's own app. */
  author: 'contact' | 'member'
  /** A machine wrote it: it asks for nothing. */
  isAutomatic?: boolean | undefined
  /** What the provider wants back to answer or quote it. */
  data?: Readonly<Record<string, string>> | undefined
  /** Milliseconds since the epoch; 0 when the provider gave none we can use. */
  at: number
  kind: Message['kind']
  text: string
  content: MessageContent
  attachments: readonly InboundAttachment[]
  /** Files the visitor uploaded before. */
  uploads?: readonly Message['attachments'][number][]
  /** On a threaded channel: which of the conversations it belongs to. */
  thread?: Thread | null
  mail?: InboundMail | undefined
  replyToProviderId: string | null
  replyToId?: string | null
}>

type Stored = Readonly<{ incoming: Incoming; message: Message; replyToId: string | null; state: ConversationState }>

/**
 * Stores messages and what they do to conversations, opening those that are not there. Answers the messages' ids, in
 * their order. The caller holds the addresses, and has found none of them stored before.
 */
export async function storeMessages(tx: Tx, held: HeldChannels, incoming: readonly Incoming[]): Promise<string[]> {
  const ids = new Map<Incoming, string>()
  for (const [index, wave] of inWaves(incoming).entries()) {
    const stored = await storeWave(tx, held, wave, index === 0)
    for (const { incoming: each, message } of stored) ids.set(each, message.id)
  }
  return incoming.map((each) => ids.get(each)!)
}

/** Messages that one after the other come into the same conversation. */
type Run = readonly [Incoming, ...Incoming[]]

// Nearly always there is one wave. What an answer of the business in the provider's app, or another address of the
// contact's, stands between, is told apart: it may belong into another conversation. Into one thread several may write.
function inWaves(incoming: readonly Incoming[]): Run[][] {
  const runs = new Map<string, [Incoming, ...Incoming[]][]>()
  for (const each of incoming) {
    const key = `${each.channelId} ${each.thread?.key ?? each.contact.id}`
    const own = runs.get(key) ?? []
    const last = own.at(-1)
    if (last && isAlike(last[0], each)) last.push(each)
    else own.push([each])
    runs.set(key, own)
  }
  const waves: Run[][] = []
  for (const own of runs.values()) {
    for (const [index, run] of own.entries()) waves[index] = [...(waves[index] ?? []), run]
  }
  return waves
}

function isAlike(a: Incoming, b: Incoming): boolean {
  return a.author === b.author && asksForAnswer(a) === asksForAnswer(b) && String(a.addresses) === String(b.addresses)
}

async function storeWave(tx: Tx, held: HeldChannels, wave: readonly Run[], isFirst: boolean): Promise<Stored[]> {
  const current = await openConversations(
    tx,
    held,
    // Who was new has a conversation by now.
    wave.map(([first]) => (isFirst ? first : { ...first, contact: { ...first.contact, isNew: false } })),
  )
  const messages = wave.flat()
  const quoted = messages.some(isAnswer) ? await findQuoted(tx, messages) : nothingQuoted()
  const stored = wave.map((run, index) => {
    let { state } = current[index]!
    const boosts = held.channels.get(run[0].channelId)!.boosts
    return run.map((incoming): Stored => {
      const quote = quoteOf(quoted, incoming)
      const message = present(incoming, state.id, quote, held.now)
      state =
        asksForAnswer(incoming) || incoming.author === 'member'
          ? withMessage(state, message, { now: held.now, boosts })
          : withLastMessage(state, message, held.now)
      quoted.remember(incoming, message)
      return { incoming, message, replyToId: quote?.id ?? incoming.replyToId ?? null, state }
    })
  })

  const ends = stored.map((run) => run.at(-1)!.state)
  const [numbers] = await Promise.all([
    insertConversations(
      tx,
      ends.flatMap((state, index) => (current[index]!.isNew ? [{ ...current[index]!, state }] : [])),
    ),
    updateConversations(
      tx,
      ends.filter((_, index) => !current[index]!.isNew),
    ),
    insertMessages(tx, stored.flat()),
    insertMails(tx, stored.flat()),
  ])
  for (const each of stored.flat()) await addAttachments(tx, each)
  for (const [index, run] of stored.entries()) announce(tx, current[index]!, run, numbers)
  return stored.flat()
}

function present(incoming: Incoming, conversationId: string, replyTo: Message['replyTo'], now: Date): Message {
  const { contact, author } = incoming
  // A clock that is ahead of ours must not make a message younger than now, nor its window longer.
  const at = incoming.at > 0 ? Math.min(incoming.at, now.getTime()) : now.getTime()
  const fetched = incoming.attachments.map(({ name, type, isVoice, kept }) => ({
    ...{ id: newId(), name: name ?? '', type: type ?? 'application/octet-stream', size: 0 },
    ...{ state: kept ? ('stored' as const) : ('pending' as const), isVoice, ...kept },
  }))
  return {
    id: newId(),
    conversationId,
    author:
      author === 'contact'
        ? { type: author, id: contact.id, name: contact.name }
        : { type: author, id: null, name: '' },
    isNote: false,
    kind: incoming.kind,
    text: incoming.text,
    content: incoming.isAutomatic ? { ...incoming.content, isAutomatic: true } : incoming.content,
    attachments: [...fetched, ...(incoming.uploads ?? [])],
    replyTo,
    reactions: [],
    state: author === 'contact' ? 'received' : 'sent',
    error: null,
    clientId: incoming.clientId,
    editedAt: null,
    deletedAt: null,
    at: new Date(at).toISOString(),
  }
}

// A machine's asks nothing of anybody: it is the last that was said, and that is all.
function withLastMessage(state: ConversationState, message: Message, now: Date): ConversationState {
  return {
    ...state,
    last_message: {
      text: previewOf(message),
      kind: message.kind,
      authorType: message.author.type,
      at: message.at,
    },
    last_activity_at: latest(state.last_activity_at, now),
    last_message_at: latest(state.last_message_at, new Date(message.at)),
  }
}

/** What a message does to its conversation. */
function withMessage(
  state: ConversationState,
  message: Message,
  { now, boosts }: { now: Date; boosts: Readonly<Record<ConversationState['priority'], number>> },
): ConversationState {
  const at = new Date(message.at)
  const isContact = message.author.type === 'contact'
  // The earliest, since one that is late comes after those written later.
  const waitingSince = isContact ? earliest(state.waiting_since, at) : null
  const queuedSince = waitingSince ?? now
  const moves = queuedSince.getTime() !== state.queued_since.getTime()
  return {
    ...withLastMessage(state, message, now),
    waiting_since: waitingSince,
    ...(moves
      ? { queued_since: queuedSince, queue_order: new Date(queuedSince.getTime() - boosts[state.priority] * 60_000) }
      : {}),
    ...(isContact
      ? { unread_count: state.unread_count + 1, last_contact_message_at: latest(state.last_contact_message_at, at) }
      : { unread_count: 0, tried: [], escalated_at: null }),
  }
}

function earliest(a: Date | null, b: Date): Date {
  return a !== null && a < b ? a : b
}

function latest(a: Date | null, b: Date): Date {
  return a !== null && a > b ? a : b
}

async function insertConversations(
  tx: Tx,
  opened: readonly Pick<Current, 'state' | 'address' | 'thread'>[],
): Promise<Map<string, string>> {
  if (opened.length === 0) return new Map()
  const rows = opened.map(({ state, address, thread }) => ({ ...changing(state), ...fixed(state), address, thread }))
  const { rows: numbers } = await sql<{ id: string; number: string }>`/* conversation.insert */
    INSERT INTO conversation (workspace_id, id, channel_id, contact_id, team_id, status, closed_at, priority, address,
      thread, subject, created_at, queued_at, last_message, last_activity_at, waiting_since, queued_since, queue_order, last_message_at,
      last_contact_message_at, unread_count)
    SELECT workspace_id, id, channel_id, contact_id, team_id, status, closed_at, priority, address,
      thread, subject, created_at, created_at, last_message, last_activity_at, waiting_since, queued_since, queue_order, last_message_at,
      last_contact_message_at, unread_count
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS c (workspace_id uuid, id uuid, channel_id uuid,
      contact_id uuid, team_id uuid, status text, closed_at timestamptz, priority text, address text,
      thread text, subject text, created_at timestamptz, last_message jsonb, last_activity_at timestamptz, waiting_since timestamptz,
      queued_since timestamptz, queue_order timestamptz, last_message_at timestamptz,
      last_contact_message_at timestamptz, unread_count int)
    RETURNING id, number`.execute(tx)
  return new Map(numbers.map(({ id, number }) => [id, number]))
}

async function updateConversations(tx: Tx, states: readonly ConversationState[]): Promise<void> {
  if (states.length === 0) return
  await sql`/* conversation.update */
    UPDATE conversation AS c SET last_message = u.last_message, last_activity_at = u.last_activity_at,
      waiting_since = u.waiting_since, queued_since = u.queued_since, queue_order = u.queue_order,
      last_message_at = u.last_message_at, last_contact_message_at = u.last_contact_message_at,
      unread_count = u.unread_count, tried = u.tried, escalated_at = u.escalated_at
    FROM json_to_recordset(${JSON.stringify(states.map(changing))}::json) AS u (workspace_id uuid, id uuid,
      last_message jsonb, last_activity_at timestamptz, waiting_since timestamptz, queued_since timestamptz,
      queue_order timestamptz, last_message_at timestamptz, last_contact_message_at timestamptz, unread_count int,
      tried uuid[], escalated_at timestamptz)
    WHERE c.workspace_id = u.workspace_id AND c.id = u.id`.execute(tx)
}

function changing(state: ConversationState) {
  const { workspace_id, id, last_message, last_activity_at, waiting_since, queued_since, queue_order } = state
  const { last_message_at, last_contact_message_at, unread_count, tried, escalated_at } = state
  return {
    ...{ workspace_id, id, last_message, last_activity_at, waiting_since, queued_since, queue_order },
    ...{ last_message_at, last_contact_message_at, unread_count, tried, escalated_at },
  }
}

function fixed({
  channel_id,
  contact_id,
  subject,
  team_id,
  status,
  closed_at,
  priority,
  created_at,
}: ConversationState) {
  return { channel_id, contact_id, subject, team_id, status, closed_at, priority, created_at }
}

async function insertMessages(tx: Tx, stored: readonly Stored[]): Promise<void> {
  const rows = stored.map(({ incoming, message, replyToId }) => ({
    ...{ workspace_id: incoming.workspaceId, id: message.id, conversation_id: message.conversationId },
    ...{ channel_id: incoming.channelId, author_type: message.author.type, author_id: message.author.id },
    ...{ author_name: message.author.name, kind: message.kind, text: message.text, content: message.content },
    ...{ reply_to_id: replyToId, reply_to_provider_id: incoming.replyToProviderId },
    ...{ provider_id: incoming.providerId, client_id: message.clientId, state: message.state, at: message.at },
    ...{ provider_data: incoming.data ?? null, is_automatic: incoming.isAutomatic ?? false },
  }))
  await sql`/* message.insert */
    INSERT INTO message (workspace_id, id, conversation_id, channel_id, author_type, author_id, author_name, kind, text,
      content, reply_to_id, reply_to_provider_id, provider_id, client_id, state, at, provider_data, is_automatic)
    SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::json) AS m (workspace_id uuid, id uuid,
      conversation_id uuid, channel_id uuid, author_type text, author_id uuid, author_name text, kind text, text text,
      content jsonb, reply_to_id uuid, reply_to_provider_id text, provider_id text, client_id text, state text,
      at timestamptz, provider_data jsonb, is_automatic boolean)`.execute(tx)
}

/** What a mail says beside what is new in it: read by whoever opens it. */
async function insertMails(tx: Tx, stored: readonly Stored[]): Promise<void> {
  const rows = stored.flatMap(({ incoming: { workspaceId, mail, thread, content }, message }) =>
    mail
      ? [
          {
            ...{ workspace_id: workspaceId, message_id: message.id, html: mail.html, text: mail.text },
            ...{ subject: content.mail?.subject ?? thread?.subject ?? '', headers: JSON.stringify(mail.headers) },
          },
        ]
      : [],
  )
  if (rows.length > 0) await tx.insertInto('mail').values(rows).execute()
}

async function addAttachments(tx: Tx, { incoming, message }: Stored): Promise<void> {
  const { workspaceId } = incoming
  for (const [position, attachment] of incoming.attachments.entries()) {
    const { id, name, type, size, state } = message.attachments[position]!
    await tx
      .insertInto('attachment')
      .values({
        workspace_id: workspaceId,
        id,
        message_id: message.id,
        position,
        name,
        type,
        size,
        state,
        is_voice: attachment.isVoice,
        media_id: attachment.mediaId,
        content_id: attachment.contentId ?? null,
        uploaded_by: null,
      })
      .execute()
    if (state === 'pending') await addJob(tx, 'attachment.fetch', { workspaceId, id }, { key: `fetch:${id}` })
  }
  await attachUploads(
    tx,
    workspaceId,
    message.id,
    (incoming.uploads ?? []).map(({ id }) => id),
  )
}

function announce(
  tx: Tx,
  { state: from, isNew }: Current,
  run: readonly Stored[],
  numbers: ReadonlyMap<string, string>,
) {
  let before = from
  for (const [index, { incoming, message, state }] of run.entries()) {
    const { workspaceId, contact } = incoming
    const actor: Actor =
      incoming.author === 'contact' ? { type: 'contact', id: contact.id } : { type: 'system', id: null }
    const number = numbers.get(state.id) ?? state.number
    const conversation = presentConversation({ ...state, number })
    if (isNew && index === 0) {
      append(tx, { workspaceId, type: 'conversation.opened', subjectId: state.id, actor, data: { conversation } })
    }
    const change: ConversationChange = differenceOf(presentConversation({ ...before, number }), conversation)
    append(tx, {
      workspaceId,
      type: 'message.created',
      subjectId: state.id,
      actor,
      data: { message, conversation: change },
    })
    before = state
  }
}
