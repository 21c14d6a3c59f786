import {
  type Chunk,
  chunkMs,
  indexOf,
  instantAfter,
  openUntil,
  rememberChunks,
  spanBegunBy,
  spanEndingAfter,
} from './chunk.ts'
import type { Hours } from './hours.ts'
import { type FindSpans, type Span, spansOf } from './spans.ts'

const yearMs = 366 * 24 * 60 * 60_000
const lookAheadMs = 2 * yearMs
const addAheadMs = 10 * yearMs

/** Business time. Instants are milliseconds since the epoch; durations are time that really passes. */
export type Calendar = Readonly<{
  isOpen(at: number): boolean
  /** The first instant, `at` or later, at which it is open; null when there is none within two years. */
  nextOpening(at: number): number | null
  /** The first instant after `at` at which it is closed; null when it is closed already, or stays open for two years. */
  nextClosing(at: number): number | null
  /** How long it is open between two instants; 0 when the second is not the later one. */
  businessMs(from: number, to: number): number
  /** The first instant by which it has been open for `ms` since `from`; null when some ten years are not enough. */
  addBusinessMs(from: number, ms: number): number | null
}>

const alwaysOpen: Calendar = {
  isOpen: () => true,
  nextOpening: (at) => at,
  nextClosing: () => null,
  businessMs: (from, to) => Math.max(0, to - from),
  addBusinessMs: (from, ms) => from + Math.max(0, ms),
}

/**
 * The calendar of hours that `checkHours` finds nothing wrong with; always open when there are no hours. It remembers
 * what it has worked out: keep it, instead of making it anew for every question.
 *
 * ```ts
 * const oneHour = 60 * 60_000
 * calendarOf(hours).addBusinessMs(fridayAtHalfPastFour, oneHour) // Monday at half past nine, when they close at five
 * ```
 */
export function calendarOf(hours: Hours | null): Calendar {
  return hours === null ? alwaysOpen : calendarFrom(spansOf(hours))
}

const shared = new WeakMap<Calendar, WeakMap<Calendar, Calendar>>()

/** Open when both are, as a member is within the hours of a team and their own. The same two give the same calendar. */
export function bothOpen(a: Calendar, b: Calendar): Calendar {
  if (a === alwaysOpen || a === b) return b
  if (b === alwaysOpen) return a

  const sharedWithA = shared.get(a) ?? new WeakMap<Calendar, Calendar>()
  const calendar =
    sharedWithA.get(b) ?? calendarFrom((from, to) => overlap(openSpans(a, from, to), openSpans(b, from, to)))
  shared.set(a, sharedWithA)
  sharedWithA.set(b, calendar)
  return calendar
}

function calendarFrom(findSpans: FindSpans): Calendar {
  const chunkAt = rememberChunks(findSpans)

  return {
    isOpen(at) {
      const span = spanBegunBy(chunkAt(indexOf(at)), at)
      return span !== undefined && at < span.end
    },

    nextOpening(at) {
      const latest = at + lookAheadMs

      for (let index = indexOf(at); index <= indexOf(latest); index += 1) {
        const span = spanEndingAfter(chunkAt(index), at)
        if (span) return span.start <= latest ? Math.max(at, span.start) : null
      }
      return null
    },

    nextClosing(at) {
      const latest = at + lookAheadMs
      let chunk = chunkAt(indexOf(at))
      let span = spanBegunBy(chunk, at)
      if (!span || at >= span.end) return null

      // A span that reaches the end of its chunk may go on in the next one.
      while (span.end === chunk.end && chunk.end <= latest) {
        const next: Chunk = chunkAt(indexOf(chunk.end))
        const continued: Span | undefined = spanBegunBy(next, next.start)
        if (!continued) return span.end
        chunk = next
        span = continued
      }
      return span.end <= latest ? span.end : null
    },

    businessMs(from, to) {
      if (to <= from) return 0

      const last = indexOf(to)
      let ms = openUntil(chunkAt(last), to) - openUntil(chunkAt(indexOf(from)), from)
      for (let index = indexOf(from); index < last; index += 1) ms += chunkAt(index).openMs
      return ms
    },

    addBusinessMs(from, ms) {
      if (ms <= 0) return from

      const first = indexOf(from)
      let left = openUntil(chunkAt(first), from) + ms
      for (let index = first; index <= first + addAheadMs / chunkMs; index += 1) {
        const chunk = chunkAt(index)
        if (left <= chunk.openMs) return instantAfter(chunk, left)
        left -= chunk.openMs
      }
      return null
    },
  }
}

function openSpans(calendar: Calendar, from: number, to: number): Span[] {
  const spans: Span[] = []
  let opening = calendar.nextOpening(from)

  while (opening !== null && opening < to) {
    const end = Math.min(calendar.nextClosing(opening) ?? to, to)
    spans.push({ start: opening, end })
    opening = end < to ? calendar.nextOpening(end) : null
  }
  return spans
}

/** What two lists of spans have in common. */
function overlap(some: readonly Span[], others: readonly Span[]): Span[] {
  const spans: Span[] = []
  let mine = 0
  let theirs = 0

  while (mine < some.length && theirs < others.length) {
    const one = some[mine]!
    const other = others[theirs]!
    const start = Math.max(one.start, other.start)
    const end = Math.min(one.end, other.end)

    if (start < end) spans.push({ start, end })
    if (one.end <= other.end) mine += 1
    else theirs += 1
  }
  return spans
}
