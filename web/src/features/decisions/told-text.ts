import type { TFunction } from '../../i18n/translate.ts'

/** What the customer was told of the wait: a bare number is their place. */
export function toldText(told: string, t: TFunction<'assignment'>): string {
  return /^\d+$/.test(told) ? t('facts.positionInQueue', { position: told }) : told
}
