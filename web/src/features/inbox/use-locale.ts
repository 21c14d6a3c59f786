import { localeOf } from '../../i18n/locale-of.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

/** The language shown, in the region of whoever looks. */
export function useLocale(): string {
  return localeOf(useTranslation().i18n.language)
}
