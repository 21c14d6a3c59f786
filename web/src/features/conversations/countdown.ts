import type { Conversation, Countdown } from '@fairlead/sdk'

export type Urgency = Readonly<{
  /** `deadline`: the team’s policy wants an answer; `promise`: the contact was told so; `window`: free messages end. */
  kind: 'deadline' | 'promise' | 'window'
  state: 'near' | 'over'
  /** Until then, or since. */
  ms: number
}>

const minuteMs = 60_000
const promiseNearMs = 10 * minuteMs
const windowNearMs = 2 * 60 * minuteMs

/**
 * What runs out soonest of a conversation that waits for an answer, where that is near enough to matter; what is over comes first. The window is
 * told only while it can still be used: that it is closed, whoever opens the conversation sees.
 */
export function urgencyOf(
  { status, waitingSince, windowEndsAt }: Pick<Conversation, 'status' | 'waitingSince' | 'windowEndsAt'>,
  countdown: Countdown | null,
  now: number,
): Urgency | null {
  if (status === 'closed' || waitingSince === null) return null
  const nearDeadlineMs = (countdown?.deadlineNearMinutes ?? 0) * minuteMs
  const found = [
    urgency('deadline', countdown?.deadlineAt ?? null, nearDeadlineMs, now),
    urgency('promise', countdown?.promise?.latestAt ?? null, promiseNearMs, now),
    urgency('window', windowEndsAt, windowNearMs, now),
  ].flatMap((each) => (each === null || (each.kind === 'window' && each.state === 'over') ? [] : each))
  const over = found.filter(({ state }) => state === 'over')
  return over[0] ?? found.toSorted((a, b) => a.ms - b.ms)[0] ?? null
}

function urgency(kind: Urgency['kind'], at: string | null, nearMs: number, now: number): Urgency | null {
  if (at === null) return null
  const leftMs = Date.parse(at) - now
  if (leftMs <= 0) return { kind, state: 'over', ms: -leftMs }
  return leftMs <= nearMs ? { kind, state: 'near', ms: leftMs } : null
}
