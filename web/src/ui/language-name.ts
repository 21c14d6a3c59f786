/** The name of a language in the language of this page: `pt-BR` is Brazilian Portuguese. */
export function languageName(locale: string, language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(locale) ?? locale
  } catch {
    return locale
  }
}
