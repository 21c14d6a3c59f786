import { type WorkflowTrigger, weekdays } from '@fairlead/sdk'

type Schedule = Extract<WorkflowTrigger, { type: 'schedule' }>

/** A time at which a schedule begins. `key`: its date and time there, the same for everybody. */
export type Slot = Readonly<{ key: string; at: number }>

/**
 * The times of a schedule after one instant and until another, the earliest first. Where clocks are put forward, what
 * falls into the gap comes when they have been; where they are put back, it comes once.
 */
export function slotsBetween({ days, times }: Schedule, timeZone: string, after: number, until: number): Slot[] {
  const slots = datesBetween(timeZone, after, until).flatMap((date) => {
    if (!days.includes(weekdays[date.dayOfWeek - 1]!)) return []
    return [...new Set(times)].map((time) => {
      const at = date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) })
      return { key: `${date}T${time}`, at: at.epochMilliseconds }
    })
  })
  return slots.filter(({ at }) => at > after && at <= until).toSorted((a, b) => a.at - b.at)
}

function datesBetween(timeZone: string, after: number, until: number): Temporal.PlainDate[] {
  const last = dateAt(until, timeZone)
  const dates: Temporal.PlainDate[] = []
  for (let date = dateAt(after, timeZone); Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    dates.push(date)
  }
  return dates
}

function dateAt(at: number, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate()
}
