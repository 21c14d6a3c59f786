import type { Decision, Exclusion, LimitScope, Preferred } from '@fairlead/engine'
import { describeInstant } from '../hours/describe.ts'
import { type Circumstances, restsOnWish } from './words.ts'

/** One sentence that says why, for a person who has never heard of strategies. */
export function sentenceFor(decision: Decision, about: Circumstances): string {
  switch (decision.kind) {
    case 'assigned':
      return assignedSentence(decision, about)
    case 'queued':
      return `${queuedSentence(decision, about)}${restsOnWish(decision) ? asAsked(about) : ''}`
    case 'overflowed':
      return overflowedSentence(decision, about)
    default:
      return decision satisfies never
  }
}

function assignedSentence(decision: Extract<Decision, { kind: 'assigned' }>, about: Circumstances): string {
  const overLimit = decision.isOverLimit ? ' They are over their limit, as the policy allows for this.' : ''
  const tier = decision.tier !== null && decision.tier > 1 ? ` Nobody of a tier before ${decision.tier} could.` : ''
  return `${waitOver(decision.preferred, about)}${whyChosen(decision, about)}${tier}${overLimit}${asAsked(about)}`
}

function asAsked({ isByWish }: Circumstances): string {
  return isByWish ? ' A workflow asked for it to be assigned this way.' : ''
}

function whyChosen(decision: Extract<Decision, { kind: 'assigned' }>, { nameOf, contactName }: Circumstances): string {
  const name = nameOf(decision.agentId)
  switch (decision.reason) {
    case 'owner':
      return `${name} is ${contactName}’s dedicated agent.`
    case 'previous':
      return `${name} had ${contactName}’s last conversation.`
    case 'only_candidate':
      return `${name} was the only one who could take it.`
    case 'longest_since_last':
      return `It was ${name}’s turn: longest since the last one.`
    case 'lowest_load':
      return `${name} had the lowest load (${decision.load}).`
    case 'lowest_share':
      return `${name} had the most room beside their limit${asShare(decision.agentScore)}.`
    case 'weighted_turn':
      return `It was ${name}’s turn by their share of the team’s conversations.`
    case 'tie_longest_since_last':
      return `${name} stood level with others (load ${decision.load}), and had the longest since the last one.`
    case 'tie_id':
      return `${name} stood level with others, and came first by a fixed order.`
    default:
      return decision.reason satisfies never
  }
}

// The first that was waited for: who comes after them took over the waiting.
function waitOver(preferred: readonly Preferred[], { nameOf }: Circumstances): string {
  const over = preferred.find(({ outcome }) => outcome === 'wait_over')
  return over === undefined ? '' : `The wait for ${nameOf(over.agentId)} was over. `
}

function queuedSentence(decision: Extract<Decision, { kind: 'queued' }>, about: Circumstances): string {
  switch (decision.reason) {
    case 'manual_strategy':
      return 'People pick in this team: nobody is assigned automatically.'
    case 'no_members':
      return 'The team has no members.'
    case 'outside_hours':
      return about.opensAt === null
        ? 'The team is out of hours.'
        : `The team is out of hours: it opens ${describeInstant(about.opensAt, viewpoint(about))}.`
    case 'held_for_owner':
    case 'held_for_previous':
      return heldSentence(decision.preferred, about)
    case 'nobody_eligible':
      return `${waitOver(decision.preferred, about)}Nobody could take it: ${describeExclusions(decision)}.`
    default:
      return decision.reason satisfies never
  }
}

function heldSentence(preferred: readonly Preferred[], about: Circumstances): string {
  const held = preferred.find(({ outcome }) => outcome === 'waited_for')
  if (held === undefined) return 'Kept for the preferred agent.'
  const until = held.until === null ? '' : ` until ${describeMoment(held.until, about)}`
  const why = held.exclusion === null ? '' : `, who is ${words[held.exclusion]}`
  return `Kept for ${about.nameOf(held.agentId)}${until}${why}; then for anybody.`
}

function overflowedSentence(decision: Extract<Decision, { kind: 'overflowed' }>, about: Circumstances): string {
  const { teamName, now, queuedAt } = about
  const onward = `went on to ${about.overflowTeamName ?? 'another team'}`
  switch (decision.reason) {
    case 'waited_too_long':
      return `Waited ${describeMinutes(now - queuedAt)} in ${teamName}: ${onward}.`
    case 'queue_too_long':
      return `The queue of ${teamName} was too long (position ${decision.position}): ${onward}.`
    case 'nobody_online':
      return `Nobody of ${teamName} was online: ${onward}.`
    case 'outside_hours':
      return `${teamName} was out of hours: ${onward}.`
    default:
      return decision.reason satisfies never
  }
}

const words: Readonly<Record<Exclusion, string>> = {
  not_member: 'not in the team',
  deactivated: 'deactivated',
  excluded: 'taken out of assignment',
  outside_hours: 'out of hours',
  offline: 'offline',
  busy: 'busy',
  wrapping_up: 'finishing their last one',
  paced: 'given enough just now',
  already_tried: 'asked already',
  missing_skill: 'without the needed skill',
  at_capacity: 'at their limit',
}

const limitWords: Readonly<Record<LimitScope, string>> = {
  agent: 'of all they hold',
  team: 'of the team',
  channel: 'of the channel',
}

function describeExclusions({ excluded, limitsReached }: Decision): string {
  return Object.entries(excluded)
    .map(([reason, count]) => {
      const limits = reason === 'at_capacity' ? describeLimits(limitsReached) : ''
      return `${count} ${words[reason as Exclusion]}${limits}`
    })
    .join(', ')
}

function describeLimits(reached: Decision['limitsReached']): string {
  const scopes = Object.entries(reached)
  const [only] = scopes
  if (only === undefined) return ''
  if (scopes.length === 1) return ` ${limitWords[only[0] as LimitScope]}`
  return ` (${scopes.map(([scope, count]) => `${count} ${limitWords[scope as LimitScope]}`).join(', ')})`
}

function asShare(score: number | null): string {
  return score === null || score > 1 ? '' : ` (${Math.round(score * 100)} % full)`
}

function describeMinutes(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}

function describeMoment(at: number, about: Circumstances): string {
  const { timeZone, now } = about
  const day = (instant: number) => new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short' }).format(instant)
  if (day(at) !== day(now)) return describeInstant(at, viewpoint(about))
  return new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' }).format(at)
}

function viewpoint({ timeZone, now }: Circumstances) {
  return { timeZone, now, locale: 'en' }
}
