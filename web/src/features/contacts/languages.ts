import { languageName } from '../../ui/language-name.ts'

const common = [
  'ar',
  'bg',
  'cs',
  'da',
  'de',
  'el',
  'en',
  'es',
  'et',
  'fi',
  'fr',
  'he',
  'hi',
  'hr',
  'hu',
  'id',
  'it',
  'ja',
  'ko',
  'lt',
  'lv',
  'ms',
  'nb',
  'nl',
  'pl',
  'pt',
  'pt-BR',
  'ro',
  'ru',
  'sk',
  'sl',
  'sr',
  'sv',
  'th',
  'tr',
  'uk',
  'vi',
  'zh',
] as const

/** The languages to choose from, by name, with the one there is among them: it may be any, such as `de-AT`. */
export function languageOptions(current: string | null, locale: string): { value: string; label: string }[] {
  const codes = new Set<string>(current === null ? common : [...common, current])
  return [...codes]
    .map((value) => ({ value, label: languageName(value, locale) }))
    .sort((a, b) => a.label.localeCompare(b.label, locale))
}
