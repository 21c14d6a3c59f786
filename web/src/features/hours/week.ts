import { type Hours, type Interval, type Weekday, weekdays } from '@fairlead/sdk'
import { ownTimeZone } from './time-zones.ts'

export type Week = Hours['week']

const wholeDay: Interval = { from: '00:00', to: '24:00', isNextDay: false }
const nineToFive: Interval = { from: '09:00', to: '17:00', isNextDay: false }

/** What hours begin with: Monday to Friday, nine to five, where this browser is. */
export function firstHours(): Hours {
  return { timeZone: ownTimeZone(), week: firstWeek, exceptions: [], holidays: null }
}

export const firstWeek: Week = {
  monday: [nineToFive],
  tuesday: [nineToFive],
  wednesday: [nineToFive],
  thursday: [nineToFive],
  friday: [nineToFive],
  saturday: [],
  sunday: [],
}

export const wholeWeek: Week = {
  monday: [wholeDay],
  tuesday: [wholeDay],
  wednesday: [wholeDay],
  thursday: [wholeDay],
  friday: [wholeDay],
  saturday: [wholeDay],
  sunday: [wholeDay],
}

export function isAlwaysOpen(week: Week): boolean {
  return weekdays.every((weekday) => {
    const [only, ...others] = week[weekday]
    return others.length === 0 && only?.from === '00:00' && only.to === '24:00'
  })
}

/** The week with the times of one day on others too. */
export function copyDay(week: Week, from: Weekday, to: readonly Weekday[]): Week {
  return { ...week, ...Object.fromEntries(to.map((weekday) => [weekday, week[from]])) }
}

/** The day with one more interval: after the last one, as long as the day has room. */
export function withAnother(intervals: readonly Interval[]): Interval[] {
  const last = intervals.at(-1)
  if (!last) return [nineToFive]
  if (last.isNextDay || last.to >= '23:00') return [...intervals, { from: '', to: '', isNextDay: false }]

  const [hour = 0] = last.to.split(':').map(Number)
  const start = hour + 1
  const end = Math.min(start + 4, 24)
  return [...intervals, { from: clock(start), to: clock(end), isNextDay: false }]
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}

export type DaysAlike = Readonly<{ days: readonly [first: Weekday, last: Weekday]; intervals: readonly Interval[] }>

/** Days that follow each other and are open at the same times, together; closed ones are left out. */
export function daysAlike(week: Week): DaysAlike[] {
  const groups: { days: [Weekday, Weekday]; intervals: readonly Interval[] }[] = []
  let isJoined = false
  for (const weekday of weekdays) {
    const intervals = week[weekday]
    const last = groups.at(-1)
    if (intervals.length === 0) {
      isJoined = false
    } else if (isJoined && last && JSON.stringify(last.intervals) === JSON.stringify(intervals)) {
      last.days[1] = weekday
    } else {
      groups.push({ days: [weekday, weekday], intervals })
      isJoined = true
    }
  }
  return groups
}
