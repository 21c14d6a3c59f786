export const durationUnits = { minutes: 1, hours: 60, days: 1440 } as const

export type DurationUnit = keyof typeof durationUnits

/** The largest unit that says so many minutes without a fraction. */
export function unitOf(minutes: number): DurationUnit {
  if (minutes > 0 && minutes % durationUnits.days === 0) return 'days'
  return minutes > 0 && minutes % durationUnits.hours === 0 ? 'hours' : 'minutes'
}

export function unitsWithin(max: number): DurationUnit[] {
  if (max >= durationUnits.days) return ['minutes', 'hours', 'days']
  return max >= durationUnits.hours ? ['minutes', 'hours'] : ['minutes']
}
