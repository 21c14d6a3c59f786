import { type Hours, type Interval, weekdays } from '../hours.ts'

export const minuteMs = 60_000

/** What the clocks on the wall show at every minute of a stretch of time. */
export type WallClock = Readonly<{
  start: number
  end: number
  timeZone: string
  /** In minutes, as if the wall were in Greenwich: 00:00 on 1970-01-01 is 0. */
  shown: readonly number[]
}>

export function watchWall(timeZone: string, from: string, to: string): WallClock {
  const start = Date.parse(from)
  const end = Date.parse(to)
  const format = new Intl.DateTimeFormat('en-u-ca-iso8601', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  const shown: number[] = []

  for (let at = start; at < end; at += minuteMs) {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
    shown.push(Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!) / minuteMs)
  }
  return { start, end, timeZone, shown }
}

/** Minute by minute, whether it is open: slow, and written without anything that the calendar is made of. */
export function openMinutes(hours: Hours, { shown }: WallClock): readonly boolean[] {
  const open = shown.map(() => false)
  const firstDate = Math.floor(shown[0]! / 1440)
  const lastDate = Math.floor(shown.at(-1)! / 1440)

  for (let date = firstDate; date <= lastDate; date += 1) {
    for (const { from, to, isNextDay } of intervalsOf(hours, date)) {
      const start = indexOfWallTime(shown, date * 1440 + minutesOf(from), 'first')
      const end = indexOfWallTime(shown, date * 1440 + minutesOf(to) + (isNextDay ? 1440 : 0), 'last')
      for (let index = start; index < end; index += 1) open[index] = true
    }
  }
  return open
}

function intervalsOf(hours: Hours, dayNumber: number): readonly Interval[] {
  const date = new Date(dayNumber * 1440 * minuteMs)
  const exception = hours.exceptions.find((each) => each.date === date.toISOString().slice(0, 10))
  return exception ? exception.intervals : hours.week[weekdays[(date.getUTCDay() + 6) % 7]!]
}

function minutesOf(time: string): number {
  const [hour, minute] = time.split(':').map(Number)
  return hour! * 60 + minute!
}

function indexOfWallTime(shown: readonly number[], wallTime: number, which: 'first' | 'last'): number {
  if (wallTime < shown[0]!) return 0
  if (wallTime > shown.at(-1)!) return shown.length

  const index = which === 'first' ? shown.indexOf(wallTime) : shown.lastIndexOf(wallTime)
  if (index >= 0) return index

  const afterGap = shown.findIndex((each, place) => each > wallTime && place > 0 && shown[place - 1]! < wallTime)
  const skipped = shown[afterGap]! - shown[afterGap - 1]! - 1
  return indexOfWallTime(shown, wallTime + skipped, which)
}
