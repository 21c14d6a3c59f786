import { type Hours, type Interval, weekdays } from './hours.ts'
import { minutesOf, minutesOfDay, type Stretch, stretchOf } from './wall-time.ts'

const maxIntervalsOfDay = 10

/** A mistake in hours: where it is, as in `'week.monday.0.from'`, and what to do about it. */
export type HoursMistake = Readonly<{ path: string; message: string }>

/**
 * Finds every mistake in hours that would make their calendar wrong.
 *
 * ```ts
 * checkHours(hours) // [{ path: 'week.friday.0', message: 'Ends at 02:00, before it starts at 18:00. Say `isNextDay` …' }]
 * ```
 */
export function checkHours(hours: Hours): readonly HoursMistake[] {
  return [
    ...checkTimeZone(hours.timeZone),
    ...days(hours).flatMap(checkIntervals),
    ...checkDates(hours),
    ...checkNights(hours),
    ...checkEverOpen(hours),
  ]
}

/** The intervals that begin on a day of the week, or on a date. */
type Day = Readonly<{ path: string; intervals: readonly Interval[] }>

function checkTimeZone(timeZone: string): HoursMistake[] {
  if (isTimeZone(timeZone)) return []
  return [
    {
      path: 'timeZone',
      message: `There is no time zone “${timeZone}”. Take a name such as Europe/Berlin or Asia/Kolkata.`,
    },
  ]
}

// Temporal takes whole timestamps and offsets for a time zone too; those know nothing of clock changes.
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][\w+/-]*$/.test(name)) return false

  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}

function days({ week, exceptions }: Hours): Day[] {
  return [
    ...weekdays.map((weekday) => ({ path: `week.${weekday}`, intervals: week[weekday] })),
    ...exceptions.map(({ intervals }, index) => ({ path: `exceptions.${index}.intervals`, intervals })),
  ]
}

function checkIntervals({ path, intervals }: Day): HoursMistake[] {
  if (intervals.length > maxIntervalsOfDay) {
    return [
      { path, message: `Has ${intervals.length} intervals. A day takes ${maxIntervalsOfDay} at most: join some.` },
    ]
  }

  const own = intervals.flatMap((interval, index) => checkInterval(interval, `${path}.${index}`))
  return [...own, ...checkOverlaps({ path, intervals })]
}

function checkInterval(interval: Interval, path: string): HoursMistake[] {
  const { from, to, isNextDay } = interval
  const mistakes: HoursMistake[] = []

  if (minutesOf(from) === undefined || from === '24:00') {
    mistakes.push({
      path: `${path}.from`,
      message: `“${from}” is no time to start at. Write it as 09:30, from 00:00 to 23:59.`,
    })
  }
  if (minutesOf(to) === undefined) {
    mistakes.push({
      path: `${path}.to`,
      message: `“${to}” is no time to end at. Write it as 17:30, from 00:00 to 24:00.`,
    })
  }
  const stretch = stretchOf(interval)
  if (mistakes.length > 0 || !stretch) return mistakes

  if (stretch.to === stretch.from) {
    return [{ path, message: `Ends at ${to}, when it starts. Say 00:00 to 24:00 for the whole day.` }]
  } else if (stretch.to < stretch.from) {
    return [
      { path, message: `Ends at ${to}, before it starts at ${from}. Say \`isNextDay\` if it goes past midnight.` },
    ]
  } else if (isNextDay && stretch.to - stretch.from > minutesOfDay) {
    return [{ path, message: 'Lasts longer than 24 hours. Give each day its own interval, or leave `isNextDay` out.' }]
  } else {
    return []
  }
}

function checkOverlaps(day: Day): HoursMistake[] {
  const inOrder = placesOf(day)

  return inOrder.flatMap((place, index) => {
    const other = inOrder.slice(0, index).find(({ to }) => to > place.from)
    return other ? [overlapping(place, other)] : []
  })
}

function checkDates({ exceptions }: Hours): HoursMistake[] {
  const places = new Map<string, number>()

  return exceptions.flatMap(({ date }, index) => {
    const path = `exceptions.${index}.date`
    const before = places.get(date)

    if (dateOf(date) === undefined) {
      return [{ path, message: `“${date}” is no date. Write it as 2030-12-24.` }]
    } else if (before !== undefined) {
      return [{ path, message: `exceptions.${before} is for ${date} already. Put all intervals of a date into one.` }]
    } else {
      places.set(date, index)
      return []
    }
  })
}

/** What runs past midnight must not run into what the next day begins with. */
function checkNights({ week, exceptions }: Hours): HoursMistake[] {
  const ofWeek = weekdays.map((weekday) => ({ path: `week.${weekday}`, intervals: week[weekday] }))
  const ofDates = new Map(
    exceptions.map(({ date, intervals }, index) => [date, { path: `exceptions.${index}.intervals`, intervals }]),
  )
  const dates = [...ofDates.keys()].flatMap((date) => dateOf(date) ?? [])

  return [
    ...ofWeek.flatMap((day, index) => meeting(day, ofWeek[(index + 1) % ofWeek.length]!, overlapping)),
    ...dates.flatMap((date) => {
      const [before, after] = [date.subtract({ days: 1 }), date.add({ days: 1 })]
      const day = ofDates.get(date.toString())!
      const dayBefore = ofDates.get(before.toString()) ?? ofWeek[before.dayOfWeek - 1]!
      const dayAfter = ofWeek[after.dayOfWeek - 1]!

      return [
        ...meeting(dayBefore, day, overlapping),
        // Where the next date is an exception too, that one has said it; the week is not to blame for an exception.
        ...(ofDates.has(after.toString())
          ? []
          : meeting(day, dayAfter, (morning, night) => overlapping(night, morning))),
      ]
    }),
  ]
}

function meeting(day: Day, next: Day, say: (morning: Place, night: Place) => HoursMistake): HoursMistake[] {
  const night = placesOf(day).reduce<Place | undefined>(
    (last, each) => (last && last.to >= each.to ? last : each),
    undefined,
  )
  const morning = placesOf(next)[0]
  return night && morning && night.to - minutesOfDay > morning.from ? [say(morning, night)] : []
}

type Place = Stretch & Readonly<{ path: string; interval: Interval }>

/** The intervals of a day that nothing is wrong with in themselves, from early to late. */
function placesOf({ path, intervals }: Day): Place[] {
  return intervals
    .flatMap((interval, index) => {
      const stretch = checkInterval(interval, path).length === 0 ? stretchOf(interval) : undefined
      return stretch ? [{ ...stretch, path: `${path}.${index}`, interval }] : []
    })
    .toSorted((a, b) => a.from - b.from)
}

function overlapping({ path }: Place, other: Place): HoursMistake {
  const { from, to } = other.interval
  return {
    path,
    message: `Overlaps ${from}–${to} in ${other.path}. Join the two, or let one end before the other starts.`,
  }
}

function checkEverOpen({ week, exceptions }: Hours): HoursMistake[] {
  const isEverOpen = [...Object.values(week), ...exceptions.map(({ intervals }) => intervals)].some(
    ({ length }) => length > 0,
  )
  return isEverOpen ? [] : [{ path: 'week', message: 'Never open. Give at least one day or date an interval.' }]
}

function dateOf(date: string): Temporal.PlainDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined

  try {
    return Temporal.PlainDate.from(date)
  } catch {
    return undefined
  }
}
