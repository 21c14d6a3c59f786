export type Sign = '/' | '@'
/** What was begun at the caret: from `start`, where its sign is, to `end`, where the caret is. */
export type Trigger = Readonly<{ sign: Sign; query: string; start: number; end: number }>

// At the beginning of a word only: `and/or` and `ana@example.com` are what they are. A name may have a blank in it.
const patterns: Readonly<Record<Sign, RegExp>> = {
  '/': /(?<=^|\s)\/(?<query>[^\s/]{0,40})$/u,
  '@': /(?<=^|[\s(])@(?<query>[\p{L}\p{M}\p{N}._'’-]{0,40}(?: [\p{L}\p{M}\p{N}._'’-]{1,40})?)$/u,
}

export function triggerAt(text: string, caret: number, signs: readonly Sign[]): Trigger | null {
  const before = text.slice(0, caret)
  for (const sign of signs) {
    const match = patterns[sign].exec(before)
    if (match) return { sign, query: match.groups?.query ?? '', start: match.index, end: caret }
  }
  return null
}
