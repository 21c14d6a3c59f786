import type { Namespaces, TextKey } from './texts.ts'

/** The texts of a namespace, as its file has them. */
export type Dictionary = Readonly<{ [key: string]: string | Dictionary }>

export type Values = Readonly<{
  /** Chooses between `_one`, `_other` and whatever else the language has. */
  count?: number
  /** For keys that are made of what a newer server may say. */
  defaultValue?: string
  readonly [name: string]: unknown
}>

/** Says a text, with what changes in it filled in: `t('queue.place', { place: 3 })`. */
export type TFunction<N extends Namespaces = 'common'> = {
  (key: TextKey<N>, values?: Values): string
  /** Whatever somebody else says, which we may have words for. */
  (key: string, values: Values & { readonly defaultValue: string }): string
}

/** The same without knowing what may be asked for. */
export type Translate = (key: string, values?: Values) => string

/** A key that is nowhere comes back as it is: somebody will see it and tell. */
export function createTranslate(
  language: string,
  namespaces: readonly string[],
  dictionaryOf: (namespace: string) => Dictionary | undefined,
): Translate {
  const plural = new Intl.PluralRules(language)

  return (key, values = {}) => {
    const text = find(key, values.count)
    return text === null ? (values.defaultValue ?? key) : fill(text, values, language)
  }

  function find(key: string, count: number | undefined): string | null {
    const colon = key.indexOf(':')
    const places = colon === -1 ? namespaces : [key.slice(0, colon)]
    const path = key.slice(colon + 1).split('.')
    for (const place of places) {
      const text = read(dictionaryOf(place), path, count)
      if (text !== null) return text
    }
    return null
  }

  function read(dictionary: Dictionary | undefined, path: readonly string[], count: number | undefined): string | null {
    const group = path.slice(0, -1).reduce<string | Dictionary | undefined>(below, dictionary)
    const name = path.at(-1) ?? ''
    const names = count === undefined ? [name] : [`${name}_${plural.select(count)}`, `${name}_other`, name]
    const text = names.map((one) => below(group, one)).find((one) => typeof one === 'string')
    return text ?? null
  }
}

function below(group: string | Dictionary | undefined, name: string): string | Dictionary | undefined {
  return typeof group === 'object' && Object.hasOwn(group, name) ? group[name] : undefined
}

const placeholder = /\{\{\s*(\w+)\s*(?:,\s*number\s*(?:\(([^)]*)\))?\s*)?\}\}/g

// `{{count, number}}` and `{{share, number(style: percent)}}` are written as the language writes numbers.
function fill(text: string, values: Values, language: string): string {
  return text.replace(placeholder, (whole: string, name: string, options: string | undefined) => {
    const value = values[name]
    if (typeof value !== 'number' || !whole.includes(',')) return isSayable(value) ? String(value) : ''
    return new Intl.NumberFormat(language, optionsOf(options)).format(value)
  })
}

function isSayable(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}

function optionsOf(text = ''): Intl.NumberFormatOptions {
  const pairs = text.split(';').map((pair) => pair.split(':').map((part) => part.trim()))
  return Object.fromEntries(pairs.filter(([name, value]) => name && value))
}
