import type { Exclusion, Preferred } from './decision.ts'
import { takesPart } from './eligibility.ts'
import { relaxesAt } from './relaxation.ts'
import type { Seat } from './seat.ts'
import type { Policy, Preference, Snapshot, Waiting } from './snapshot.ts'

const minuteMs = 60_000

/** What came of asking the preferred agents. */
export type Asked = Readonly<{
  preferred: readonly Preferred[]
  /** Who takes it, and whether that goes over a limit of theirs. */
  taker: Readonly<{ as: 'owner' | 'previous'; seat: Seat; isOverLimit: boolean }> | null
  /** For whom it is held; it goes to nobody else until then. */
  heldFor: Readonly<{ as: 'owner' | 'previous'; until: number }> | null
}>

/** How a preferred agent stands to the conversation; `seat` is `null` when they are not of the team. */
export type Answer = Readonly<{ seat: Seat | null; exclusion: Exclusion | null }>

export const nobodyPreferred: Asked = { preferred: [], taker: null, heldFor: null }

/**
 * Asks the contact's owner, then who last had a conversation of the contact.
 *
 * Whoever can take it does. Whoever cannot is waited for, one after the other, each for as long as the policy says; and
 * asked again even when their wait is over, for as long as the conversation waits.
 */
export function askPreferred(
  conversation: Waiting,
  { policy, now }: Pick<Snapshot, 'policy' | 'now'>,
  ask: (agentId: string) => Answer,
): Asked {
  const preferred: Preferred[] = []
  let waitsFrom = conversation.queuedAt

  for (const { as, agentId, preference } of inTurn(conversation, policy)) {
    const { seat, exclusion } = ask(agentId)
    const isOverLimit = exclusion === 'at_capacity' && preference.overLimit === 'exceed'

    if (seat !== null && (exclusion === null || isOverLimit)) {
      preferred.push({ as, agentId, outcome: 'took', exclusion: null, until: null })
      return { preferred, taker: { as, seat, isOverLimit }, heldFor: null }
    }
    const until = waitsFrom + preference.waitMinutes * minuteMs
    if (preference.waitMinutes <= 0 || !comesSoon(seat, conversation, policy, until)) {
      preferred.push({ as, agentId, outcome: 'not_waited_for', exclusion, until: null })
    } else if (now < until) {
      preferred.push({ as, agentId, outcome: 'waited_for', exclusion, until })
      return { preferred, taker: null, heldFor: { as, until } }
    } else {
      preferred.push({ as, agentId, outcome: 'wait_over', exclusion, until })
      waitsFrom = until
    }
  }
  return preferred.length === 0 ? nobodyPreferred : { preferred, taker: null, heldFor: null }
}

// Asked of the facts and not of the exclusion, which names only the first: who declined it and then went offline is
// offline, but would not take it when they return either. Whoever is outside their hours is not back soon.
function comesSoon(seat: Seat | null, conversation: Waiting, policy: Policy, until: number): boolean {
  if (seat === null || !takesPart(seat.agent) || !seat.agent.isInHours) return false
  if (conversation.tried.includes(seat.agent.id)) return false
  return (
    conversation.skills.every((skill) => seat.agent.skills.includes(skill)) ||
    (relaxesAt(conversation, policy) ?? Infinity) < until
  )
}

type Candidate = Readonly<{ as: 'owner' | 'previous'; agentId: string; preference: Preference }>

/** Who is asked; the same person once, as the owner. */
function inTurn({ ownerId, previousId }: Waiting, { owner, previous }: Policy): readonly Candidate[] {
  const inTurn: Candidate[] = []

  if (owner !== null && ownerId !== null) inTurn.push({ as: 'owner', agentId: ownerId, preference: owner })
  if (previous !== null && previousId !== null && previousId !== inTurn[0]?.agentId) {
    inTurn.push({ as: 'previous', agentId: previousId, preference: previous })
  }
  return inTurn
}
