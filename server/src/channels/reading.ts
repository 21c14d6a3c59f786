/**
 * Tolerant readers of what the provider sent. Anything may be missing, null or of another type; nothing here throws on it.
 */
export type Bag = Readonly<Record<string, unknown>>

const MAX_NESTING = 100

/**
 * JSON with whole numbers beyond 2^53 as text, digit for digit: those are ids, and a number's last digits would be another
 * id's.
 * @throws {SyntaxError} when the text is not JSON, or nested deeper than anything a provider sends.
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text)
  if (hasBrackets(text, MAX_NESTING) && isNestedDeeper(value, MAX_NESTING)) {
    throw new SyntaxError(`The JSON is nested deeper than ${MAX_NESTING} levels.`)
  }
  // Nearly nobody sends one, and reading a second time costs ten times as much as looking.
  return /[:,[]\s*-?\d{16}/.test(text) ? JSON.parse(text, keepDigits) : value
}

// What runs into too few brackets cannot be deep; those of texts count too, and cost a closer look.
function hasBrackets(text: string, most: number): boolean {
  let count = 0
  for (const bracket of ['[', '{']) {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) {
      count += 1
      if (count > most) return true
    }
  }
  return false
}

function isNestedDeeper(value: unknown, most: number): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; depth <= most; depth += 1) {
    level = level
      .filter((item) => typeof item === 'object' && item !== null)
      .flatMap((item) => Object.values(item ?? {}))
    if (level.length === 0) return false
  }
  return true
}

function keepDigits(_: string, value: unknown, { source }: { source?: string } = {}): unknown {
  const isLong = typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source ?? '')
  return isLong ? source : value
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

/** What the provider calls something we ignore, for the log: never long, and never nothing. */
export function named(value: unknown): string {
  return text(value)?.slice(0, 100) ?? 'none'
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
