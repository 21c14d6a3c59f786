import { ownTimeZone } from '../hours/time-zones.ts'

/** When a team opens, by its own clock; the zone is named where it is not the reader's. */
export function openingText(at: string, timeZone: string | null, locale: string, own = ownTimeZone()): string {
  const zone = timeZone ?? own
  return new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    ...(zone === own ? {} : { timeZoneName: 'short' }),
  }).format(new Date(at))
}
