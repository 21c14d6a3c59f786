import type { Agent } from './agent.ts'
import type { OverflowReason } from './decision.ts'
import { takesPart } from './eligibility.ts'
import type { Overflow, Waiting } from './snapshot.ts'

const minuteMs = 60_000

/** The team as a whole, as far as it decides where a conversation should wait. */
export type TeamState = Readonly<{ isClosed: boolean; isAnybodyOnline: boolean }>

export function teamState(agents: readonly Agent[]): TeamState {
  let takingPart = 0
  let inHours = 0
  let online = 0

  for (const agent of agents) {
    if (!takesPart(agent)) continue
    takingPart += 1
    if (agent.isInHours) inHours += 1
    if (agent.presence === 'online') online += 1
  }
  return { isClosed: takingPart > 0 && inHours === 0, isAnybodyOnline: online > 0 }
}

/** Why the conversation should wait in another team; `null` when it stays. `place` counts everybody left in the queue. */
export function overflowReason(
  conversation: Waiting,
  overflow: Overflow | null,
  { isClosed, isAnybodyOnline }: TeamState,
  place: number,
  now: number,
): OverflowReason | null {
  if (overflow === null || !conversation.canOverflow) return null
  const at = overflowsAt(conversation, overflow)

  if (overflow.whenClosed && isClosed) return 'outside_hours'
  if (overflow.whenNobodyOnline && !isAnybodyOnline) return 'nobody_online'
  if (overflow.longerThan !== null && place > overflow.longerThan) return 'queue_too_long'
  if (at !== null && at <= now) return 'waited_too_long'
  return null
}

/** When it overflows by the clock alone; `null`: never. */
export function overflowsAt({ queuedAt, canOverflow }: Waiting, overflow: Overflow | null): number | null {
  if (overflow === null || overflow.afterMinutes === null || !canOverflow) return null
  return queuedAt + overflow.afterMinutes * minuteMs
}
