import type { Actor, ConversationChange, Message } from '@fairlead/sdk'
import type { HeldChannels } from '../channels/hold.ts'
import { append, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { previewOf } from '../messages/present.ts'
import { differenceOf } from './change.ts'
import { asksForAnswer, type Current, openConversations } from './open.ts'
import { type ConversationState, presentConversation } from './present.ts'
import { findQuoted, isAnswer, nothingQuoted, quoteOf } from './quoted.ts'
import { afterReply } from './undelivered.ts'
import { insertConversations, updateConversations } from './write-conversations.ts'
import { addAttachments, type Incoming, insertMails, insertMessages, type Stored } from './write-messages.ts'

/**
 * Stores messages and what they do to conversations, opening those that are not there. Answers the messages' ids, in
 * their order. The caller holds the addresses, and has found none of them stored before.
 */
export async function storeMessages(tx: Tx, held: HeldChannels, incoming: readonly Incoming[]): Promise<string[]> {
  const ids = new Map<Incoming, string>()
  for (const [index, wave] of inWaves(incoming).entries()) {
    let [left, isFirst] = [wave, index === 0]
    while (left.length > 0) {
      const { stored, rest } = await storeWave(tx, held, left, isFirst)
      for (const { incoming: each, message } of stored) ids.set(each, message.id)
      ;[left, isFirst] = [rest, false]
    }
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

/** `rest`: what came after the answers that a closed conversation took, and is still to be stored. */
type StoredWave = Readonly<{ stored: readonly Stored[]; rest: Run[] }>

async function storeWave(tx: Tx, held: HeldChannels, wave: readonly Run[], isFirst: boolean): Promise<StoredWave> {
  const current = await openConversations(
    tx,
    held,
    // Who was new has a conversation by now.
    wave.map((run) => {
      const [first] = run
      return { ...(isFirst ? first : { ...first, contact: { ...first.contact, isNew: false } }), messages: run }
    }),
  )
  const taken = wave.map((run, index) => run.slice(0, current[index]!.answers || run.length))
  const messages = taken.flat()
  const quoted = messages.some(isAnswer) ? await findQuoted(tx, messages) : nothingQuoted()
  const stored = taken.map((run, index) => {
    const { answers } = current[index]!
    let { state } = current[index]!
    const boosts = held.channels.get(wave[index]![0].channelId)!.boosts
    return run.map((incoming): Stored => {
      const quote = quoteOf(quoted, incoming)
      const message = present(incoming, state.id, quote, held.now)
      if (answers > 0) state = withAnswer(state, message, held.now)
      else if (asksForAnswer(incoming) || incoming.author === 'member')
        state = withMessage(state, message, { now: held.now, boosts })
      else state = withLastMessage(state, message, held.now)
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
  return { stored: stored.flat(), rest: wave.flatMap((run, index) => restOf(run, taken[index]!.length)) }
}

function restOf(run: Run, taken: number): Run[] {
  const [first, ...others] = run.slice(taken)
  return first ? [[first, ...others]] : []
}

function present(incoming: Incoming, conversationId: string, replyTo: Message['replyTo'], now: Date): Message {
  const { contact, author } = incoming
  // A clock that is ahead of ours must not make a message younger than now, nor its window longer.
  const at = incoming.at > 0 ? Math.min(incoming.at, now.getTime()) : now.getTime()
  const fetched = incoming.attachments.map(({ name, type, isVoice, contentId, kept }) => ({
    ...{ id: newId(), name: name ?? '', type: type ?? 'application/octet-stream', size: 0 },
    ...{ state: kept ? ('stored' as const) : ('pending' as const), isVoice, ...kept },
    ...(contentId ? { isInline: true } : {}),
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
    mentionIds: [],
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

// A workflow's question was answered: nobody waits for a word of ours, and the provider lets us write for longer.
function withAnswer(state: ConversationState, message: Message, now: Date): ConversationState {
  return {
    ...withLastMessage(state, message, now),
    last_contact_message_at: latest(state.last_contact_message_at, new Date(message.at)),
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
      : { unread_count: 0, tried: [], escalated_at: null, undelivered: afterReply(state.undelivered) }),
  }
}

function earliest(a: Date | null, b: Date): Date {
  return a !== null && a < b ? a : b
}

function latest(a: Date | null, b: Date): Date {
  return a !== null && a > b ? a : b
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
