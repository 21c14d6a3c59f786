const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** How long something has lasted, short: "<1m", "34m", "5h", "3d". */
export function durationText(ms: number, locale: string): string {
  if (ms < minuteMs) return `<${unit(1, 'minute', locale)}`
  if (ms < hourMs) return unit(Math.floor(ms / minuteMs), 'minute', locale)
  if (ms < 2 * dayMs) return unit(Math.floor(ms / hourMs), 'hour', locale)
  return unit(Math.floor(ms / dayMs), 'day', locale)
}

/** When something was, as short as it stays clear: the time today, then the weekday, then the date. */
export function listTime(at: string, now: number, locale: string): string {
  const date = new Date(at)
  const days = daysBetween(date, new Date(now))
  if (days === 0) return timeOfDay(at, locale)
  if (days > 0 && days < 7) return format(date, { weekday: 'short' }, locale)
  const isThisYear = date.getFullYear() === new Date(now).getFullYear()
  return format(date, { day: 'numeric', month: 'short', ...(isThisYear ? {} : { year: 'numeric' }) }, locale)
}

export function timeOfDay(at: string, locale: string): string {
  return format(new Date(at), { timeStyle: 'short' }, locale)
}

/** The day in words for the line that begins it: "today", "yesterday", "Tuesday 3 March". */
export function dayText(at: string, now: number, locale: string): string {
  const date = new Date(at)
  const days = daysBetween(date, new Date(now))
  if (days === 0 || days === 1) return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-days, 'day')
  const isThisYear = date.getFullYear() === new Date(now).getFullYear()
  return format(
    date,
    { weekday: 'long', day: 'numeric', month: 'long', ...(isThisYear ? {} : { year: 'numeric' }) },
    locale,
  )
}

export function dateTime(at: string, locale: string): string {
  return format(new Date(at), { dateStyle: 'medium', timeStyle: 'short' }, locale)
}

/** A time to come: with the day unless it is today. */
export function comingTime(at: string, now: number, locale: string): string {
  if (daysBetween(new Date(at), new Date(now)) === 0) return timeOfDay(at, locale)
  return format(
    new Date(at),
    { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
    locale,
  )
}

function daysBetween(date: Date, now: Date): number {
  const midnight = (of: Date) => new Date(of.getFullYear(), of.getMonth(), of.getDate()).getTime()
  return Math.round((midnight(now) - midnight(date)) / dayMs)
}

function unit(value: number, name: 'minute' | 'hour' | 'day', locale: string): string {
  return cached(
    numberFormats,
    `${locale} ${name}`,
    () => new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'narrow' }),
  ).format(value)
}

function format(date: Date, options: Intl.DateTimeFormatOptions, locale: string): string {
  return cached(
    dateFormats,
    `${locale} ${JSON.stringify(options)}`,
    () => new Intl.DateTimeFormat(locale, options),
  ).format(date)
}

// Making a format costs more than using it a hundred times, and lists use them for every row.
const numberFormats = new Map<string, Intl.NumberFormat>()
const dateFormats = new Map<string, Intl.DateTimeFormat>()

function cached<T>(formats: Map<string, T>, key: string, make: () => T): T {
  const known = formats.get(key)
  if (known !== undefined) return known
  const made = make()
  formats.set(key, made)
  return made
}
