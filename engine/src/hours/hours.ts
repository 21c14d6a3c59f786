/**
 * Open from one wall-clock time to another: `{ from: '09:00', to: '17:00' }`. `to` may be `'24:00'`.
 * Past midnight only when it says so: `{ from: '22:00', to: '06:00', isNextDay: true }`.
 */
export type Interval = Readonly<{ from: string; to: string; isNextDay?: boolean | undefined }>

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

export type Weekday = (typeof weekdays)[number]

/** Replaces what the week says of the intervals that begin on that date; without intervals the date is closed. */
export type DatedException = Readonly<{
  /** `'2030-12-24'` */
  date: string
  intervals: readonly Interval[]
  name?: string | undefined
}>

/**
 * When somebody is there: wall-clock times in one time zone. An interval belongs to the date on which it begins, so the
 * end of a night shift stays when the next date has an exception.
 */
export type Hours = Readonly<{
  /** A name of the IANA database: `'Europe/Berlin'` */
  timeZone: string
  week: Readonly<Record<Weekday, readonly Interval[]>>
  exceptions: readonly DatedException[]
}>
