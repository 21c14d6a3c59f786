import type { OverflowReason } from '../decision.ts'
import type { Snapshot, Waiting } from '../snapshot.ts'

/** Why a conversation at this place of the whole queue goes on to another team. */
export function plainOverflow(
  { queuedAt, canOverflow }: Waiting,
  { now, policy: { overflow }, agents }: Omit<Snapshot, 'waiting'>,
  place: number,
): OverflowReason | null {
  const members = agents.filter(({ isDeactivated, isExcluded }) => !isDeactivated && !isExcluded)

  if (!overflow || !canOverflow) return null
  if (overflow.whenClosed && members.length > 0 && members.every(({ isInHours }) => !isInHours)) return 'outside_hours'
  if (overflow.whenNobodyOnline && members.every(({ presence }) => presence !== 'online')) return 'nobody_online'
  if (overflow.longerThan !== null && place > overflow.longerThan) return 'queue_too_long'
  if (overflow.afterMinutes !== null && now >= queuedAt + overflow.afterMinutes * 60_000) return 'waited_too_long'
  return null
}
