/**
 * A provider that has enough of what an account sends says for how long. Until then the channel's other conversations
 * wait, too, instead of finding out one by one, each at the cost of a try. Kept in the memory of this process alone:
 * another finds out once by itself, and so does this one when it begins anew.
 */
import type { DeliveryOutcome } from '../channels/channel.ts'
import { now } from '../db/clock.ts'

/** Whoever asks for longer is asked again by one message in between. */
const longestMs = 15 * 60_000
/** Those who waited come one after the other. */
const spreadMs = { least: 1_000, most: 30_000 } as const

const ends = new Map<string, number>()

/** Holds the channel back when that is what came of sending on it. */
export function pauseFor(channelId: string, outcome: DeliveryOutcome): void {
  if (outcome.kind !== 'failure' || outcome.code !== 'rate_limited' || outcome.isOfRecipient) return
  const { retryAfterMs } = outcome
  if (retryAfterMs === null || retryAfterMs <= 0) return
  ends.set(channelId, Math.max(ends.get(channelId) ?? 0, now() + Math.min(retryAfterMs, longestMs)))
}

/** When the next one may come; null: now. */
export function resumesAt(channelId: string): Date | null {
  const leftMs = (ends.get(channelId) ?? 0) - now()
  if (leftMs <= 0) {
    ends.delete(channelId)
    return null
  }
  const spread = Math.min(spreadMs.most, Math.max(spreadMs.least, leftMs / 4))
  return new Date(now() + leftMs + Math.random() * spread)
}
