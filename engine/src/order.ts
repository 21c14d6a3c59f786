import { ascending } from './ascending.ts'
import { ranksOf } from './ranks.ts'
import type { Policy, Snapshot, Waiting } from './snapshot.ts'

const minuteMs = 60_000

/** A waiting conversation with what its place in the queue comes from. */
export type InQueue = Readonly<{
  conversation: Waiting
  /** Minutes waited plus the priority's boost. */
  score: number
  /** Whether its deadline puts it before all scores. */
  isUrgentByDeadline: boolean
}>

/** The waiting conversations, first to be served first. */
export function inQueueOrder({ now, policy, waiting }: Omit<Snapshot, 'agents'>): readonly InQueue[] {
  const nearUntil = now + policy.deadlineNearMinutes * minuteMs
  const isNear = ({ deadlineAt }: Waiting): boolean => deadlineAt !== null && deadlineAt <= nearUntil
  const near = waiting.filter(isNear)

  if (near.length === 0) {
    return inOrderOfScore(waiting, policy, now, false)
  } else {
    return [
      ...inOrderOfScore(near, policy, now, true).toSorted(byDeadline), // equal ones stay in the order of their scores
      ...inOrderOfScore(
        waiting.filter((each) => !isNear(each)),
        policy,
        now,
        false,
      ),
    ]
  }
}

function inOrderOfScore(
  waiting: readonly Waiting[],
  { boosts }: Policy,
  now: number,
  isUrgentByDeadline: boolean,
): readonly InQueue[] {
  // The higher score is the earlier boosted time, whatever the clock says. Times are compared rather than scores: they
  // are whole numbers, so two scores that are equal on paper are equal here and fall to the tie-break.
  const boostedSince = new Float64Array(waiting.length)
  for (let index = 0; index < waiting.length; index += 1) {
    const { waitingSince, priority } = waiting[index]!
    boostedSince[index] = waitingSince - boosts[priority] * minuteMs
  }
  const ranks = ranksOf(boostedSince)
  settleTies(ranks, boostedSince, waiting)

  return Array.from(ranks, (index) => ({
    conversation: waiting[index]!,
    score: (now - boostedSince[index]!) / minuteMs,
    isUrgentByDeadline,
  }))
}

/** Gives equal scores to the older message, then to the id. */
function settleTies(ranks: Uint32Array, keys: Float64Array, waiting: readonly Waiting[]): void {
  for (let start = 0; start < ranks.length; ) {
    let end = start + 1
    while (end < ranks.length && keys[ranks[end]!] === keys[ranks[start]!]) end += 1
    if (end > start + 1) ranks.subarray(start, end).sort((a, b) => byAge(waiting[a]!, waiting[b]!))
    start = end
  }
}

function byAge(a: Waiting, b: Waiting): number {
  return ascending(a.waitingSince, b.waitingSince) || ascending(a.conversationId, b.conversationId)
}

function byDeadline({ conversation: a }: InQueue, { conversation: b }: InQueue): number {
  return ascending(a.deadlineAt ?? Infinity, b.deadlineAt ?? Infinity)
}
