import type { Language } from '@fairlead/sdk'
import { insist } from '../ui/insist.ts'
import type { Namespace, Namespaces } from './texts.ts'
import { createTranslate, type Dictionary, type TFunction, type Translate } from './translate.ts'

/** By language and namespace: each file is fetched when somebody needs it. */
export type Loaders = Readonly<Record<string, Readonly<Record<string, () => Promise<{ default: Dictionary }>>>>>

/** The language that the app speaks, and those of its texts that are here already. */
export class Translations {
  language: Language = 'en'
  #wanted: Language = 'en'
  #loaders: Loaders = {}
  readonly #dictionaries = new Map<string, Dictionary>()
  readonly #loading = new Map<string, Promise<void>>()
  readonly #awaited = new Map<string, Promise<void>>()
  readonly #translates = new Map<string, Translate>()
  readonly #listeners = new Set<() => void>()

  /** `known` is English that is part of the first load, so that there are words even where nothing can be fetched. */
  start(loaders: Loaders, known: Readonly<Record<string, Dictionary>>): void {
    this.#loaders = loaders
    for (const [namespace, dictionary] of Object.entries(known)) this.#dictionaries.set(`en ${namespace}`, dictionary)
  }

  /** Speaks this language from now on; what is on the screen changes only when all of its words are here. */
  async speak(language: Language): Promise<void> {
    this.#wanted = language
    const shown = new Set([...this.#dictionaries.keys()].map((key) => key.split(' ')[1] ?? ''))
    await Promise.all([...shown].map((namespace) => this.#load(language, namespace)))
    // Somebody may have changed their mind meanwhile.
    if (this.#wanted !== language || this.language === language) return
    this.language = language
    for (const listener of this.#listeners) listener()
  }

  /** Null when they are here. */
  load(namespaces: readonly Namespace[], language: Language = this.language): Promise<void> | null {
    const missing = namespaces.filter((namespace) => !this.#dictionaries.has(`${language} ${namespace}`))
    if (missing.length === 0) return null
    const [one] = missing
    if (missing.length === 1 && one !== undefined) return this.#load(language, one)
    return remembered(this.#loading, `${language} ${missing.join()}`, () =>
      Promise.all(missing.map((namespace) => this.#load(language, namespace))).then(() => undefined),
    )
  }

  /**
   * For what is on the screen already: without a network they are waited for, since what fails there takes the page with
   * it. Null when they are here.
   */
  awaited(namespaces: readonly Namespace[]): Promise<void> | null {
    const { language } = this
    if (this.load(namespaces, language) === null) return null
    return remembered(this.#awaited, `${language} ${namespaces.join()}`, () =>
      insist(async () => await this.load(namespaces, language)).then(() => undefined),
    )
  }

  /** The same function for the same texts, so that what depends on it is not computed anew. */
  translate<N extends Namespaces>(namespaces: readonly Namespace[]): TFunction<N> {
    const { language } = this
    const key = `${language} ${namespaces.join()}`
    const known = this.#translates.get(key)
    if (known !== undefined) return known
    const made = createTranslate(
      language,
      namespaces,
      (namespace) => this.#dictionaries.get(`${language} ${namespace}`) ?? this.#dictionaries.get(`en ${namespace}`),
    )
    this.#translates.set(key, made)
    return made
  }

  readonly watch = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #load(language: Language, namespace: string): Promise<void> {
    const key = `${language} ${namespace}`
    if (this.#dictionaries.has(key)) return Promise.resolve()
    return remembered(this.#loading, key, async () => {
      const loader = this.#loaders[language]?.[namespace]
      if (loader !== undefined) this.#dictionaries.set(key, (await loader()).default)
    })
  }
}

// What failed may be tried again.
function remembered(promises: Map<string, Promise<void>>, key: string, start: () => Promise<void>): Promise<void> {
  const known = promises.get(key)
  if (known !== undefined) return known
  const promise = start()
  promises.set(key, promise)
  promise.catch(() => promises.delete(key))
  return promise
}

export const translations = new Translations()
