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
  const names = new Intl.DisplayNames(locale, { type: 'language' })
  const codes = new Set<string>(current === null ? common : [...common, current])
  return [...codes]
    .map((value) => ({ value, label: nameOf(value, names) }))
    .sort((a, b) => a.label.localeCompare(b.label, locale))
}

function nameOf(code: string, names: Intl.DisplayNames): string {
  try {
    return names.of(code) ?? code
  } catch {
    // What a channel or a page calls a language need not be one.
    return code
  }
}
