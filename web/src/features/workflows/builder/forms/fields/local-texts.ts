import type { LocalText, StepOf } from '@fairlead/sdk'

/** Steps that say something to contacts, in several languages. */
export type Speaking = StepOf<'send_message'> | StepOf<'ask_question'>

/** The languages of a text, the default one first. */
export function localesOf({ defaultLocale, texts }: LocalText): string[] {
  return [defaultLocale, ...Object.keys(texts).filter((locale) => locale !== defaultLocale)]
}

export function withText(text: LocalText, locale: string, words: string): LocalText {
  return { ...text, texts: { ...text.texts, [locale]: words } }
}

/** What is said in a language: in the default one where there is nothing in this. */
export function textIn({ defaultLocale, texts }: LocalText, locale: string): string {
  return texts[locale] || texts[defaultLocale] || ''
}

export function emptyText(locale: string): LocalText {
  return { defaultLocale: locale, texts: { [locale]: '' } }
}

/** Everything that the step says has another language, to begin with in the words of the default one. */
export function addLocale<T extends Speaking>(step: T, locale: string): T {
  return changed(step, (text, isMain) =>
    isMain && text.texts[locale] === undefined ? withText(text, locale, text.texts[text.defaultLocale] ?? '') : text,
  )
}

/** The default language stays. */
export function removeLocale<T extends Speaking>(step: T, locale: string): T {
  return changed(step, (text) =>
    text.defaultLocale === locale
      ? text
      : { ...text, texts: Object.fromEntries(Object.entries(text.texts).filter(([each]) => each !== locale)) },
  )
}

/** Whoever speaks none of the others reads this one: nothing may be missing in it. */
export function makeDefault<T extends Speaking>(step: T, locale: string): T {
  return changed(step, (text) => ({
    defaultLocale: locale,
    texts: { ...text.texts, [locale]: textIn(text, locale) },
  }))
}

function changed<T extends Speaking>(step: T, change: (text: LocalText, isMain: boolean) => LocalText): T {
  const choices = step.choices.map((choice) => ({ ...choice, title: change(choice.title, false) }))
  const spoken = { ...step, text: change(step.text, true), choices }
  return 'invalidText' in spoken && spoken.invalidText !== null
    ? { ...spoken, invalidText: change(spoken.invalidText, false) }
    : spoken
}
