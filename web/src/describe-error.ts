import { ApiError } from '@fairlead/sdk'
import { translations } from './i18n/translations.ts'

/** What went wrong, in words that say what to do. */
export function describeError(error: unknown): string {
  if (error instanceof ApiError) return describeCode(error.code, error.problem.detail)
  const t = translations.translate<'common'>(['common'])
  return error instanceof TypeError ? t('errors.unreachable') : t('errors.unexpected')
}

/** Most codes have a text of ours; what is newer than this page speaks for itself. */
export function describeCode(code: string, detail: string): string {
  const t = translations.translate<'common'>(['common'])
  return t(`errors.${code}`, { detail, defaultValue: detail })
}
