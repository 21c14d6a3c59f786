import type { Conversation, Event } from '@fairlead/sdk'

export type Announcement = Readonly<{
  reason: 'message' | 'assigned'
  conversationId: string
  name: string
  text: string
  kind: string
}>

/**
 * What an event brings that somebody should be told of: a message from a contact of theirs or from one who waits, and
 * a conversation that was given to them.
 */
export function announcementOf(
  event: Event,
  conversation: Conversation | undefined,
  meId: string,
): Announcement | null {
  if (conversation === undefined || !isForMe(conversation, meId)) return null
  const { id: conversationId, contact, lastMessage } = conversation
  const about = { conversationId, name: contact.name }

  if (event.type === 'message.created' && event.data.message.author.type === 'contact') {
    const { text, kind } = event.data.message
    return { reason: 'message', ...about, text, kind }
  }
  if (event.type === 'conversation.assigned' && event.data.agentId === meId && event.actor.id !== meId) {
    return { reason: 'assigned', ...about, text: lastMessage?.text ?? '', kind: lastMessage?.kind ?? 'text' }
  }
  return null
}

/** Whether a conversation with something new still asks for attention. */
export function isUnopened(conversation: Conversation | undefined, meId: string): boolean {
  return conversation !== undefined && isForMe(conversation, meId) && conversation.unreadCount > 0
}

function isForMe({ status, assigneeId }: Conversation, meId: string): boolean {
  return status === 'open' && (assigneeId === meId || assigneeId === null)
}
