import type { Language } from '@fairlead/sdk'
import common from '../locales/en/common.json' with { type: 'json' }
import { isLanguage, languageOfBrowser } from './choose-language.ts'
import type { Namespace } from './texts.ts'
import { type Loaders, translations } from './translations.ts'

const storageKey = 'fairlead.language'

/** Ready before the first render, in the language that was spoken here last, else in the browser's. */
export async function startTranslations(loaders: Loaders, soon: readonly Namespace[]): Promise<void> {
  translations.start(loaders, { common })
  const known = localStorage.getItem(storageKey)
  const language = isLanguage(known) ? known : languageOfBrowser(navigator.languages)
  // Fetched beside the code of the page; whoever needs them waits for them there.
  translations.load(soon, language)?.catch(() => undefined)
  // English is part of the code: better that than nothing.
  await translations.speak(language).catch(() => undefined)
  tellDocument()
}

/** Changes the language of everything on the screen, and remembers it on this device. */
export async function speak(language: Language): Promise<void> {
  await translations.speak(language)
  localStorage.setItem(storageKey, language)
  tellDocument()
}

// For screen readers, hyphenation, and the shapes of letters that languages share.
function tellDocument(): void {
  document.documentElement.lang = translations.language
  document.documentElement.dir = directionOf(translations.language)
}

function directionOf(language: Language): 'ltr' | 'rtl' {
  const rightToLeft: readonly string[] = ['ar', 'fa', 'he', 'ur']
  return rightToLeft.includes(language) ? 'rtl' : 'ltr'
}
