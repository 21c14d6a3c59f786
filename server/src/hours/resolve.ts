import { type Calendar, calendarOf, type Hours } from '@fairlead/engine'
import type { Hours as HoursSetting } from '@fairlead/sdk'
import { holidayMistake, holidaysOf } from './holidays.ts'

const alwaysOpen = calendarOf(null)
const calendarsKept = 1000
const calendars = new Map<string, Calendar>()

/** The calendar of hours as they are set. The same hours give the same calendar, which knows what it was asked before. */
export function calendarFor(given: HoursSetting | null, now: number): Calendar {
  if (given === null) return alwaysOpen

  const key = `${yearOf(given, now)} ${JSON.stringify(given)}`
  const calendar = calendars.get(key) ?? calendarOf(resolveHours(given, now))

  // Put at the end again, so that the first is the one that nobody has asked for longest.
  calendars.delete(key)
  calendars.set(key, calendar)
  const [oldest] = calendars.keys()
  if (calendars.size > calendarsKept && oldest !== undefined) calendars.delete(oldest)
  return calendar
}

/** Hours as the engine takes them: public holidays are closed, except on dates that have an exception of their own. */
export function resolveHours(given: HoursSetting | null, now: number): Hours | null {
  if (given === null) return null

  const { timeZone, week, exceptions } = given
  const ownDates = new Set(exceptions.map(({ date }) => date))
  const holidays = holidaysAround(given, now).filter(({ date }) => !ownDates.has(date))
  return { timeZone, week, exceptions: [...exceptions, ...holidays.map((each) => ({ ...each, intervals: [] }))] }
}

function holidaysAround(given: HoursSetting, now: number) {
  const { holidays } = given
  // Checked when they were saved. A country that the list has lost since then must not keep a queue from moving.
  if (holidays === null || holidayMistake(holidays)) return []

  const year = yearOf(given, now)
  return [year - 1, year, year + 1, year + 2].flatMap((each) => holidaysOf(holidays, each))
}

function yearOf({ timeZone }: HoursSetting, now: number): number {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).year
}
