import type { Capabilities } from '../channels/capabilities.ts'

/**
 * Cuts a text into pieces of at most `max` units, as the channel counts them: at a paragraph, else a line, else a
 * sentence, else a word, and inside a word only between graphemes. No word is lost.
 */
export function splitText(text: string, { max, unit }: Capabilities['text']): string[] {
  const pieces: string[] = []
  let rest = text
  while (sizeOf(rest, unit) > max) {
    const end = cutAt(rest, fitting(rest, { max, unit }))
    pieces.push(rest.slice(0, end).trimEnd())
    rest = rest.slice(end).trimStart()
  }
  return rest === '' ? pieces : [...pieces, rest]
}

/** How long a text is, as a channel counts it. */
export function sizeOf(text: string, unit: Capabilities['text']['unit']): number {
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

/** How many UTF-16 code units of the text fit. */
function fitting(text: string, { max, unit }: Capabilities['text']): number {
  if (unit === 'utf16') return max
  let [length, size] = [0, 0]
  for (const point of text) {
    size += unit === 'bytes' ? Buffer.byteLength(point) : 1
    if (size > max) break
    length += point.length
  }
  return length
}

const breaks = [/\n\s*\n/g, /\n/g, /[.!?。！？]\s/g, /\s/g]

function cutAt(text: string, max: number): number {
  const head = text.slice(0, max + 1)
  for (const pattern of breaks) {
    // A break in the first half would make a needlessly short piece.
    const last = [...head.matchAll(pattern)]
      .map(({ index, 0: found }) => index + found.length)
      .filter((end) => end <= max)
      .at(-1)
    if (last !== undefined && last > max / 2) return last
  }
  let end = 0
  // Past the end, or the last grapheme in it would seem to be whole.
  for (const { index, segment } of new Intl.Segmenter().segment(text.slice(0, 2 * max))) {
    if (index + segment.length > max) break
    end = index + segment.length
  }
  return end > 0 ? end : max
}
