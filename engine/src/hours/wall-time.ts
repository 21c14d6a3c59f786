import type { Interval } from './hours.ts'

export const minutesOfDay = 24 * 60

/** `'09:30'` as minutes after midnight, `'24:00'` as the end of the day; undefined when it is no time of day. */
export function minutesOf(time: string): number | undefined {
  const [, hour, minute] = /^([01]\d|2[0-3]|24(?=:00)):([0-5]\d)$/.exec(time) ?? []
  return hour === undefined || minute === undefined ? undefined : Number(hour) * 60 + Number(minute)
}

/** Where an interval begins and ends, in minutes after the midnight of the date it belongs to. */
export type Stretch = Readonly<{ from: number; to: number }>

export function stretchOf({ from, to, isNextDay }: Interval): Stretch | undefined {
  const start = minutesOf(from)
  const end = minutesOf(to)
  return start === undefined || end === undefined
    ? undefined
    : { from: start, to: isNextDay ? end + minutesOfDay : end }
}
