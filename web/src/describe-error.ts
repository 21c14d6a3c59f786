import { ApiError } from '@fairlead/sdk'
import i18n from 'i18next'
import type common from './locales/en/common.json'

type KnownCode = keyof typeof common.errors

/** What went wrong, in words that say what to do. */
export function describeError(error: unknown): string {
  if (error instanceof ApiError) {
    const { detail } = error.problem
    return isKnown(error.code) ? i18n.t(`errors.${error.code}`, { detail }) : detail
  }
  if (error instanceof TypeError) return i18n.t('errors.unreachable')
  return i18n.t('errors.unexpected')
}

function isKnown(code: string): code is KnownCode {
  return i18n.exists(`errors.${code}`)
}
