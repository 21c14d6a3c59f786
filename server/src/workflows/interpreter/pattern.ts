import { RE2JS, RE2JSException } from 're2js'

/** A regular expression that managers write is wrong. */
export class PatternMistake extends Error {
  override readonly name = 'PatternMistake'
}

export type Pattern = Readonly<{
  test(text: string): boolean
  /** What it may take to read the pattern and look through a text: characters times what the pattern comes to. */
  effortOf(text: string): number
}>

const mostCharacters = 500
const mostText = 10_000
// Time grows with the size of what a pattern comes to times the length of the text: a few hundred milliseconds at most.
const mostInstructions = 1000
const tooMuch = 'The pattern repeats too much.'
const kept = 200
/** Reading a pattern takes about as long as looking through so many characters with it. */
const asCharacters = 500
const patterns = new Map<string, Pattern>()

/**
 * A regular expression (RE2), found anywhere in a text without regard to case; with `whole` the text has to meet it from
 * beginning to end. It takes time in proportion to the text, whatever is written; of a long text only the first 10,000
 * characters are looked at.
 *
 * @throws {PatternMistake}
 */
export function compilePattern(source: string, { whole = false }: Readonly<{ whole?: boolean }> = {}): Pattern {
  const key = `${whole ? 'whole' : 'part'} ${source}`
  const known = patterns.get(key)
  if (known) return known

  const compiled = compile(source, whole)
  const size = compiled.programSize()
  const pattern: Pattern = {
    test: (text) => compiled.matcher(text.slice(0, mostText)).find(),
    effortOf: (text) => size * (asCharacters + Math.min(text.length, mostText)),
  }
  if (patterns.size >= kept) patterns.delete(patterns.keys().next().value ?? '')
  patterns.set(key, pattern)
  return pattern
}

/** What several patterns may still cost together; one by itself is bounded, a thousand of them are not. */
export type Effort = { left: number }

export function newEffort(): Effort {
  return { left: 30_000_000 }
}

/** Whether the pattern is found in any of the texts. What is no pattern is not, and once the effort is spent none is. */
export function isFound(source: string, texts: readonly string[], effort: Effort): boolean {
  if (effort.left < 0) return false
  try {
    const pattern = compilePattern(source)
    return texts.some((text) => {
      effort.left -= pattern.effortOf(text)
      return effort.left >= 0 && pattern.test(text)
    })
  } catch (error) {
    if (error instanceof PatternMistake) return false
    throw error
  }
}

function compile(source: string, whole: boolean): RE2JS {
  if (source.length > mostCharacters) {
    throw new PatternMistake(`A pattern has at most ${mostCharacters} characters, this one ${source.length}.`)
  }
  // Before it is compiled: what is refused would take longest.
  if (repeatsIn(source) > mostInstructions) throw new PatternMistake(tooMuch)
  const alone = compiledOf(source)
  // Only what is a pattern by itself is put between others, so that `a)|(b` does not become one.
  const compiled = whole ? compiledOf(`\\A(?:${source})\\z`) : alone
  if (compiled.programSize() > mostInstructions) throw new PatternMistake(tooMuch)
  return compiled
}

/** How often something is said to be repeated in all; it comes to no less than that. */
function repeatsIn(source: string): number {
  const bare = source.replace(/\\Q.*?(?:\\E|$)|\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]/gs, 'x')
  const counts = [...bare.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].map(([, least, most]) => Number(most || least))
  return counts.reduce((sum, count) => sum + count, 0)
}

function compiledOf(source: string): RE2JS {
  try {
    return RE2JS.compile(source, RE2JS.CASE_INSENSITIVE)
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error
    const sentence = error.message.replace(/^error parsing regexp: /, '').replace('(?i)', '')
    throw new PatternMistake(`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`)
  }
}
