import type { Message } from '@fairlead/sdk'
import { uuid } from '../conversations/examples.ts'

/** A made-up message for tests. */
export function messageExample(changes: Partial<Message>): Message {
  return {
    id: uuid(500),
    conversationId: uuid(100),
    author: { type: 'contact', id: uuid(21), name: 'Example Contact' },
    isNote: false,
    kind: 'text',
    text: 'Hello',
    content: {},
    attachments: [],
    replyTo: null,
    reactions: [],
    mentionIds: [],
    state: 'received',
    error: null,
    clientId: null,
    editedAt: null,
    deletedAt: null,
    at: '2026-01-01T12:00:00.000Z',
    ...changes,
  }
}
