import type { Conversation, Event, EventData, EventType } from '@fairlead/sdk'

/** Made-up resources for tests. */
export function conversationExample(changes: Partial<Conversation>): Conversation {
  return {
    id: uuid(100),
    number: 100,
    channelId: uuid(31),
    channelType: 'webchat',
    contact: { id: uuid(21), name: 'Example Contact' },
    teamId: uuid(11),
    assigneeId: null,
    assignedAt: null,
    assignedBy: null,
    status: 'open',
    priority: 'normal',
    tags: [],
    skillIds: [],
    waitingSince: null,
    queuedSince: '2026-01-01T12:00:00.000Z',
    escalatedAt: null,
    unreadCount: 0,
    lastMessage: null,
    undelivered: [],
    windowEndsAt: null,
    humanWindowEndsAt: null,
    subject: null,
    fields: {},
    closing: null,
    snoozedUntil: null,
    createdAt: '2026-01-01T12:00:00.000Z',
    closedAt: null,
    lastActivityAt: '2026-01-01T12:00:00.000Z',
    ...changes,
  }
}

let sequence = 0

export function eventExample<T extends EventType>(type: T, data: EventData<T>, subjectId = uuid(100)): Event {
  sequence += 1
  const event = { sequence, type, subjectId, actor: { type: 'system', id: null }, at: '2026-01-01T12:00:00.000Z', data }
  return event as Event
}

export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}
