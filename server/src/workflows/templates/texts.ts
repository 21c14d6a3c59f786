import type { Language } from '@fairlead/sdk'
import de from './locales/de.json' with { type: 'json' }
import en from './locales/en.json' with { type: 'json' }
import it from './locales/it.json' with { type: 'json' }
import th from './locales/th.json' with { type: 'json' }
import vi from './locales/vi.json' with { type: 'json' }

type Texts = typeof en
type Templates = Texts['templates']
export type TemplateKey = keyof Templates
export type AskKey = keyof Texts['asks']
/** What a template says beside its name and what it is for. */
export type TextOf<K extends TemplateKey> = Exclude<keyof Templates[K] & string, 'name' | 'description'>

// A text that is missing in a language does not compile.
const texts: Readonly<Record<Language, Texts>> = { en, de, it, vi, th }

/** The language of the app that is nearest. */
export function languageOf(locale: string): Language {
  const language = locale.toLowerCase().split(/[-_]/)[0] ?? ''
  return isLanguage(language) ? language : 'en'
}

function isLanguage(language: string): language is Language {
  return Object.hasOwn(texts, language)
}

export function labelOf(ask: AskKey, language: Language): string {
  return texts[language].asks[ask]
}

export function aboutTemplate(key: TemplateKey, language: Language): Readonly<{ name: string; description: string }> {
  const { name, description } = texts[language].templates[key]
  return { name, description }
}

export function textOf<K extends TemplateKey>(key: K, text: TextOf<K>, language: Language): string {
  return String(texts[language].templates[key][text])
}

/** The same text in each language. */
export function inEveryLanguage<K extends TemplateKey>(key: K, text: TextOf<K>): Record<Language, string> {
  const say = (language: Language) => textOf(key, text, language)
  return { en: say('en'), de: say('de'), it: say('it'), vi: say('vi'), th: say('th') }
}
