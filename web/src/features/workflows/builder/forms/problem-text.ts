import type { WorkflowProblem } from '@fairlead/sdk'
import type { TFunction } from '../../../../i18n/translate.ts'

/** What is wrong, for whoever builds the workflow. */
export function problemText({ code, path, data }: WorkflowProblem, t: TFunction<'steps'>): string {
  const { reason, message, detail = message } = data
  if (code === 'missing' && path === '') return t('problems.reasons.nothing')
  if (code === 'missing' && path === 'to.teamId') return t('problems.reasons.team')
  const general = t(`problems.${code}`, data)
  const text = reason === undefined ? general : t(`problems.reasons.${reason}`, { ...data, defaultValue: general })
  return detail === undefined ? text : `${text} ${detail}`
}
