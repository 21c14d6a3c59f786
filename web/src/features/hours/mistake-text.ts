import type { TFunction } from '../../i18n/translate.ts'
import type { HoursMistake } from './check-hours.ts'

export function mistakeText({ key, other }: HoursMistake, t: TFunction<'hours'>): string {
  return t(`mistakes.${key}`, { from: other?.from ?? '', to: other?.to ?? '' })
}
