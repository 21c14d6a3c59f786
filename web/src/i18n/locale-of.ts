/** A language in the region of whoever looks: dates and hours as they are used to them. */
export function localeOf(language: string): string {
  return navigator.languages.find((locale) => locale === language || locale.startsWith(`${language}-`)) ?? language
}
