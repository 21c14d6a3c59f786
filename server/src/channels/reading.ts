/**
 * Tolerant readers of what the provider sent. Anything may be missing, null or of another type; nothing here throws on it.
 */
export type Bag = Readonly<Record<string, unknown>>

/** @throws {SyntaxError} when the text is not JSON. */
export function parseJson(text: string): unknown {
  return JSON.parse(text)
}

export function tryJson(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

export function bag(value: unknown): Bag {
  return isBag(value) ? value : {}
}

export function isBag(value: unknown): value is Bag {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function bags(value: unknown): readonly Bag[] {
  return Array.isArray(value) ? value.filter(isBag) : []
}

/** Text that says something: null when it is missing or empty. */
export function text(value: unknown): string | null {
  const read = string(value)
  return read === '' ? null : read
}

export function string(value: unknown): string | null {
  return typeof value === 'string' ? storable(value) : null
}

const MAX_ID = 1000

/** Ids are text, though some arrive as numbers. What is longer than any id is none: an index would refuse it. */
export function id(value: unknown): string | null {
  const read = Number.isSafeInteger(value) ? String(value) : text(value)
  return read === null || read.length > MAX_ID ? null : read
}

export function number(value: unknown): number | null {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof read === 'number' && Number.isFinite(read) ? read : null
}

/**
 * Seconds, as text, to milliseconds. Nonsense becomes 0, because an adapter has no clock: the server puts its own time in
 * the place of 0.
 */
export function instant(value: unknown): number {
  const seconds = number(value)
  return seconds !== null && seconds > 0 && seconds < 100_000_000_000 ? Math.floor(seconds * 1000) : 0
}

const MAX_DEPTH = 20

/** A provider's object kept as it is, without what a database refuses and without bottomless nesting. */
export function storableData(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return storable(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth === MAX_DEPTH) return null
  if (Array.isArray(value)) return value.map((item) => storableData(item, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [storable(key), storableData(item, depth + 1)]))
}

// PostgreSQL takes neither NUL in text nor half a surrogate pair in JSON; a message with one would come back for seven days.
function storable(value: string): string {
  return value.replaceAll('\u0000', '').toWellFormed()
}
