/**
 * What the index holds of a text, and what it is asked. Grams only narrow down: whoever asks looks at the text itself.
 *
 * A word is there as a whole, to be found by how it begins; the insides of a long one as pieces of three letters behind
 * a hyphen, which no word has. A run is there as pieces from each of its letters on, three long, two of signs.
 */
import { foldText } from './fold.ts'
import { longestRead, shortestPart, shortestWhole, type Word, wordsOf } from './words.ts'

/** Of a text longer than that the rest is not found; a page of a book has 2,000 letters. */
export const longestText = 20_000
const longestLexeme = 24
const mostWords = 12

/** The grams of a text, each once. */
export function grams(text: string): string[] {
  const all = new Set<string>()
  for (const word of wordsOf(foldText(text.slice(0, longestText)))) {
    for (const gram of gramsOf(word)) all.add(gram)
  }
  return [...all]
}

/** The words that are looked for. */
export function wantedWords(q: string): Word[] {
  return [...wordsOf(foldText(q))].slice(0, mostWords)
}

/** What to ask the index (a `tsquery`) for texts that have all the words. */
export function toQuery(words: readonly Word[]): string {
  return words.map((word) => `(${queryOf(word)})`).join(' & ')
}

function* gramsOf({ text, kind }: Word): Generator<string> {
  const letters = Array.from(text)
  if (kind === 'word') {
    yield letters.slice(0, longestLexeme).join('')
    if (text.length < shortestWhole) return
    const read = letters.slice(0, longestRead)
    for (let from = 1; from + shortestPart <= read.length; from += 1) yield pieceOf(read, from)
  } else {
    const size = sizeOf(kind)
    for (let from = 0; from < letters.length; from += 1) yield letters.slice(from, from + size).join('')
  }
}

function queryOf({ text, kind }: Word): string {
  const letters = Array.from(text)
  if (kind === 'word') {
    const beginning = `${quote(letters.slice(0, longestLexeme).join(''))}:*`
    if (letters.length < shortestPart) return beginning
    const pieces = Array.from({ length: letters.length - shortestPart + 1 }, (_, from) => quote(pieceOf(letters, from)))
    return `${beginning} | (${pieces.join(' & ')})`
  } else {
    const size = sizeOf(kind)
    if (letters.length < size) return `${quote(text)}:*`
    const pieces = Array.from({ length: letters.length - size + 1 }, (_, from) => letters.slice(from, from + size))
    return pieces.map((piece) => quote(piece.join(''))).join(' & ')
  }
}

function pieceOf(letters: readonly string[], from: number): string {
  return `-${letters.slice(from, from + shortestPart).join('')}`
}

function sizeOf(kind: 'run' | 'signs'): number {
  return kind === 'run' ? 3 : 2
}

// Nothing but letters, digits, marks and emoji comes here; what another version of Unicode makes of it may not break out.
function quote(lexeme: string): string {
  return `'${lexeme.replace(/['\\]/g, '')}'`
}
