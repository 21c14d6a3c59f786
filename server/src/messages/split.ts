import { type Extent, extentsOf, parseFormatting, plainText } from '@fairlead/sdk'
import type { Capabilities } from '../channels/capabilities.ts'

type Limit = Capabilities['text']

/**
 * Cuts a text into pieces of at most `max` units, as the channel counts them: at a paragraph, else a line, else a
 * sentence, else a word, and inside a word only between graphemes. No word is lost. Rather beside a mark than in it; one
 * that is cut is closed in the one piece and opened again in the next, so that each piece alone reads as it did.
 */
export function splitText(text: string, limit: Limit): string[] {
  const pieces: string[] = []
  let rest = text
  while (sizeOf(rest, limit.unit) > limit.max) {
    const [piece, next] = cut(rest, limit)
    pieces.push(piece)
    rest = next
  }
  return [...pieces, rest].filter((piece) => piece.trim() !== '')
}

/** How long a text is, as a channel counts it. */
export function sizeOf(text: string, unit: Limit['unit']): number {
  switch (unit) {
    case 'utf16':
      return text.length
    case 'code_points':
      return [...text].length
    case 'bytes':
      return Buffer.byteLength(text)
    default:
      return unit satisfies never
  }
}

type Cut = readonly [piece: string, rest: string]

function cut(text: string, limit: Limit): Cut {
  const most = fitting(text, limit)
  const extents = extentsOf(text)
  const meaning = meaningOf(text)
  for (const places of placesToCut(text, most, extents)) {
    for (const at of places.slice(0, mostTries)) {
      const [piece, rest] = cutAt(text, at, extents)
      const isProgress = piece !== '' && rest.length < text.length && sizeOf(piece, limit.unit) <= limit.max
      if (isProgress && meaningOf(piece) + meaningOf(rest) === meaning) return [piece, rest]
    }
  }
  const tooLong = extents.find(({ start, end, open }) => open !== '' && start < most && end > most)
  return tooLong ? cut(without(tooLong, text), limit) : bluntly(text, most)
}

/** Of one kind of place; the last may create a mark where there was none, or leave too little room to close one. */
const mostTries = 50

/** Where it may be cut, best first, each kind from its end. A piece in the first half would be needlessly short. */
function* placesToCut(text: string, most: number, extents: readonly Extent[]): Generator<readonly number[]> {
  const head = text.slice(0, most + 1)
  const kinds = breaks.map((pattern) =>
    [...head.matchAll(pattern)].map(({ index, 0: found }) => index + found.length).filter((end) => end <= most),
  )
  const isWithin = (at: number) => extents.some(({ start, end }) => start < at && at < end)
  const isLate = (at: number) => at > most / 2
  // An address is of no use in parts, and a link once is better than twice.
  const links = extents.filter(({ open }) => open === '' || open === '[')
  const cutLinks = links.filter(({ start, end }) => start < most && end > most && end - start <= most)

  for (const ends of kinds) yield ends.filter((at) => isLate(at) && !isWithin(at)).reverse()
  yield cutLinks.map(({ start }) => start)
  for (const ends of kinds) yield ends.filter((at) => isLate(at) && isWithin(at)).reverse()
  const graphemes = graphemesIn(text, most)
  yield graphemes.filter(isLate).reverse()
  for (const ends of kinds) yield ends.reverse()
  yield graphemes.reverse()
}

const breaks = [/\n\s*\n/g, /\n/g, /[.!?。！？]\s/g, /\s/g]

/** What is open at that place is closed there, the inner before the outer, and opened again. */
function cutAt(text: string, at: number, extents: readonly Extent[]): Cut {
  const cutThrough = extents.filter(({ start, end }) => start < at && at < end)
  // Between its own signs, and not in them.
  if (cutThrough.some(({ from, to }) => at <= from || at >= to)) return ['', text]
  const open = cutThrough.map((extent) => extent.open).join('')
  const close = cutThrough.toReversed().map((extent) => extent.close)
  const [before, after] = [text.slice(0, at), text.slice(at)]
  // In a block of code the spaces at the beginning of a line say something.
  const isBlock = cutThrough.some((extent) => extent.close === '\n```')
  return isBlock
    ? [`${before.trimEnd()}${close.join('')}`, `${open}${after.replace(/^\n+/, '')}`]
    : [`${before.trimEnd()}${close.join('')}`, `${open}${after.trimStart()}`]
}

/** What is read in a text: its letters, each with its marks and its link. Spaces at a cut go. */
function meaningOf(text: string): string {
  return parseFormatting(text)
    .flatMap(({ text: words, marks, url }) => {
      const about = `${marks.join()}${url === null ? '' : ` ${url}`}`
      return [...words.replace(/\s+/g, '')].map((letter) => `${letter}${about}\n`)
    })
    .join('')
}

/** The text with one mark less: a link whose address leaves no room for its words is written out. */
function without({ start, end }: Extent, text: string): string {
  return `${text.slice(0, start)}${plainText(parseFormatting(text.slice(start, end)))}${text.slice(end)}`
}

function bluntly(text: string, most: number): Cut {
  const at = graphemesIn(text, most).at(-1) ?? most
  return [text.slice(0, at).trimEnd(), text.slice(at).trimStart()]
}

/** How many UTF-16 code units of the text fit. */
function fitting(text: string, { max, unit }: Limit): number {
  if (unit === 'utf16') return max
  let [length, size] = [0, 0]
  for (const point of text) {
    size += unit === 'bytes' ? Buffer.byteLength(point) : 1
    if (size > max) break
    length += point.length
  }
  return length
}

/** The ends of the graphemes that fit. */
function graphemesIn(text: string, most: number): number[] {
  // Past the end, or the last grapheme in it would seem to be whole.
  return [...new Intl.Segmenter().segment(text.slice(0, 2 * most))]
    .map(({ index, segment }) => index + segment.length)
    .filter((end) => end <= most)
}
