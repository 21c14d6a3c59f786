import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { test } from 'node:test'

type Dictionary = Readonly<{ [key: string]: string | Dictionary }>

const files = (await Array.fromAsync(glob('**/*.json', { cwd: new URL('en/', import.meta.url) }))).sort()

for (const language of ['de', 'it', 'vi', 'th']) {
  test(`${language} says all that English says`, () => {
    const missing = files.flatMap((file) => {
      const english = flatten(read('en', file))
      const translated = flatten(read(language, file))
      return [...english.keys()].filter((key) => !translated.has(key)).map((key) => `${file} ${key}`)
    })
    assert.equal(missing.length, 0, `${missing.length} missing: ${shortened(missing)}`)
  })

  test(`${language} says nothing that English does not`, () => {
    const extra = files.flatMap((file) => {
      const english = flatten(read('en', file))
      return [...flatten(read(language, file)).keys()]
        .filter((key) => !english.has(withoutForm(key)) && !english.has(key))
        .map((key) => `${file} ${key}`)
    })
    assert.deepEqual(extra, [])
  })

  test(`${language} fills in what English fills in`, () => {
    const wrong = files.flatMap((file) => {
      const english = flatten(read('en', file))
      return [...flatten(read(language, file))]
        .filter(([key, text]) => placeholders(text).some((name) => !allowed(english, key).includes(name)))
        .map(([key]) => `${file} ${key}`)
    })
    assert.deepEqual(wrong, [])
  })
}

function read(language: string, file: string): Dictionary {
  try {
    return JSON.parse(readFileSync(new URL(`${language}/${file}`, import.meta.url), 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw new Error(`${language}/${file} cannot be read`, { cause: error })
  }
}

function flatten(dictionary: Dictionary, path = ''): Map<string, string> {
  return new Map(
    Object.entries(dictionary).flatMap(([key, value]) =>
      typeof value === 'string' ? [[path + key, value] as const] : [...flatten(value, `${path}${key}.`)],
    ),
  )
}

// A language may have more forms than English, such as `_many`.
function withoutForm(key: string): string {
  return key.replace(/_(zero|one|two|few|many)$/, '_other')
}

function allowed(english: ReadonlyMap<string, string>, key: string): string[] {
  return [key, withoutForm(key)].flatMap((each) => placeholders(english.get(each) ?? ''))
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{\s*(\w+)|<(\w+)\/>/g)].map(([, name, component]) => name ?? component ?? '')
}

function shortened(list: readonly string[]): string {
  return [...list.slice(0, 40), ...(list.length > 40 ? [`and ${list.length - 40} more`] : [])].join(', ')
}
