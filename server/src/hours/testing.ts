import type { Hours as HoursSetting } from '@fairlead/sdk'

const nineToFive = [{ from: '09:00', to: '17:00', isNextDay: false }]

/** Nine to five on workdays in Berlin. */
export function officeHours(changes: Partial<HoursSetting> = {}): HoursSetting {
  return {
    timeZone: 'Europe/Berlin',
    week: {
      monday: nineToFive,
      tuesday: nineToFive,
      wednesday: nineToFive,
      thursday: nineToFive,
      friday: nineToFive,
      saturday: [],
      sunday: [],
    },
    exceptions: [],
    holidays: null,
    ...changes,
  }
}
