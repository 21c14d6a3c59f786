import type { Decision, Preferred } from '@fairlead/engine'
import type { Words } from '@fairlead/sdk'

/** What is said of a decision beside the decision itself. */
export type Circumstances = Readonly<{
  now: number
  timeZone: string
  nameOf: (agentId: string) => string
  contactName: string
  teamName: string
  overflowTeamName: string | null
  /** In this team's queue. */
  queuedAt: number
  /** When the team opens; null when it is open, or never does. */
  opensAt: number | null
  /** A workflow asked for another strategy, for whoever is online only, or for a limit. */
  isByWish: boolean
}>

/** Why, for a person who has never heard of strategies: the sentences, in whatever language they are said. */
export function wordsFor(decision: Decision, about: Circumstances): Words[] {
  switch (decision.kind) {
    case 'assigned':
      return [
        ...waitOver(decision.preferred, about),
        whyChosen(decision, about),
        ...(decision.tier !== null && decision.tier > 1 ? [{ key: 'tier', values: { tier: decision.tier } }] : []),
        ...(decision.isOverLimit ? [{ key: 'over_limit', values: {} }] : []),
        ...asAsked(about),
      ]
    case 'queued':
      return [...whyQueued(decision, about), ...(restsOnWish(decision) ? asAsked(about) : [])]
    case 'overflowed':
      return [whyOverflowed(decision, about)]
    default:
      return decision satisfies never
  }
}

function asAsked({ isByWish }: Circumstances): Words[] {
  return isByWish ? [{ key: 'as_workflow_asked', values: {} }] : []
}

/** A team that is closed, or has nobody, would not have had anybody either way. */
export function restsOnWish({ reason }: Extract<Decision, { kind: 'queued' }>): boolean {
  return reason !== 'outside_hours' && reason !== 'no_members'
}

function whyChosen(decision: Extract<Decision, { kind: 'assigned' }>, about: Circumstances): Words {
  const { reason, load, agentScore } = decision
  const name = about.nameOf(decision.agentId)
  switch (reason) {
    case 'owner':
    case 'previous':
      return { key: reason, values: { name, contact: about.contactName } }
    case 'lowest_load':
    case 'tie_longest_since_last':
      return { key: reason, values: { name, load } }
    case 'lowest_share':
      return { key: reason, values: { name, ...(agentScore === null || agentScore > 1 ? {} : { share: agentScore }) } }
    case 'only_candidate':
    case 'longest_since_last':
    case 'weighted_turn':
    case 'tie_id':
      return { key: reason, values: { name } }
    default:
      return reason satisfies never
  }
}

// The first that was waited for: who comes after them took over the waiting.
function waitOver(preferred: readonly Preferred[], { nameOf }: Circumstances): Words[] {
  const over = preferred.find(({ outcome }) => outcome === 'wait_over')
  return over === undefined ? [] : [{ key: 'wait_over', values: { name: nameOf(over.agentId) } }]
}

function whyQueued(decision: Extract<Decision, { kind: 'queued' }>, about: Circumstances): Words[] {
  const { reason, preferred, excluded, limitsReached } = decision
  switch (reason) {
    case 'manual_strategy':
    case 'no_members':
      return [{ key: reason, values: {} }]
    case 'outside_hours':
      return [{ key: reason, values: about.opensAt === null ? {} : { opensAt: toIso(about.opensAt) } }]
    case 'held_for_owner':
    case 'held_for_previous':
      return [whyHeld(preferred, about)]
    case 'nobody_eligible':
      return [
        ...waitOver(preferred, about),
        { key: reason, values: { excluded: { ...excluded }, limits: { ...limitsReached } } },
      ]
    default:
      return reason satisfies never
  }
}

function whyHeld(preferred: readonly Preferred[], { nameOf }: Circumstances): Words {
  const held = preferred.find(({ outcome }) => outcome === 'waited_for')
  if (held === undefined) return { key: 'held', values: {} }
  return {
    key: 'held',
    values: {
      name: nameOf(held.agentId),
      ...(held.until === null ? {} : { untilAt: toIso(held.until) }),
      ...(held.exclusion === null ? {} : { exclusion: held.exclusion }),
    },
  }
}

function whyOverflowed(decision: Extract<Decision, { kind: 'overflowed' }>, about: Circumstances): Words {
  const { teamName: team, overflowTeamName: to, now, queuedAt } = about
  const values = { team, ...(to === null ? {} : { to }) }
  switch (decision.reason) {
    case 'waited_too_long':
      return { key: decision.reason, values: { ...values, minutes: Math.floor((now - queuedAt) / 60_000) } }
    case 'queue_too_long':
      return { key: decision.reason, values: { ...values, position: decision.position } }
    case 'nobody_online':
      return { key: decision.reason, values }
    case 'outside_hours':
      return { key: 'team_outside_hours', values }
    default:
      return decision.reason satisfies never
  }
}

function toIso(at: number): string {
  return new Date(at).toISOString()
}
