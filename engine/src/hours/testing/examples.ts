import type { Hours, Interval, Weekday } from '../hours.ts'

/** Hours in Berlin, closed on every day that is not given. */
export function exampleHours(
  week: Partial<Record<Weekday, readonly Interval[]>>,
  changes: Partial<Pick<Hours, 'timeZone' | 'exceptions'>> = {},
): Hours {
  return {
    timeZone: 'Europe/Berlin',
    week: { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [], ...week },
    exceptions: [],
    ...changes,
  }
}

export function onWorkdays(...intervals: readonly Interval[]): Record<Weekday, readonly Interval[]> {
  return { ...everyDay(...intervals), saturday: [], sunday: [] }
}

export function everyDay(...intervals: readonly Interval[]): Record<Weekday, readonly Interval[]> {
  return {
    monday: intervals,
    tuesday: intervals,
    wednesday: intervals,
    thursday: intervals,
    friday: intervals,
    saturday: intervals,
    sunday: intervals,
  }
}

/** `'22:00-06:00+'` is past midnight. */
export function interval(text: string): Interval {
  const [, from, to, next] = /^(.+)-([^+]+)(\+?)$/.exec(text)!
  return next ? { from: from!, to: to!, isNextDay: true } : { from: from!, to: to! }
}
