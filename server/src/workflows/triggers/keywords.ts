// Their words stand without spaces between them, or, in Korean, grow at their ends.
const unspaced =
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
const ofWord = /[\p{L}\p{M}\p{N}_]/u

/**
 * Whether any of the words or phrases stands in the text: as a whole word, without regard to case, and wherever it
 * stands in scripts that put no spaces between words.
 */
export function mentions(text: string, keywords: readonly string[]): boolean {
  const said = fold(text)
  return keywords.some((keyword) => stands(said, fold(keyword)))
}

function stands(text: string, keyword: string): boolean {
  if (keyword === '') return false
  for (let at = text.indexOf(keyword); at >= 0; at = text.indexOf(keyword, at + 1)) {
    const end = at + keyword.length
    if (isEdge(before(text, at), after(keyword, 0)) && isEdge(before(keyword, keyword.length), after(text, end))) {
      return true
    }
  }
  return false
}

/** Whether a word may end between the two; either may be none. */
function isEdge(left: string, right: string): boolean {
  return !ofWord.test(left) || !ofWord.test(right) || unspaced.test(left) || unspaced.test(right)
}

function after(text: string, at: number): string {
  const code = text.codePointAt(at)
  return code === undefined ? '' : String.fromCodePoint(code)
}

// A letter outside the first plane takes two places.
function before(text: string, at: number): string {
  const last = text.slice(Math.max(0, at - 2), at)
  return Array.from(last).at(-1) ?? ''
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()
}
