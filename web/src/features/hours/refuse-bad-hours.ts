import type { Hours } from '@fairlead/sdk'
import type { TFunction } from '../../i18n/translate.ts'
import { Refusal } from '../../ui/form/use-contract-form.ts'
import { checkHours } from './check-hours.ts'
import { mistakeText } from './mistake-text.ts'

/** Keeps a form from sending hours that show a mistake already. */
export function refuseBadHours(hours: Hours | null, field: string, t: TFunction<'hours'>): void {
  const [mistake] = hours ? checkHours(hours) : []
  if (mistake) throw new Refusal(`${field}.${mistake.path}`, mistakeText(mistake, t))
}
