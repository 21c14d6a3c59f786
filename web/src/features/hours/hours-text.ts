import type { Hours, Interval, Weekday } from '@fairlead/sdk'
import type { TFunction } from '../../i18n/translate.ts'
import { daysAlike, isAlwaysOpen } from './week.ts'

/** Hours in a line: `Mon – Fri 09:00 – 17:00 (Europe/Berlin), 2 special dates`. */
export function hoursText(hours: Hours, t: TFunction<'hours'>, language: string): string {
  const { week, timeZone, exceptions, holidays } = hours
  const list = new Intl.ListFormat(language, { type: 'unit' })
  const days = isAlwaysOpen(week)
    ? t('text.always')
    : daysAlike(week)
        .map(({ days: [first, last], intervals }) =>
          t('text.day', {
            days:
              first === last ? shortDay(first, language) : `${shortDay(first, language)} – ${shortDay(last, language)}`,
            times: list.format(intervals.map((interval) => intervalText(interval, t))),
          }),
        )
        .join('; ')
  return list.format([
    t('text.zone', { week: days || t('text.never'), timeZone }),
    ...(exceptions.length > 0 ? [t('text.exceptions', { count: exceptions.length })] : []),
    ...(holidays ? [t('text.holidays', { country: countryName(holidays.country, language) })] : []),
  ])
}

function intervalText({ from, to, isNextDay }: Interval, t: TFunction<'hours'>): string {
  return `${from} – ${isNextDay ? t('text.nextDay', { time: to }) : to}`
}

/** The name of a country in the language of whoever reads. */
export function countryName(code: string, language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code
  } catch {
    return code
  }
}

const mondayUtc = Date.UTC(2024, 0, 1)
const order: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

function shortDay(weekday: Weekday, language: string): string {
  const date = new Date(mondayUtc + order.indexOf(weekday) * 86_400_000)
  return new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(date)
}
