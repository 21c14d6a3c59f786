import type { QueueEntry } from '@fairlead/sdk'

/** A row of the waiting list. What has left the queue stays for a moment, so that nothing moves under a pointer. */
export type WaitingRow = Readonly<{ entry: QueueEntry; isGone: boolean }>

/**
 * The rows to show now. While somebody points at the list or is in it by keyboard, it is held: those shown keep their
 * places, with what is true of them now; those that have left are marked; new ones come last.
 */
export function rowsOf(shown: readonly WaitingRow[], entries: readonly QueueEntry[], isHeld: boolean): WaitingRow[] {
  if (!isHeld) return entries.map((entry) => ({ entry, isGone: false }))

  const byId = new Map(entries.map((entry) => [entry.conversation.id, entry]))
  const kept = shown.map(({ entry }): WaitingRow => {
    const now = byId.get(entry.conversation.id)
    byId.delete(entry.conversation.id)
    return now ? { entry: now, isGone: false } : { entry, isGone: true }
  })
  return [...kept, ...[...byId.values()].map((entry) => ({ entry, isGone: false }))]
}

export type Deadline = Readonly<{ state: 'far' | 'near' | 'over'; leftMs: number }>

const nearMs = 15 * 60_000

/** How a deadline stands; null where there is none. */
export function deadlineOf(deadlineAt: string | null, now: number, near = nearMs): Deadline | null {
  if (deadlineAt === null) return null
  const leftMs = Date.parse(deadlineAt) - now
  if (leftMs <= 0) return { state: 'over', leftMs }
  return { state: leftMs <= near ? 'near' : 'far', leftMs }
}

/** A wait that ticks. With its units: a bare 14:40 among messages would be read as the time of day. */
export function waitClock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const minutes = Math.floor(seconds / 60)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${minutes}m ${two(seconds % 60)}s`
}

/** Whether what the customer was told has not come true in time. */
export function isBroken(promise: QueueEntry['promise'], now: number): boolean {
  if (promise === null) return false
  return promise.outcome === 'broken' || (promise.latestAt !== null && Date.parse(promise.latestAt) < now)
}
