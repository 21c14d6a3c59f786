/**
 * Which of a team's four messages a customer should be told now. Pure: everything comes in, the clock included, so that
 * the same question can be asked again at the moment of sending.
 *
 * - `assigned`: somebody has the conversation and has not written since; once for each assignment.
 * - `away`: the team is closed; once for each time that it closes.
 * - `overCapacity`: the team is open, and nobody could take it; once for each stretch of waiting. Where the policy has
 *   an overflow that goes nowhere, its conditions say when.
 * - `queueUpdate`: it moved up notably since something was told in this stretch of waiting.
 *
 * None is told to somebody who waits for no answer, nor to any whose channel could not carry it.
 */
import { type Announcement, type Calendar, roundedUp } from '@fairlead/engine'
import type { ExpectationKind, ExpectationText, Policy } from '@fairlead/sdk'
import type { Facts } from './facts.ts'

/** `state` names the change that is told; the same one is told once. */
export type Due = Readonly<{ kind: ExpectationKind; state: string; text: ExpectationText }>

export type Estimate = Readonly<{ position: number; announcement: Announcement | null }>

export type Moment = Readonly<{
  now: number
  settings: Policy
  calendar: Calendar
  /** The place and the wait of a waiting conversation, worked out only when they are asked for. */
  estimate: () => Estimate | null
  isAnyoneOnline: () => boolean
}>

/** Reasons of the engine that mean: it looked, and nobody could take it. */
const nobodyCould: ReadonlySet<string> = new Set(['no_members', 'nobody_eligible', 'outside_hours'])
const minuteMs = 60_000

export function dueMessages(facts: Facts, moment: Moment): Due[] {
  if (!mayBeTold(facts, moment.now)) return []
  const isOpen = moment.calendar.isOpen(moment.now)
  const away = isOpen ? null : awayState(moment)
  // While the team is closed, who will see to it is less true than when.
  const isSilent = !isOpen && moment.settings.messages.away !== null

  const states: readonly (readonly [ExpectationKind, string | null])[] = [
    ['assigned', isSilent ? null : assignedState(facts)],
    ['away', away],
    ['overCapacity', isOpen ? overCapacityState(facts, moment) : null],
    ['queueUpdate', isOpen ? queueUpdateState(facts, moment) : null],
  ]
  return states.flatMap(([kind, state]) => {
    const text = moment.settings.messages[kind]
    return text === null || state === null || isTold(facts, kind, state, text, moment.now)
      ? []
      : [{ kind, state, text }]
  })
}

/** Whether a message that was written for a state, and is not out yet, has been overtaken. */
export function isSuperseded(facts: Facts, told: Told, now: number): boolean {
  if (!mayBeTold({ ...facts, isChannelWorking: true }, now)) return true
  switch (told.kind) {
    case 'assigned':
      return assignedState(facts) !== told.state
    case 'away':
      return now >= opensAt(told.state)
    case 'overCapacity':
    case 'queueUpdate':
      return (
        facts.assigneeId !== null ||
        facts.stayId !== told.state.split(':')[0] ||
        now > (told.announced?.announcement?.latestAt ?? Number.POSITIVE_INFINITY)
      )
    default:
      return told.kind satisfies never
  }
}

type Told = Facts['told'][number]

function mayBeTold(facts: Facts, now: number): boolean {
  return (
    facts.status === 'open' &&
    facts.waitingSince !== null &&
    facts.isChannelWorking &&
    (facts.windowEndsAt === null || now < facts.windowEndsAt)
  )
}

// An assignment that came too soon after one that was told is not told later: it would be no news.
function isTold(
  { told, assignedAt }: Facts,
  kind: ExpectationKind,
  state: string,
  { everyHours }: ExpectationText,
  now: number,
): boolean {
  const at = kind === 'assigned' ? (assignedAt ?? now) : now
  return told.some(
    (each) => each.kind === kind && (each.state === state || at - each.toldAt < everyHours * 60 * minuteMs),
  )
}

function assignedState({ assigneeId, assignedAt, hasBeenReplied }: Facts): string | null {
  return assigneeId === null || assignedAt === null || hasBeenReplied ? null : `${assigneeId}:${assignedAt}`
}

function awayState({ calendar, now }: Moment): string {
  return `closed:${calendar.nextOpening(now) ?? 'for good'}`
}

function opensAt(state: string): number {
  const at = Number(state.split(':')[1])
  return Number.isNaN(at) ? Number.POSITIVE_INFINITY : at
}

function overCapacityState(facts: Facts, moment: Moment): string | null {
  if (facts.assigneeId !== null || facts.stayId === null || facts.queuedReason === null) return null
  return isOverCapacity(facts, facts.queuedReason, moment) ? facts.stayId : null
}

function isOverCapacity(facts: Facts, queuedReason: string, moment: Moment): boolean {
  const { overflow } = moment.settings
  if (overflow === null || overflow.teamId !== null) return nobodyCould.has(queuedReason.split(':')[0]!)

  const { afterMinutes, longerThan, whenNobodyOnline } = overflow
  return (
    (afterMinutes !== null && moment.calendar.businessMs(facts.queuedAt, moment.now) >= afterMinutes * minuteMs) ||
    (longerThan !== null && (moment.estimate()?.position ?? 0) > longerThan) ||
    (whenNobodyOnline && !moment.isAnyoneOnline())
  )
}

function queueUpdateState(facts: Facts, moment: Moment): string | null {
  const { stayId, assigneeId } = facts
  const { messages } = moment.settings
  if (messages.queueUpdate === null || assigneeId !== null || stayId === null) return null
  const last = facts.told.findLast(
    ({ kind, state, announced }) =>
      (kind === 'overCapacity' || kind === 'queueUpdate') && state.split(':')[0] === stayId && announced !== null,
  )
  // Without the message that comes first, the first update is the first that is heard.
  const isFirst = last === undefined && messages.overCapacity === null
  if (isFirst && overCapacityState(facts, moment) === null) return null
  if (!isFirst && !last?.announced) return null

  const estimate = moment.estimate()
  if (estimate === null || (last?.announced && !isNotablyBetter(last.announced, estimate, moment.now))) return null
  return `${stayId}:${estimate.position}:${estimate.announcement?.latestAt ?? ''}`
}

/** Half the place or less, or a promise that is sooner by a round figure, and not only because time went by. */
function isNotablyBetter(before: Estimate, after: Estimate, now: number): boolean {
  if (after.position > before.position) return false
  if (after.position <= before.position / 2) return true
  const [told, promised] = [before.announcement, after.announcement]
  if (promised === null) return false
  if (told === null) return true
  return promised.latestAt < told.latestAt && minutesOf(promised.latestAt - now) < minutesOf(told.latestAt - now)
}

function minutesOf(waitMs: number): number {
  const spoken = roundedUp(waitMs)
  return spoken.kind === 'minutes' ? spoken.minutes : spoken.hours * 60
}
