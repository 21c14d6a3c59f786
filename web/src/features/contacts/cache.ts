import type { Event } from '@fairlead/sdk'
import type { QueryClient } from '@tanstack/react-query'
import { applyToContactConversations } from './contact-conversations.ts'
import { contactQuery } from './queries.ts'

/** Brings the contacts we hold up to date with events, in order. */
export function applyEvents(queryClient: QueryClient, events: readonly Event[]): void {
  for (const event of events) {
    applyToContactConversations(queryClient, event)
    if (event.type === 'contact.changed' || event.type === 'contact.merged') {
      const { contact } = event.data
      queryClient.setQueryData(contactQuery(contact.id).queryKey, (before) => before && contact)
    }
  }
}
