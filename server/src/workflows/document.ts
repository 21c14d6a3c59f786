/** Workflows as text, to live beside code: YAML, or JSON, which is YAML, too. One in a document, or a list of them. */
import { type ExportedWorkflow, exportedWorkflow, maxDocumentBytes } from '@fairlead/sdk'
import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  Lexer,
  LineCounter,
  parseAllDocuments,
  stringify,
  visit,
  type YAMLError,
} from 'yaml'
import { z } from 'zod'
import { withoutBadText } from '../text.ts'
import { laidOut } from './templates/lay-out.ts'

/** What is wrong with a text, and where. `line`: from 1. */
export type DocumentMistake = Readonly<{ line: number; path: string; message: string }>

export type Reading =
  | Readonly<{ kind: 'read'; workflows: readonly ExportedWorkflow[] }>
  | Readonly<{ kind: 'mistaken'; mistakes: readonly DocumentMistake[] }>

/** Half a second's work; three hundred steps with all there can be in them are less than a third of it. */
const mostTokens = 300_000
/** A few lines of names for names come to more than any memory holds. */
const maxAliasCount = 100
const mostMistakes = 50
const tooDeep = 'is nested too deep'
const noWorkflow = 'holds no workflow, which has a name and a definition'

const placesGiven = z.object({
  definition: z.object({ steps: z.array(z.object({ at: z.unknown() }).partial()) }),
})

export function writeDocuments(workflows: readonly ExportedWorkflow[], format: 'yaml' | 'json'): string {
  const plain = workflows.map((each) => exportedWorkflow.parse(each))
  if (format === 'json') return `${JSON.stringify(plain.length === 1 ? plain[0] : plain, null, 2)}\n`
  return plain.map((each) => stringify(each, { lineWidth: 0, aliasDuplicateObjects: false })).join('---\n')
}

/** What a file with it is called, without its ending. */
export function fileNameOf(name: string): string {
  const words = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
  return words.replace(/^-+|-+$/g, '').slice(0, 60) || 'workflow'
}

/** Reads what people wrote by hand: all of it, or everything that is wrong with it. */
export function readDocuments(text: string): Reading {
  if (Buffer.byteLength(text) > maxDocumentBytes) return refused('has more than 1 MB: give it in parts')
  if (hasTooMany(new Lexer().lex(text))) return refused('holds too much: give it in parts')
  try {
    return read(text)
  } catch (error) {
    // Reading goes down with what is nested, until there is no room left.
    if (error instanceof RangeError) return refused(tooDeep)
    throw error
  }
}

function read(text: string): Reading {
  const lines = new LineCounter()
  // Keys that are there twice are looked for below: in here that takes the square of how many there are.
  const options = { prettyErrors: false, stringKeys: true, uniqueKeys: false, lineCounter: lines }
  const documents = [...parseAllDocuments(text, options)]
  const broken = documents
    .flatMap((document) => [...document.errors.map(inWords), ...repeatedKeys(document)])
    .map(({ at, message }) => ({ line: lines.linePos(at).line, path: '', message }))
  if (broken.length > 0) return mistaken(broken)

  const entries = documents.flatMap((document) => entriesOf(document, lines))
  if (entries.length === 0) return refused(noWorkflow)
  const read = entries.map((entry) => ({ entry, parsed: exportedWorkflow.safeParse(entry.value) }))
  const mistakes = read.flatMap(({ entry, parsed }) => {
    const mistake = entry.mistake ?? (typeof entry.value === 'object' && entry.value !== null ? null : noWorkflow)
    if (mistake !== null) return [{ line: entry.lineOf([]), path: '', message: mistake }]
    const found = parsed.success
      ? unknownKeys(entry.value, parsed.data).map((path) => ({ path, message: 'is not known here' }))
      : parsed.error.issues.map(({ path, message }) => ({ path, message }))
    return found.map(({ path, message }) => ({ line: entry.lineOf(path), path: path.join('.'), message }))
  })
  if (mistakes.length > 0) return mistaken(mistakes)
  const workflows = read.flatMap(({ entry, parsed }) => (parsed.success ? [placed(parsed.data, entry.value)] : []))
  return { kind: 'read', workflows: workflows.map(withoutBadText) }
}

/** `at`: in characters from the beginning. */
type Broken = Readonly<{ at: number; message: string }>

/** Whoever writes by hand says nothing of the canvas, where all steps would lie on one another. */
function placed(workflow: ExportedWorkflow, given: unknown): ExportedWorkflow {
  const isPlaced = placesGiven.safeParse(given).data?.definition.steps.some(({ at }) => at !== undefined) ?? false
  return isPlaced ? workflow : { ...workflow, definition: laidOut(workflow.definition) }
}

function hasTooMany(tokens: Iterable<string>): boolean {
  let count = 0
  for (const _ of tokens) {
    count += 1
    if (count > mostTokens) return true
  }
  return false
}

function inWords({ code, pos, message }: YAMLError): Broken {
  return { at: pos[0], message: code === 'RESOURCE_EXHAUSTION' ? tooDeep : message }
}

function repeatedKeys(document: Document.Parsed): Broken[] {
  const repeated: Broken[] = []
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key)) continue
        if (seen.has(key.value)) repeated.push({ at: key.range?.[0] ?? 0, message: `“${key.value}” is there twice` })
        seen.add(key.value)
      }
    },
  })
  return repeated
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
