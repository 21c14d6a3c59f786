import { type Hours, type Interval, weekdays } from './hours.ts'
import { minutesOfDay, type Stretch, stretchOf } from './wall-time.ts'

/** Open from `start` until just before `end`, both in milliseconds since the epoch. */
export type Span = Readonly<{ start: number; end: number }>

/** Finds the spans between two instants: in order, apart from each other, and cut off at both ends. */
export type FindSpans = (from: number, to: number) => Span[]

/** Reads hours once; what it returns turns their wall-clock times into instants. */
export function spansOf({ timeZone, week, exceptions }: Hours): FindSpans {
  const ofWeek = weekdays.map((weekday) => week[weekday].map(readStretch))
  const ofDates = new Map(exceptions.map(({ date, intervals }) => [date, intervals.map(readStretch)]))

  function stretchesOf(date: Temporal.PlainDate): readonly Stretch[] {
    const ofDate = ofDates.size > 0 ? ofDates.get(date.toString()) : undefined
    return ofDate ?? ofWeek[date.dayOfWeek - 1]!
  }

  return (from, to) => {
    const spans: Span[] = []
    const last = dateAt(to)

    // An interval that runs past midnight ends on the date after its own, and a clock change can carry it into one more.
    for (let date = dateAt(from).subtract({ days: 2 }); isUntil(date, last); date = date.add({ days: 1 })) {
      for (const stretch of stretchesOf(date)) {
        const span = spanOf(stretch, date)
        if (span.start < span.end && span.start < to && span.end > from) spans.push(span)
      }
    }
    return merged(spans).map(({ start, end }) => ({ start: Math.max(start, from), end: Math.min(end, to) }))
  }

  function dateAt(at: number): Temporal.PlainDate {
    return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate()
  }

  // Wall-clock times that a clock change skips move on by what it skipped. Of those that come twice the first counts for
  // a beginning and the second for an end: nobody is sent away in an hour that the sign on the door calls open.
  function spanOf({ from, to }: Stretch, date: Temporal.PlainDate): Span {
    return { start: instantOf(date, from, 'compatible'), end: instantOf(date, to, 'later') }
  }

  function instantOf(date: Temporal.PlainDate, minutes: number, disambiguation: 'compatible' | 'later'): number {
    const days = Math.floor(minutes / minutesOfDay)
    const { year, month, day } = days > 0 ? date.add({ days }) : date
    const ofDay = minutes % minutesOfDay
    const wallTime = new Temporal.PlainDateTime(year, month, day, Math.floor(ofDay / 60), ofDay % 60)
    return wallTime.toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds
  }
}

function readStretch(interval: Interval): Stretch {
  const stretch = stretchOf(interval)
  if (!stretch) throw new RangeError(`Not an interval of hours: ${interval.from}–${interval.to}. See checkHours.`)
  return stretch
}

function isUntil(date: Temporal.PlainDate, last: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(date, last) <= 0
}

function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = []

  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const before = result.at(-1)
    if (before && span.start <= before.end) {
      result[result.length - 1] = { start: before.start, end: Math.max(before.end, span.end) }
    } else {
      result.push(span)
    }
  }
  return result
}
