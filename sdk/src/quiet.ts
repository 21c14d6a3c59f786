import type { QuietHours } from './contract/preference.ts'

/**
 * Whether somebody wants to be left alone at an instant. Over midnight when `from` is later than `to`; never when both
 * are the same.
 *
 * @example isQuiet({ isOn: true, from: '20:00', to: '08:00', timeZone: 'Europe/Rome' }, new Date())
 */
export function isQuiet({ isOn, from, to, timeZone }: QuietHours, at: Date): boolean {
  if (!isOn || from === to) return false
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at)
  return from < to ? time >= from && time < to : time >= from || time < to
}
