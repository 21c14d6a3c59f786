import { type Conversation, type Event, type NotificationKind, undeliveredOf } from '@fairlead/sdk'

/** Who is told: what waits in a team concerns its members, what waits in none everybody. */
export type Listener = Readonly<{ memberId: string; teamIds: ReadonlySet<string>; isManager: boolean }>

export type Announcement = Readonly<{
  reason: 'message' | 'assigned' | 'escalated' | 'mention' | 'undelivered'
  /** What it counts as in the preferences: what waits is not mine yet. */
  told: NotificationKind
  conversationId: string
  name: string
  text: string
  kind: string
}>

/**
 * What an event brings that somebody should be told of: a message from a contact of theirs or from one who waits, and
 * a conversation that was given to them, a note that names them, or that what they wrote was not delivered; managers of
 * one that nobody answers.
 */
export function announcementOf(
  event: Event,
  conversation: Conversation | undefined,
  listener: Listener,
): Announcement | null {
  if (conversation === undefined) return null
  const { memberId, isManager } = listener
  const { id: conversationId, contact, lastMessage } = conversation
  const about = { conversationId, name: contact.name }

  if (event.type === 'mention.created') {
    const isForMe = event.data.memberId === memberId && event.actor.id !== memberId
    return isForMe ? { reason: 'mention', told: 'mention', ...about, text: '', kind: 'text' } : null
  }

  // Whoever has the conversation by now: the author believes it was said.
  const undelivered = undeliveredOf(event)
  if (undelivered !== null) {
    const { text } = undelivered
    const isMine = undelivered.memberId === memberId
    return isMine ? { reason: 'undelivered', told: 'undelivered', ...about, text, kind: 'text' } : null
  }

  // Whatever the team: managers are asked to look.
  if (event.type === 'conversation.escalated') {
    return isManager ? { reason: 'escalated', told: 'assigned', ...about, text: '', kind: 'text' } : null
  }
  if (!concerns(listener, conversation)) return null

  if (event.type === 'message.created' && event.data.message.author.type === 'contact') {
    const { text, kind } = event.data.message
    return { reason: 'message', told: conversation.assigneeId === null ? 'waiting' : 'message', ...about, text, kind }
  }
  if (event.type === 'conversation.assigned' && event.data.agentId === memberId && event.actor.id !== memberId) {
    return {
      reason: 'assigned',
      told: 'assigned',
      ...about,
      text: lastMessage?.text ?? '',
      kind: lastMessage?.kind ?? 'text',
    }
  }
  return null
}

/** Whether a conversation with something new still asks for attention. */
export function isUnopened(conversation: Conversation | undefined, listener: Listener): boolean {
  return conversation !== undefined && concerns(listener, conversation) && conversation.unreadCount > 0
}

function concerns({ memberId, teamIds }: Listener, { status, assigneeId, teamId }: Conversation): boolean {
  if (status !== 'open') return false
  return assigneeId === null ? teamId === null || teamIds.has(teamId) : assigneeId === memberId
}
