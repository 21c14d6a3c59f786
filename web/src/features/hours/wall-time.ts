import type { Interval } from '@fairlead/sdk'

export const minutesOfDay = 1440

/** Minutes since midnight; null for what is no time of day. `24:00` is the end of the day. */
function minutesOf(time: string): number | null {
  const match = /^(\d{2}):(\d{2})$/.exec(time)
  if (!match) return null
  const minutes = Number(match[1]) * 60 + Number(match[2])
  return Number(match[2]) < 60 && minutes <= minutesOfDay ? minutes : null
}

/** From and to in minutes of the day on which it begins; null when either is not filled in. */
export function stretchOf({ from, to, isNextDay }: Interval): { from: number; to: number } | null {
  const [start, end] = [minutesOf(from), minutesOf(to)]
  if (start === null || end === null || start === minutesOfDay) return null
  return { from: start, to: isNextDay ? end + minutesOfDay : end }
}

/** What a field for times shows: it knows no 24:00. */
export function shownEnd(to: string): string {
  return to === '24:00' ? '00:00' : to
}

/** What was typed as an end. Midnight closes the day on which the interval began. */
export function withEnd(interval: Interval, typed: string): Interval {
  return typed === '00:00' && !interval.isNextDay ? { ...interval, to: '24:00' } : { ...interval, to: typed }
}

/** The same clock times, ending the next day or the same. */
export function withNextDay(interval: Interval, isNextDay: boolean): Interval {
  const { from, to } = interval
  if (isNextDay) return { from, to: shownEnd(to), isNextDay }
  return { from, to: to === '00:00' ? '24:00' : to, isNextDay }
}

/** Whether "next day" is worth asking: it is so already, or would mend the interval. */
export function mayBeNextDay({ from, to, isNextDay }: Interval): boolean {
  const [start, end] = [minutesOf(from), minutesOf(to)]
  return isNextDay || (start !== null && end !== null && end <= start)
}
