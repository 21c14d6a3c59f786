import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { languages } from '@fairlead/sdk'
import type { Plugin } from 'vite'

type Dictionary = Readonly<{ [key: string]: string | Dictionary }>

const module = 'virtual:texts'
const folder = join(import.meta.dirname, '../src/locales')

/**
 * Makes a module of each language × namespace that the app fetches when it needs it. Whatever a language does not say
 * yet is said in English, here and not in the browser, which so never needs two languages.
 */
export function texts(): Plugin {
  return {
    name: 'fairlead:texts',
    resolveId: (id) => (id === module || id.startsWith(`${module}/`) ? `\0${id}` : null),
    load(id) {
      if (id === `\0${module}`) return listing()
      if (!id.startsWith(`\0${module}/`)) return null
      const [language = '', namespace = ''] = id.slice(module.length + 2).split('/')
      for (const file of [...filesOf('en', namespace), ...filesOf(language, namespace)]) this.addWatchFile(file.path)
      return `export default ${JSON.stringify(dictionary(language, namespace))}`
    },
  }
}

/** What a language says, and the rest in English. */
export function dictionary(language: string, namespace: string): Dictionary {
  return merge(read('en', namespace), read(language, namespace))
}

export function listing(): string {
  const entries = languages.map((language) => {
    const loaders = namespaces().map((name) => `${JSON.stringify(name)}: () => import('${module}/${language}/${name}')`)
    return `${JSON.stringify(language)}: { ${loaders.join(', ')} }`
  })
  return `export const loaders = { ${entries.join(', ')} }`
}

function namespaces(): string[] {
  return readdirSync(join(folder, 'en')).map((name) => name.replace(/\.json$/, ''))
}

/** A file, or a folder of files: what `general.json` says stands at the top, what the others say below their names. */
function filesOf(language: string, namespace: string): { path: string; at: string | null }[] {
  const place = join(folder, language, namespace)
  const names = listed(place).filter((name) => name.endsWith('.json'))
  if (names.length === 0) return [{ path: `${place}.json`, at: null }]
  return names.map((name) => ({
    path: join(place, name),
    at: name === 'general.json' ? null : name.replace(/\.json$/, ''),
  }))
}

function read(language: string, namespace: string): Dictionary {
  return filesOf(language, namespace).reduce<Dictionary>((sum, { path, at }) => {
    const content = readJson(path)
    return merge(sum, at === null ? content : { [at]: content })
  }, {})
}

function merge(below: Dictionary, above: Dictionary): Dictionary {
  const merged: Record<string, string | Dictionary> = { ...below }
  for (const [key, value] of Object.entries(above)) {
    const under = merged[key]
    merged[key] = typeof under === 'object' && typeof value === 'object' ? merge(under, value) : value
  }
  return merged
}

function listed(path: string): string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

// A language that does not have the file yet has English.
function readJson(path: string): Dictionary {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw error
  }
}
