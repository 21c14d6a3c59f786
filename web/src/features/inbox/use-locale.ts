import { useTranslation } from 'react-i18next'

/** The language shown, in the region of whoever looks: dates and hours as they are used to them. */
export function useLocale(): string {
  const { language } = useTranslation().i18n
  return navigator.languages.find((locale) => locale === language || locale.startsWith(`${language}-`)) ?? language
}
