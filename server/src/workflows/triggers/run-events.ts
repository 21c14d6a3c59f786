import type { Event, EventData, Message } from '@fairlead/sdk'
import type { Incoming, RunEvent } from '../interpreter/run-event.ts'
import { isFromContact } from './match.ts'

/** What a run that goes on in the event's conversation is told of it; null: nothing. */
export function toRunEvent(event: Event): RunEvent | null {
  switch (event.type) {
    case 'message.created':
      if (isFromContact(event)) return { type: 'message', message: toIncoming(event.data.message) }
      return isReply(event.data.message) ? { type: 'member_replied' } : null
    case 'conversation.assigned':
      return { type: 'assigned', agentId: event.data.agentId, by: assigners[event.data.by] }
    case 'conversation.unassigned':
      return { type: 'assigned', agentId: null, by: takers[event.data.by] }
    case 'conversation.moved':
      return event.data.by === 'manual' ? { type: 'member_moved' } : null
    case 'conversation.closed':
      return { type: 'closed' }
    default:
      return null
  }
}

type By = Extract<RunEvent, { type: 'assigned' }>['by']

const assigners: Readonly<Record<EventData<'conversation.assigned'>['by'], By>> = {
  engine: 'engine',
  manual: 'member',
  claim: 'member',
  workflow: 'workflow',
}

// What follows from a rule of the team nobody did by hand.
const takers: Readonly<Record<EventData<'conversation.unassigned'>['by'], By>> = {
  manual: 'member',
  transfer: 'member',
  declined: 'member',
  deactivated: 'engine',
  removed: 'engine',
  reopened: 'engine',
  no_answer: 'engine',
  offline: 'engine',
  unsnoozed: 'engine',
  workflow: 'workflow',
}

// What goes to many answers nobody.
function isReply({ author, isNote, content }: Message): boolean {
  return author.type === 'member' && !isNote && content.broadcast === undefined
}

export function toIncoming({
  id,
  text,
  kind,
  content,
  attachments,
}: Pick<Message, 'id' | 'text' | 'kind' | 'content' | 'attachments'>): Incoming {
  const { location, choice } = content
  return {
    id,
    text,
    kind,
    choiceId: choice?.id ?? null,
    attachmentIds: attachments.map((each) => each.id),
    location: location ? { latitude: location.latitude, longitude: location.longitude } : null,
  }
}
