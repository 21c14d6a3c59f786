import { type Hours, type Interval, weekdays } from '@fairlead/sdk'
import { minutesOfDay, stretchOf } from './wall-time.ts'

export type HoursMistake = Readonly<{
  /** As the API names it: `week.monday.0.to`. */
  path: string
  key:
    | 'timeZone'
    | 'from'
    | 'to'
    | 'same'
    | 'before'
    | 'tooLong'
    | 'tooMany'
    | 'overlap'
    | 'overlapNight'
    | 'date'
    | 'dateTwice'
    | 'never'
    | 'country'
  /** The other interval, of an overlap. */
  other?: Interval
}>

/** Whether something is only missing yet. */
export function isUnfinished({ key }: HoursMistake): boolean {
  return key === 'from' || key === 'to' || key === 'date' || key === 'country'
}

const maxIntervalsOfDay = 10

type Day = Readonly<{ path: string; intervals: readonly Interval[] }>

/** What the server would refuse, found while somebody types. */
export function checkHours(hours: Hours): readonly HoursMistake[] {
  const { timeZone, week, exceptions, holidays } = hours
  const days = [
    ...weekdays.map((weekday) => ({ path: `week.${weekday}`, intervals: week[weekday] })),
    ...exceptions.map(({ intervals }, index) => ({ path: `exceptions.${index}.intervals`, intervals })),
  ]
  const mistakes: HoursMistake[] = days.flatMap(checkDay)
  if (timeZone === '') mistakes.push({ path: 'timeZone', key: 'timeZone' })
  if (days.every(({ intervals }) => intervals.length === 0)) mistakes.push({ path: 'week', key: 'never' })
  if (holidays?.country === '') mistakes.push({ path: 'holidays.country', key: 'country' })
  return [...mistakes, ...checkDates(hours), ...checkNights(days.slice(0, weekdays.length))]
}

function checkDay({ path, intervals }: Day): HoursMistake[] {
  if (intervals.length > maxIntervalsOfDay) return [{ path, key: 'tooMany' }]

  return intervals.flatMap((interval, index) => {
    const own = checkInterval(interval, `${path}.${index}`)
    if (own) return [own]
    const other = intervals.find((each, place) => place !== index && startsFirst(each, interval, place < index))
    return other ? [{ path: `${path}.${index}`, key: 'overlap', other }] : []
  })
}

function checkInterval(interval: Interval, path: string): HoursMistake | null {
  const stretch = stretchOf(interval)
  if (!stretch)
    return stretchOf({ ...interval, to: '24:00' })
      ? { path: `${path}.to`, key: 'to' }
      : { path: `${path}.from`, key: 'from' }
  if (stretch.to === stretch.from) return { path, key: 'same' }
  if (stretch.to < stretch.from) return { path, key: 'before' }
  return stretch.to - stretch.from > minutesOfDay ? { path, key: 'tooLong' } : null
}

/** Whether `other` begins first, or with it and stands before it, and still goes on when `interval` begins. */
function startsFirst(other: Interval, interval: Interval, isBefore: boolean): boolean {
  const [one, two] = [stretchOf(other), stretchOf(interval)]
  if (!one || !two || one.to <= one.from) return false
  return (one.from < two.from || (one.from === two.from && isBefore)) && one.to > two.from
}

function checkDates({ exceptions }: Hours): HoursMistake[] {
  const known = new Set<string>()
  return exceptions.flatMap(({ date }, index): HoursMistake[] => {
    const path = `exceptions.${index}.date`
    if (date === '') return [{ path, key: 'date' }]
    if (known.has(date)) return [{ path, key: 'dateTwice' }]
    known.add(date)
    return []
  })
}

/** What runs past midnight must not run into what the next day begins with. */
function checkNights(days: readonly Day[]): HoursMistake[] {
  return days.flatMap(({ path, intervals }, index) => {
    const before = days.at(index - 1)?.intervals ?? []
    return intervals.flatMap((interval, place): HoursMistake[] => {
      const morning = stretchOf(interval)
      const other = before.find((night) => {
        const stretch = stretchOf(night)
        return stretch && morning && night.isNextDay && stretch.to - minutesOfDay > morning.from
      })
      return other ? [{ path: `${path}.${place}`, key: 'overlapNight', other }] : []
    })
  })
}
