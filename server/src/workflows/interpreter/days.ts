import { localeOf } from '../../hours/describe.ts'
import { asciiDigits } from './numbers.ts'

/** The day that a text names, as `2026-11-30`: year first, or day and month as the language has them. Null: none. */
export function dayIn(text: string, locale: string): string | null {
  const typed = asciiDigits(text).trim()
  const [, first, second, third] = /^(\d{1,4})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,4})\.?$/.exec(typed) ?? []
  if (first === undefined || second === undefined || third === undefined) return null

  if (first.length === 4) return dayOf(first, second, third)
  const year = third.length === 2 ? `20${third}` : third
  if (first.length > 2 || year.length !== 4) return null
  const dayFirst = dayOf(year, second, first)
  const monthFirst = dayOf(year, first, second)
  return isMonthFirst(locale) && typed.includes('/') ? (monthFirst ?? dayFirst) : (dayFirst ?? monthFirst)
}

function dayOf(year: string, month: string, day: string): string | null {
  try {
    const date = { year: Number(year), month: Number(month), day: Number(day) }
    return Temporal.PlainDate.from(date, { overflow: 'reject' }).toString()
  } catch {
    return null
  }
}

function isMonthFirst(locale: string): boolean {
  const order = new Intl.DateTimeFormat(localeOf(locale)).formatToParts(0).map(({ type }) => type)
  return order.indexOf('month') < order.indexOf('day') && order.indexOf('day') < order.indexOf('year')
}
