/**
 * What a text is compared by: whatever people leave out or write in another way when they look for something is gone.
 * Compatibility forms are taken apart (NFKC), letters are small, Latin, Greek, Cyrillic, Hebrew and Arabic letters have
 * no marks, Thai and Lao ones no tones. Vowels stay wherever they are written, and so do the marks of kana.
 */
export type Folded = Readonly<{
  text: string
  /** For each code unit of `text` where in the original what it stands for begins, and where it ends. */
  starts: ArrayLike<number>
  ends: ArrayLike<number>
}>

// A letter and what stands above and below it. The two last are the marks of half-width kana, which are letters in name.
const clusters = /[^\p{M}\uff9e\uff9f][\p{M}\uff9e\uff9f]*|[\p{M}\uff9e\uff9f]+/gu
const bareScripts = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}]/u
const tones = /[\u0e48-\u0e4c\u0e4e\u0ec8-\u0ecc]/g
const marks = /\p{M}/gu

// Those whose strokes and curves are no marks to Unicode.
const letters: Readonly<Record<string, string>> = {
  ...{ đ: 'd', ð: 'd', ħ: 'h', ı: 'i', ł: 'l', ø: 'o', ŧ: 't', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe', ς: 'σ' },
  // Arabic as it is typed in haste; U+0640 only lengthens the line.
  ...{ ى: 'ي', ة: 'ه', '\u0640': '' },
}

export function foldText(text: string): string {
  if (isAscii(text)) return text.toLowerCase()
  return text.replace(clusters, foldCluster)
}

export function fold(text: string): Folded {
  if (isAscii(text)) {
    const starts = Uint32Array.from(text, (_, index) => index)
    return { text: text.toLowerCase(), starts, ends: starts.map((start) => start + 1) }
  }
  let folded = ''
  const starts: number[] = []
  const ends: number[] = []
  for (const { 0: cluster, index } of text.matchAll(clusters)) {
    const part = foldCluster(cluster)
    folded += part
    for (let unit = 0; unit < part.length; unit += 1) {
      starts.push(index)
      ends.push(index + cluster.length)
    }
  }
  return { text: folded, starts, ends }
}

function foldCluster(cluster: string): string {
  if (isAscii(cluster)) return cluster.toLowerCase()
  const apart = cluster.normalize('NFKD').toLowerCase()
  const bare = bareScripts.test(apart) ? apart.replace(marks, '') : apart.replace(tones, '')
  return Array.from(bare, (letter) => letters[letter] ?? toAsciiDigit(letter))
    .join('')
    .normalize('NFC')
}

// Ten in a row each: Arabic, Persian, Thai.
const zeros = [0x660, 0x6f0, 0xe50]
function toAsciiDigit(letter: string): string {
  const code = letter.codePointAt(0)!
  const zero = zeros.find((zero) => code >= zero && code < zero + 10)
  return zero === undefined ? letter : String(code - zero)
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 127) return false
  return true
}
