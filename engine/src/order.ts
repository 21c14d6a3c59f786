import { ascending } from './ascending.ts'
import type { Priority, Waiting } from './snapshot.ts'

const minuteMs = 60_000

const boostMinutes: Readonly<Record<Priority, number>> = { urgent: 1440, high: 60, normal: 0, low: -60 }

/** The waiting conversations, first to be served first. */
export function inQueueOrder(waiting: readonly Waiting[]): readonly Waiting[] {
  return waiting.toSorted(compareInQueue)
}

/** Minutes waited plus the priority's boost. */
export function scoreOf(conversation: Waiting, now: number): number {
  return (now - boostedSince(conversation)) / minuteMs
}

function compareInQueue(a: Waiting, b: Waiting): number {
  return (
    ascending(boostedSince(a), boostedSince(b)) ||
    ascending(a.waitingSince, b.waitingSince) ||
    ascending(a.conversationId, b.conversationId)
  )
}

// The higher score is the earlier boosted time, whatever the clock says. Times are compared rather than scores:
// they are whole numbers, so two scores that are equal on paper are equal here and fall to the tie-break.
function boostedSince({ waitingSince, priority }: Waiting): number {
  return waitingSince - boostMinutes[priority] * minuteMs
}
