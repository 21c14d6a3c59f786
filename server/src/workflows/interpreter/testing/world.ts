/** For tests: a contact who writes, and a world to see. */
import type { Facts, World } from '../world.ts'

/** A Monday, 10:30 in Berlin. */
export const monday = Date.UTC(2030, 0, 7, 9, 30)
export const teamId = '01900000-0000-7000-8000-00000000000a'
export const agentId = '01900000-0000-7000-8000-00000000000b'
export const id = '01900000-0000-7000-8000-000000000001'

export type FactsGiven = Partial<Omit<Facts, 'contact' | 'conversation'>> & {
  contact?: Partial<Facts['contact']>
  conversation?: Partial<Facts['conversation']>
}

export function worldOf({ contact, conversation, ...facts }: FactsGiven = {}, now = monday): World {
  return {
    now,
    facts: {
      workspace: { name: 'Harbour Supplies', timeZone: 'Europe/Berlin' },
      contact: {
        id,
        name: 'Cora Customer',
        email: null,
        phone: null,
        locale: 'en',
        fields: {},
        tags: [],
        ownerId: null,
        stage: null,
        identities: [],
        avatarId: null,
        createdAt: '2030-01-01T00:00:00.000Z',
        isNew: false,
        ...contact,
      },
      conversation: { ...aConversation, ...conversation },
      assignee: null,
      team: null,
      hours: {},
      queues: {},
      messageText: 'Hello',
      ...facts,
    },
  }
}

const aConversation: Facts['conversation'] = {
  id,
  number: 7,
  channelId: id,
  channelType: 'webchat',
  contact: { id, name: 'Cora Customer' },
  teamId: null,
  assigneeId: null,
  assignedAt: null,
  assignedBy: null,
  status: 'open',
  priority: 'normal',
  tags: [],
  skillIds: [],
  waitingSince: null,
  queuedSince: '2030-01-07T09:00:00.000Z',
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
  createdAt: '2030-01-07T09:00:00.000Z',
  closedAt: null,
  lastActivityAt: '2030-01-07T09:20:00.000Z',
}
