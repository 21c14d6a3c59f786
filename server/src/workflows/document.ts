/** Workflows as text, to live beside code: YAML, or JSON, which is YAML, too. One in a document, or a list of them. */
import { name, type WorkflowDefinition, workflowDefinition } from '@fairlead/sdk'
import { type Document, isCollection, isMap, isNode, LineCounter, parseAllDocuments, stringify } from 'yaml'
import { z } from 'zod'

export type Exported = Readonly<{ name: string; description: string; definition: WorkflowDefinition }>

/** What is wrong with a text, and where. `line`: from 1. */
export type DocumentMistake = Readonly<{ line: number; path: string; message: string }>

export type Reading =
  | Readonly<{ kind: 'read'; workflows: readonly Exported[] }>
  | Readonly<{ kind: 'mistaken'; mistakes: readonly DocumentMistake[] }>

const mostBytes = 1_000_000
/** A few lines of names for names come to more than any memory holds. */
const maxAliasCount = 100
const mostMistakes = 50

const exported = z.object({
  name,
  description: z.string().trim().max(1000).default(''),
  definition: workflowDefinition,
})

export function writeDocuments(workflows: readonly Exported[], format: 'yaml' | 'json'): string {
  const plain = workflows.map((each) => exported.parse(each))
  if (format === 'json') return `${JSON.stringify(plain.length === 1 ? plain[0] : plain, null, 2)}\n`
  return plain.map((each) => stringify(each, { lineWidth: 0, aliasDuplicateObjects: false })).join('---\n')
}

/** Reads what people wrote by hand: all of it, or everything that is wrong with it. */
export function readDocuments(text: string): Reading {
  if (Buffer.byteLength(text) > mostBytes) return refused('has more than 1 MB')
  try {
    return read(text)
  } catch (error) {
    // Reading goes down with what is nested, until there is no room left.
    if (error instanceof RangeError) return refused('is nested too deep')
    throw error
  }
}

function read(text: string): Reading {
  const lines = new LineCounter()
  const documents = [...parseAllDocuments(text, { prettyErrors: false, stringKeys: true, lineCounter: lines })]
  const broken = documents.flatMap(({ errors }) =>
    errors.map(({ pos, message }) => ({ line: lines.linePos(pos[0]).line, path: '', message })),
  )
  if (broken.length > 0) return mistaken(broken)

  const entries = documents.flatMap((document) => entriesOf(document, lines))
  if (entries.length === 0) return refused('holds no workflow')
  const read = entries.map((entry) => ({ entry, parsed: exported.safeParse(entry.value) }))
  const mistakes = read.flatMap(({ entry, parsed }) => {
    if (entry.mistake !== null) return [{ line: entry.lineOf([]), path: '', message: entry.mistake }]
    const found = parsed.success
      ? unknownKeys(entry.value, parsed.data).map((path) => ({ path, message: 'is not known here' }))
      : parsed.error.issues.map(({ path, message }) => ({ path, message }))
    return found.map(({ path, message }) => ({ line: entry.lineOf(path), path: path.join('.'), message }))
  })
  if (mistakes.length > 0) return mistaken(mistakes)
  return { kind: 'read', workflows: read.flatMap(({ parsed }) => (parsed.success ? [parsed.data] : [])) }
}

type Path = readonly PropertyKey[]
type Entry = Readonly<{ value: unknown; mistake: string | null; lineOf: (path: Path) => number }>

function entriesOf(document: Document.Parsed, lines: LineCounter): Entry[] {
  const { value, mistake } = plainOf(document)
  if (value === null) return []
  const lineOf = (path: Path) => lines.linePos(offsetOf(document, path)).line
  if (!Array.isArray(value)) return [{ value, mistake, lineOf }]
  return value.map((item, index) => ({ value: item, mistake, lineOf: (path) => lineOf([index, ...path]) }))
}

function plainOf(document: Document.Parsed): { value: unknown; mistake: string | null } {
  try {
    return { value: document.toJS({ maxAliasCount }), mistake: null }
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    return { value: undefined, mistake: 'repeats itself by aliases too often' }
  }
}

/** Where in the text that is; of what is missing, where it would have to be. */
function offsetOf(document: Document.Parsed, path: Path): number {
  let node: unknown = document.contents
  let offset = document.contents?.range?.[0] ?? 0
  for (const part of path) {
    if (!isCollection(node)) break
    const pair = isMap(node) ? node.items.find(({ key }) => String(key) === String(part)) : undefined
    const start = isNode(pair?.key) ? pair.key.range?.[0] : undefined
    node = node.get(part, true)
    offset = start ?? (isNode(node) ? node.range?.[0] : undefined) ?? offset
  }
  return offset
}

// What nobody reads is more likely a word that was misspelt than one that may be missing.
function unknownKeys(given: unknown, known: unknown, path: Path = []): Path[] {
  if (typeof given !== 'object' || given === null || typeof known !== 'object' || known === null) return []
  return Object.entries(given).flatMap(([key, value]) => {
    const at = [...path, Array.isArray(given) ? Number(key) : key]
    return Object.hasOwn(known, key) ? unknownKeys(value, Reflect.get(known, key), at) : [at]
  })
}

function mistaken(mistakes: readonly DocumentMistake[]): Reading {
  return { kind: 'mistaken', mistakes: mistakes.slice(0, mostMistakes) }
}

function refused(message: string): Reading {
  return mistaken([{ line: 1, path: '', message }])
}
