import { RE2JS, RE2JSException } from 're2js'

/** A regular expression that managers write is wrong. */
export class PatternMistake extends Error {
  override readonly name = 'PatternMistake'
}

export type Pattern = Readonly<{ test(text: string): boolean }>

const mostCharacters = 500
const mostText = 10_000
// Time grows with the size of what a pattern comes to times the length of the text: a few hundred milliseconds at most.
const mostInstructions = 1000
const kept = 200
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
  const pattern = { test: (text: string) => compiled.matcher(text.slice(0, mostText)).find() }
  if (patterns.size >= kept) patterns.delete(patterns.keys().next().value ?? '')
  patterns.set(key, pattern)
  return pattern
}

function compile(source: string, whole: boolean): RE2JS {
  if (source.length > mostCharacters) {
    throw new PatternMistake(`A pattern has at most ${mostCharacters} characters, this one ${source.length}.`)
  }
  const alone = compiledOf(source)
  // Only what is a pattern by itself is put between others, so that `a)|(b` does not become one.
  const compiled = whole ? compiledOf(`\\A(?:${source})\\z`) : alone
  if (compiled.programSize() > mostInstructions) throw new PatternMistake('The pattern repeats too much.')
  return compiled
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
