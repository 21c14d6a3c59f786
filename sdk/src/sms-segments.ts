/** What a text message is billed as. `units`: characters as its alphabet counts them. */
export type SmsSegments = Readonly<{ alphabet: 'gsm7' | 'ucs2'; units: number; segments: number; perSegment: number }>

/**
 * Counts the segments of a text message. One letter that is not in the old alphabet of phones, such as an emoji or a
 * curly apostrophe, moves the whole message to a wider one, of which less than half fits.
 *
 * @example
 * smsSegments('Hello')   // { alphabet: 'gsm7', units: 5, segments: 1, perSegment: 160 }
 * smsSegments('Hello 👋') // { alphabet: 'ucs2', units: 8, segments: 1, perSegment: 70 }
 */
export function smsSegments(text: string): SmsSegments {
  const letters = [...text]
  const isPlain = letters.every((letter) => basic.has(letter) || extended.has(letter))
  const sizes = letters.map((letter) => (isPlain ? (extended.has(letter) ? 2 : 1) : letter.length))
  const units = sizes.reduce((total, size) => total + size, 0)

  const [alone, together] = isPlain ? [160, 153] : [70, 67]
  const isOne = units <= alone
  return {
    alphabet: isPlain ? 'gsm7' : 'ucs2',
    units,
    segments: isOne ? 1 : fill(sizes, together),
    perSegment: isOne ? alone : together,
  }
}

// No letter lies across two segments: what needs two units and has one left begins the next.
function fill(sizes: readonly number[], capacity: number): number {
  let [segments, left] = [1, capacity]
  for (const size of sizes) {
    if (size > left) [segments, left] = [segments + 1, capacity]
    left -= size
  }
  return segments
}

const basic: ReadonlySet<string> = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
/** These are written as two. */
const extended: ReadonlySet<string> = new Set('^{}\\[~]|€\f')
