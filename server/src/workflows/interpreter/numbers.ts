/** Numbers as people type them. */

const digitsOf = /\p{Nd}/gu
// Where other scripts' digits begin: Arabic, Persian, Devanagari, Bengali, Thai, full width.
const zeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50, 0xff10]

/**
 * The number that a text is: `1,5`, `1.000,50`, `12 000`. Where `1,000` may be one or a thousand, the language decides.
 * Null: it is none.
 */
export function numberIn(text: string, locale: string): number | null {
  const typed = asciiDigits(text).replace(/[\s'’_]/gu, '')
  if (typed.length > 40 || !/^[+-]?\d[\d.,]*$/.test(typed)) return null

  const decimal = decimalOf(typed, locale)
  const group = decimal === ',' ? '.' : ','
  const [whole = '', part, ...rest] = typed.split(decimal)
  const isGrouped = whole.includes(group)
  if (rest.length > 0 || part?.includes(group) || (isGrouped && !/^[+-]?\d{1,3}([.,]\d{3})+$/.test(whole))) return null
  const number = Number(`${whole.replaceAll(group, '')}.${part || '0'}`)
  return Number.isFinite(number) ? number + 0 : null
}

// Of two kinds the last one; of a single one what is not three digits from the end. Else the language knows.
function decimalOf(typed: string, locale: string): '.' | ',' {
  const [dot, comma] = [typed.lastIndexOf('.'), typed.lastIndexOf(',')]
  if (dot >= 0 && comma >= 0) return dot > comma ? '.' : ','
  const sign = comma >= 0 ? ',' : '.'
  const other = sign === ',' ? '.' : ','
  const isOnce = typed.indexOf(sign) === typed.lastIndexOf(sign)
  if (!isOnce) return other
  if (!/[.,]\d{3}$/.test(typed)) return sign
  const known = new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value
  return known === ',' ? ',' : '.'
}

/** One to five as a digit, `4/5` or stars, with what is said of it after a comma or on the next line. */
export function ratingIn(text: string): Readonly<{ score: number; comment: string }> | null {
  // Digits come in circles and keycaps, too.
  const typed = asciiDigits(text.normalize('NFKC'))
    .replace(/[\ufe0f\u20e3]/g, '')
    .trim()
  const stars = /^[★⭐🌟]{1,5}/u.exec(typed)?.[0] ?? ''
  const score = stars === '' ? Number(/^[1-5](?!\d|[.,]\d)/.exec(typed)?.[0] ?? 0) : [...stars].length
  const rest = typed
    .slice(stars === '' ? 1 : stars.length)
    .replace(/^\s*\/\s*5(?!\d)/, '')
    .replace(/^[☆]+/u, '')
  const comment = /^[ \t]*(?:[,.;:!–-]\s*|\n\s*|$)/.exec(rest)
  return score === 0 || comment === null ? null : { score, comment: rest.slice(comment[0].length).trim() }
}

export function asciiDigits(text: string): string {
  return text.replace(digitsOf, (digit) => {
    const code = digit.codePointAt(0) ?? 0
    const zero = zeros.find((each) => code >= each && code < each + 10)
    return zero === undefined ? digit : String(code - zero)
  })
}
