/**
 * The words of a folded text. Where a script writes no blanks between them (Thai, Lao, Khmer, Burmese, Chinese, Japanese)
 * we do not guess where one ends, since the guess would be another one for what is looked for than for where it stands:
 * all that stands together is one `run`, and any part of it can be found.
 */
export type Word = Readonly<{ text: string; at: number; kind: 'word' | 'run' | 'signs' }>

// `signs`: Chinese characters and kana, of which two say as much as three letters.
const pattern = new RegExp(
  [
    String.raw`(?<signs>[[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]&&[\p{L}\p{N}\p{M}]]+)`,
    String.raw`(?<run>[[\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]&&[\p{L}\p{N}\p{M}]]+)`,
    String.raw`[[\p{L}\p{N}\p{M}]--[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]]+`,
    String.raw`\p{RGI_Emoji}`,
  ].join('|'),
  'gv',
)

export function* wordsOf(folded: string): Generator<Word> {
  for (const match of folded.matchAll(pattern)) {
    const { signs, run } = match.groups ?? {}
    yield { text: match[0], at: match.index, kind: signs ? 'signs' : run ? 'run' : 'word' }
  }
}

/** Parts of words are found within those of at least so many letters: `rechnung` in `stornorechnung`, no `is` in `this`. */
export const shortestWhole = 6
export const shortestPart = 3
/** Beyond that it is no word: a key, an address, a file in letters. */
export const longestRead = 48

/** Where in a folded text a word that is looked for stands. */
export function placesOf(folded: readonly Word[], wanted: Word): [from: number, to: number][] {
  return folded.flatMap(({ text, at, kind }) => {
    const places: [number, number][] = []
    if ((kind === 'word') !== (wanted.kind === 'word')) return places
    if (kind === 'word') {
      const isPart = text.length >= shortestWhole && wanted.text.length >= shortestPart
      const place = text.startsWith(wanted.text) ? 0 : isPart ? text.slice(0, longestRead).indexOf(wanted.text) : -1
      if (place >= 0) places.push([at + place, at + place + wanted.text.length])
    } else {
      for (let place = text.indexOf(wanted.text); place >= 0; place = text.indexOf(wanted.text, place + 1)) {
        places.push([at + place, at + place + wanted.text.length])
      }
    }
    return places
  })
}
