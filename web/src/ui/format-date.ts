import { localeOf } from '../i18n/locale-of.ts'
import { translations } from '../i18n/translations.ts'

export function formatDate(instant: string): string {
  return new Intl.DateTimeFormat(localeOf(translations.language), { dateStyle: 'medium' }).format(new Date(instant))
}

export function formatDateTime(instant: string): string {
  const locale = localeOf(translations.language)
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant))
}
