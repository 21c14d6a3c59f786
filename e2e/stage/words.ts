import type { Language } from '@fairlead/sdk'
import { dictionary } from '../../web/build/texts.ts'
import { createTranslate, type Translate } from '../../web/src/i18n/translate.ts'

/** What the app says in a language: `say('session:login.submit')`. A text that there is not fails the test. */
export function wordsOf(language: Language): Translate {
  const translate = createTranslate(language, [], (namespace) => dictionary(language, namespace))
  return (key, values) => {
    const text = translate(key, values)
    if (text === key) throw new Error(`the app has no text ${key}`)
    return text
  }
}
