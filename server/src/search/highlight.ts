import { type Folded, fold } from './fold.ts'
import { longestText } from './grams.ts'
import { placesOf, type Word, wordsOf } from './words.ts'

export type Range = [from: number, to: number]

/** Where in the text the words stand, in its own code units, in order and apart from each other; null when one is missing. */
export function findRanges(text: string, words: readonly Word[]): Range[] | null {
  const folded = fold(text.slice(0, longestText))
  const own = [...wordsOf(folded.text)]
  const places = words.map((word) => placesOf(own, word))
  if (places.some((each) => each.length === 0)) return null
  return join(places.flat().map(([from, to]) => toOriginal(folded, from, to)))
}

/** The same of what has several texts: a word may stand in any. */
export function findInAny(texts: readonly string[], words: readonly Word[]): Range[][] | null {
  const all = texts.map((text) => words.map((word) => findRanges(text, [word])))
  if (!words.every((_, index) => all.some((ranges) => ranges[index] !== null))) return null
  return all.map((ranges) => join(ranges.flatMap((each) => each ?? [])))
}

const before = 60
const length = 220

/** What stands around the first place, on one line. */
export function excerptOf(text: string, ranges: readonly Range[]): { excerpt: string; ranges: Range[] } {
  const first = ranges[0]?.[0] ?? 0
  const from = first <= before ? 0 : wordBefore(text, first)
  const to = text.length <= from + length ? text.length : cutAt(text, from + length)
  const lead = from > 0 ? '…' : ''
  const excerpt = `${lead}${text.slice(from, to).replace(/\s/g, ' ')}${to < text.length ? '…' : ''}`
  const shift = lead.length - from
  const shown = ranges.filter(([start, end]) => start >= from && end <= to)
  return { excerpt, ranges: shown.map(([start, end]) => [start + shift, end + shift]) }
}

function toOriginal({ starts, ends }: Folded, from: number, to: number): Range {
  return [starts[from]!, ends[to - 1]!]
}

function join(ranges: readonly Range[]): Range[] {
  const joined: Range[] = []
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = joined.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else joined.push([from, to])
  }
  return joined
}

// After the last blank, where there is one near; else at a letter with all that belongs to it.
function wordBefore(text: string, first: number): number {
  const blank = text.slice(first - before, first - 20).search(/\s/)
  return blank >= 0 ? first - before + blank + 1 : cutAt(text, first - before)
}

function cutAt(text: string, at: number): number {
  let cut = at
  while (cut > 0 && /^(?:\p{M}|\u200d|[\udc00-\udfff])/u.test(text.slice(cut, cut + 1))) cut -= 1
  return cut
}
