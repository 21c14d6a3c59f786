import type { Event } from './contract/event.ts'

/** `messageId`: null where it is one that was scheduled, and never became a message. */
type Undelivered = Readonly<{ memberId: string; conversationId: string; messageId: string | null; text: string }>

/** Whose message has not arrived, or could not even go out, where an event says that. */
export function undeliveredOf(event: Event): Undelivered | null {
  if (event.type === 'scheduled_message.changed') {
    const { error, memberId, conversationId, body } = event.data.scheduledMessage
    return error === null ? null : { memberId, conversationId, messageId: null, text: body.text }
  }
  if (event.type !== 'message.changed' || event.data.what !== 'state') return null
  const { id: messageId, state, author, conversationId, text } = event.data.message
  if (author.type !== 'member' || author.id === null) return null
  return state === 'failed' || state === 'unknown' ? { memberId: author.id, conversationId, messageId, text } : null
}
