import { type ExpectationKind, type ExpectationText, expectationTexts } from '@fairlead/sdk'

/** What a message begins with when it is switched on. */
export function firstMessage(kind: ExpectationKind, locale: string): ExpectationText {
  const text = textToBeginWith(kind, locale)
  const known = text === '' ? 'en' : locale
  return {
    defaultLocale: known,
    texts: { [known]: text || textToBeginWith(kind, known) },
    everyHours: kind === 'queueUpdate' ? 1 : 24,
  }
}

/** Our text in a language, or in the language without its region; empty where we have none. */
export function textToBeginWith(kind: ExpectationKind, locale: string): string {
  const texts = expectationTexts[kind]
  return texts[locale] ?? texts[locale.split('-')[0] ?? ''] ?? ''
}

export function withText(message: ExpectationText, locale: string, text: string): ExpectationText {
  return { ...message, texts: { ...message.texts, [locale]: text } }
}

/** Without one language; the default one stays. */
export function withoutLocale(message: ExpectationText, locale: string): ExpectationText {
  if (locale === message.defaultLocale) return message
  return { ...message, texts: Object.fromEntries(Object.entries(message.texts).filter(([each]) => each !== locale)) }
}

/** The languages of a message, the default one first. */
export function localesOf({ defaultLocale, texts }: ExpectationText): string[] {
  return [defaultLocale, ...Object.keys(texts).filter((locale) => locale !== defaultLocale)]
}

/** The text with a variable in the place of what is selected, and where the caret stands then. */
export function insertVariable(
  text: string,
  name: string,
  selection: Readonly<{ start: number; end: number }>,
): { text: string; caret: number } {
  const inserted = `{{ ${name} }}`
  return {
    text: text.slice(0, selection.start) + inserted + text.slice(selection.end),
    caret: selection.start + inserted.length,
  }
}
