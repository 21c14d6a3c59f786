import type { InboundEvent, Sender } from '../../inbound.ts'
import { type Bag, number } from '../../reading.ts'

/** Where an event stood: in whose webhook, when, and from whom. */
export type Origin = Readonly<{ accountId: string; at: number; contact: Sender }>

/** Whether somebody else answers: another module has the chat. What is said is kept, and asks nothing of anybody. */
export function isStandby(event: Bag): boolean {
  return event.mode === 'standby'
}

/** Milliseconds; nonsense becomes 0, which the server takes for its own time. */
export function millis(value: unknown): number {
  const read = number(value)
  return read !== null && read > 0 && read < 100_000_000_000_000 ? Math.floor(read) : 0
}

export function ignored(what: string): InboundEvent {
  return { kind: 'ignored', what }
}
