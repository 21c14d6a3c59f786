import { type Hours as HoursSetting, type Interval, type Weekday, weekdays } from '@fairlead/sdk'

const dayMs = 86_400_000
const aMonday = Date.UTC(2030, 0, 7)

/** The week for people: “Mon–Fri 09:00–17:00, Sat 10:00–14:00”. Days on which it is closed are left out. */
export function describeWeek({ week }: Pick<HoursSetting, 'week'>, language: string): string {
  const locale = localeOf(language)
  return alike(week)
    .map(({ first, last, intervals }) => `${describeDays(first, last, locale)} ${describeIntervals(intervals, locale)}`)
    .join(', ')
}

export type Viewpoint = Readonly<{ timeZone: string; locale: string; now: number }>

/** An instant for people: “today at 14:00”, “tomorrow at 09:00”, “Monday at 09:00”, “3 January at 09:00”. */
export function describeInstant(at: number, { timeZone, locale: language, now }: Viewpoint): string {
  const locale = localeOf(language)
  const show = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(at)
  const day = describeDay(at, { timeZone, locale, now })

  // How a day and a time are joined (“at”, “um”, “klo”), and which comes first, is known of full dates only.
  const fullDate = show({ dateStyle: 'long' })
  const full = show({ dateStyle: 'long', timeStyle: 'short' })
  return full.includes(fullDate) ? full.replace(fullDate, () => day) : `${day} ${show({ timeStyle: 'short' })}`
}

/** The day of an instant for people: “today”, “tomorrow”, “Monday”, “3 January”. The locale is one of `localeOf`. */
export function describeDay(at: number, { timeZone, locale, now }: Viewpoint): string {
  const today = dateAt(now, timeZone)
  const date = dateAt(at, timeZone)
  const { days } = today.until(date)
  const show = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(at)

  if (Math.abs(days) <= 1) return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day')
  if (days > 0 && days < 7) return show({ weekday: 'long' })
  return date.year === today.year ? show({ day: 'numeric', month: 'long' }) : show({ dateStyle: 'long' })
}

function dateAt(at: number, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate()
}

type Alike = Readonly<{ first: number; last: number; intervals: readonly Interval[] }>

/** Days in a row that have the same intervals. */
function alike(week: Readonly<Record<Weekday, readonly Interval[]>>): Alike[] {
  const groups: Alike[] = []

  for (const [day, weekday] of weekdays.entries()) {
    const intervals = week[weekday].toSorted((a, b) => (a.from < b.from ? -1 : 1))
    if (intervals.length === 0) continue

    const before = groups.at(-1)
    if (before?.last === day - 1 && JSON.stringify(before.intervals) === JSON.stringify(intervals)) {
      groups[groups.length - 1] = { ...before, last: day }
    } else {
      groups.push({ first: day, last: day, intervals })
    }
  }
  return groups
}

function describeDays(first: number, last: number, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'short' })
  const [from, to] = [format.format(aMonday + first * dayMs), format.format(aMonday + last * dayMs)]
  return first === last ? from : `${from}–${to}`
}

function describeIntervals(intervals: readonly Interval[], locale: string): string {
  const times = intervals.map(({ from, to }) =>
    from === '00:00' && to === '24:00' ? allDay(locale) : `${describeTime(from, locale)}–${describeTime(to, locale)}`,
  )
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(times)
}

function describeTime(time: string, locale: string): string {
  const [hour, minute] = time.split(':').map(Number)
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', timeStyle: 'short' }).format(
    Date.UTC(2030, 0, 7, hour, minute),
  )
}

function allDay(locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: 'hour', unitDisplay: 'short' }).format(24)
}

// Languages come from contacts and providers: `pt_BR`, `xx`, nonsense. English without a country is read all over the
// world, where the day comes before the month and has 24 hours; American English keeps its own way.
export function localeOf(language: string): string {
  const fallback = 'en-GB'

  try {
    const [locale = fallback] = Intl.DateTimeFormat.supportedLocalesOf(language.replaceAll('_', '-'))
    return locale === 'en' ? fallback : locale
  } catch {
    return fallback
  }
}
