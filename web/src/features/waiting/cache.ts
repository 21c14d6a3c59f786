import { applyToConversation, type Event, type listQueue, type Output } from '@fairlead/sdk'
import type { QueryClient } from '@tanstack/react-query'
import { keysOf } from '../../realtime/known-keys.ts'

type Queue = Output<typeof listQueue>

/**
 * Brings the conversations in the queues we hold up to date with events, in order. Who comes, who goes, and who is next
 * the server is asked for.
 */
export function applyEvents(queryClient: QueryClient, events: readonly Event[]): void {
  for (const key of keysOf(queryClient, 'queue')) {
    if (!isQueueKey(key)) continue
    const before = queryClient.getQueryData<Queue>(key)
    const after = before && events.reduce(applyToQueue, before)
    if (after !== before) queryClient.setQueryData<Queue>(key, after)
  }
}

// The other keys are of how long a queue is.
function isQueueKey(key: readonly unknown[]): boolean {
  return key.length === 2
}

function applyToQueue(queue: Queue, event: Event): Queue {
  const data = queue.data.map((entry) => {
    const conversation = applyToConversation(entry.conversation, event)
    return conversation === entry.conversation ? entry : { ...entry, conversation }
  })
  return data.some((entry, index) => entry !== queue.data[index]) ? { ...queue, data } : queue
}
