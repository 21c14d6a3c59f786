import type { Conversation, Decision } from '@fairlead/sdk'

/** What says why a conversation is where it is: the engine's decision, or that a person did it. */
export type Explanation =
  | Readonly<{ by: 'engine'; decision: Decision; cause: Decision | null; earlier: readonly Decision[] }>
  | Readonly<{ by: 'manual' | 'claim' | 'putBack' | 'nobody'; earlier: readonly Decision[] }>

type Holder = Pick<Conversation, 'assigneeId' | 'assignedBy'>

/** `decisions` are the engine's, newest first. People outrank it: after them its last word explains nothing. */
export function explanationOf({ assigneeId, assignedBy }: Holder, decisions: readonly Decision[]): Explanation {
  const [newest, ...earlier] = decisions

  if (assigneeId !== null) {
    if (assignedBy === 'manual' || assignedBy === 'claim') return { by: assignedBy, earlier: decisions }
    if (newest?.kind !== 'assigned' || newest.agentId !== assigneeId) return { by: 'manual', earlier: decisions }
    return { by: 'engine', decision: newest, cause: causeOf(earlier), earlier }
  }
  if (newest === undefined) return { by: 'nobody', earlier: [] }
  if (newest.kind === 'assigned') return { by: 'putBack', earlier: decisions }
  return { by: 'engine', decision: newest, cause: causeOf(earlier), earlier }
}

// What brought it into this queue, where it may have waited since: somebody who did not answer, a team that was full.
function causeOf(earlier: readonly Decision[]): Decision | null {
  const before = earlier.find(({ kind }) => kind !== 'queued')
  return before?.kind === 'unassigned' || before?.kind === 'overflowed' ? before : null
}

export type Kind = 'assigned' | 'queued' | 'held' | 'overflowed' | 'unassigned' | 'declined' | 'no_answer' | 'offline'

/** What a decision comes down to, in a word. */
export function kindOf({ kind, reason }: Pick<Decision, 'kind' | 'reason'>): Kind {
  if (kind === 'queued' && (reason === 'held_for_owner' || reason === 'held_for_previous')) return 'held'
  if (kind === 'unassigned' && (reason === 'declined' || reason === 'no_answer' || reason === 'offline')) return reason
  return kind
}

export const exclusions = [
  'not_member',
  'deactivated',
  'excluded',
  'outside_hours',
  'offline',
  'busy',
  'wrapping_up',
  'paced',
  'already_tried',
  'missing_skill',
  'at_capacity',
] as const

export type KnownExclusion = (typeof exclusions)[number]

/** A reason in the words we have for it; null for one of a later version. */
export function knownExclusion(reason: string | null): KnownExclusion | null {
  return exclusions.find((name) => name === reason) ?? null
}

const limitScopes = ['agent', 'team', 'channel'] as const

export type Excluded = Readonly<{
  reason: string
  count: number
  /** Which limits stopped those `at_capacity`. */
  limits: readonly Readonly<{ scope: (typeof limitScopes)[number]; count: number }>[]
}>

/** How many were passed over for what, the most frequent reason first. */
export function excludedOf({ excluded, limitsReached }: Pick<Decision, 'excluded' | 'limitsReached'>): Excluded[] {
  const limits = limitScopes.flatMap((scope) => {
    const count = limitsReached[scope] ?? 0
    return count > 0 ? [{ scope, count }] : []
  })
  return Object.entries(excluded)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => ({ reason, count, limits: reason === 'at_capacity' ? limits : [] }))
    .sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason))
}

/** What the strategy compared, where load and last assignment do not say it already. */
export function measureOf(strategy: string): 'share' | 'turn' | null {
  if (strategy === 'most_free') return 'share'
  return strategy === 'weighted' ? 'turn' : null
}

export type Outcome = 'took' | 'waited_for' | 'waited_for_until' | 'wait_over' | 'not_waited_for'

/** What became of a preferred agent. */
export function outcomeOf({ outcome, until }: Decision['preferred'][number]): Outcome {
  return outcome === 'waited_for' && until !== null ? 'waited_for_until' : outcome
}
