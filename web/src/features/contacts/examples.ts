import type { Contact } from '@fairlead/sdk'
import { uuid } from '../conversations/examples.ts'

/** A made-up contact for tests. */
export function contactExample(changes: Partial<Contact>): Contact {
  return {
    id: uuid(21),
    name: 'Example Contact',
    email: null,
    phone: null,
    locale: null,
    fields: {},
    tags: [],
    ownerId: null,
    stage: null,
    avatarId: null,
    identities: [],
    createdAt: '2026-01-01T12:00:00.000Z',
    ...changes,
  }
}
