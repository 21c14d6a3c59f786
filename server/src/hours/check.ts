import { checkHours } from '@fairlead/engine'
import type { Hours as HoursSetting } from '@fairlead/sdk'
import { invalidRequest } from '../errors.ts'
import { holidayMistake } from './holidays.ts'

/** Refuses hours with a mistake, each told with its place below `path`. No hours are fine: always open. */
export function requireValidHours(hours: HoursSetting | null, path = 'hours'): void {
  if (hours === null) return

  const holiday = hours.holidays && holidayMistake(hours.holidays)
  const mistakes = [...checkHours(hours), ...(holiday ? [{ ...holiday, path: `holidays.${holiday.path}` }] : [])]
  if (mistakes.length > 0) {
    throw invalidRequest(mistakes.map((each) => ({ path: `${path}.${each.path}`, message: each.message })))
  }
}
