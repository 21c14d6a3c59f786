import type { Event } from '@fairlead/sdk'
import type { LogReader } from '../events/log-readers.ts'
import { indexContacts } from './index-contacts.ts'
import { indexMessages } from './index-messages.ts'

/** Fills the search from the log, a moment behind: nobody who writes to us waits for it. */
export const searchReader: LogReader = {
  name: 'search',
  from: 'beginning',
  async read(tx, workspaceId, events) {
    await indexMessages(tx, workspaceId, [...new Set(events.flatMap(messageOf))].sort())
    await indexContacts(tx, workspaceId, [...new Set(events.flatMap(contactsOf))].sort())
  },
}

function messageOf(event: Event): string[] {
  switch (event.type) {
    case 'message.created':
      return [event.data.message.id]
    case 'message.changed':
      return event.data.what === 'state' || event.data.what === 'reaction' ? [] : [event.data.message.id]
    case 'message.removed':
      return [event.data.id]
    default:
      return []
  }
}

function contactsOf(event: Event): string[] {
  switch (event.type) {
    case 'contact.created':
    case 'contact.changed':
      return [event.data.contact.id]
    case 'contact.merged':
      return [event.data.contact.id, event.data.mergedId]
    default:
      return []
  }
}
