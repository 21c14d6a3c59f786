import type { Event } from '@fairlead/sdk'
import type { QueryClient } from '@tanstack/react-query'
import { applyEvents as applyToContacts } from '../features/contacts/cache.ts'
import { applyEvents as applyToConversations } from '../features/conversations/cache.ts'
import { applyEvents as applyToMessages } from '../features/messages/cache.ts'
import { applyEvents as applyToQueues } from '../features/waiting/cache.ts'
import { applyEvents as applyToDirectory } from './directory.ts'

/** Brings everything we hold up to date with events, in order. Applying the same ones again does no harm. */
export function applyEvents(queryClient: QueryClient, events: readonly Event[]): void {
  applyToDirectory(queryClient, events)
  applyToContacts(queryClient, events)
  applyToConversations(queryClient, events)
  applyToMessages(queryClient, events)
  applyToQueues(queryClient, events)
}
