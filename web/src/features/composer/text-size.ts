import { type Composing, smsSegments } from '@fairlead/sdk'

/** How long a text is, as a channel counts it. */
export function sizeOf(text: string, unit: Composing['text']['unit']): number {
  switch (unit) {
    case 'utf16':
      return text.length
    case 'code_points':
      return [...text].length
    case 'bytes':
      return new TextEncoder().encode(text).length
    default:
      return unit satisfies never
  }
}

export type Segments = Readonly<{
  count: number
  /** Letters that fit into the last one still. */
  left: number
  /** What moved the whole text to the wide alphabet; null: nothing did. */
  wideBecauseOf: string | null
}>

/** How a text goes out by SMS, and which letter made that more than it had to be. */
export function segmentsOf(text: string): Segments {
  const { alphabet, units, segments, perSegment } = smsSegments(text)
  const wide = alphabet === 'ucs2' ? [...text].find((letter) => smsSegments(letter).alphabet === 'ucs2') : undefined
  return { count: text === '' ? 0 : segments, left: segments * perSegment - units, wideBecauseOf: wide ?? null }
}
