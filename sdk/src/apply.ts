import type { Conversation } from './contract/conversation.ts'
import type { ConversationChange, Event } from './contract/event.ts'
import type { Message } from './contract/message.ts'

/**
 * The conversation after an event. The law: what a client has, with the events since applied, equals what it would
 * fetch afresh.
 *
 * @example
 * conversation = applyToConversation(conversation, event)
 */
export function applyToConversation(before: Conversation, event: Event): Conversation {
  const change = conversationChangeOf(event)
  if (change?.id === before.id) return { ...before, ...change } as Conversation
  if (event.type === 'contact.changed' && event.data.contact.id === before.contact.id) {
    return { ...before, contact: { id: before.contact.id, name: event.data.contact.name } }
  }
  const tags = tagsAfter(before.tags, event)
  return tags === before.tags ? before : { ...before, tags: [...tags] }
}

/** The tags of a contact or a conversation after an event about tags; the same list when it says nothing of them. */
export function tagsAfter(before: readonly string[], event: Event): readonly string[] {
  if (event.type === 'tag.deleted') return replaceTag(before, event.data.name, null)
  if (event.type === 'tag.renamed') return replaceTag(before, event.data.from, event.data.tag.name)
  return before
}

function replaceTag(tags: readonly string[], from: string, to: string | null): readonly string[] {
  if (!tags.includes(from)) return tags
  if (to === null || tags.includes(to)) return tags.filter((tag) => tag !== from)
  return tags.map((tag) => (tag === from ? to : tag))
}

/** What an event says of a conversation, if anything. */
export function conversationChangeOf(event: Event): ConversationChange | null {
  return 'conversation' in event.data ? event.data.conversation : null
}

/** The messages of a conversation after an event, oldest first as they were given. */
export function applyToMessages(before: readonly Message[], conversationId: string, event: Event): readonly Message[] {
  if (event.type === 'message.removed') return before.filter(({ id }) => id !== event.data.id)
  if (event.type !== 'message.created' && event.type !== 'message.changed') return before
  const { message } = event.data
  if (message.conversationId !== conversationId) return before

  const index = before.findIndex(({ id }) => id === message.id)
  if (index >= 0) return before.with(index, message)
  if (event.type === 'message.changed') return before
  return [...before, message].sort(byId)
}

// Ids are UUIDv7, made where the message is stored: their order is the order of storing.
function byId(a: Message, b: Message): number {
  return a.id < b.id ? -1 : 1
}
