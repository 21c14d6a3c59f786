export type Part = Readonly<{ text: string; from: number; isFound: boolean }>

/** A text in pieces: what was found, and what stands around it. */
export function partsOf(text: string, ranges: readonly (readonly [from: number, to: number])[]): Part[] {
  const parts: Part[] = []
  let at = 0
  const add = (to: number, isFound: boolean) => {
    if (to > at) parts.push({ text: text.slice(at, to), from: at, isFound })
    at = Math.max(at, to)
  }
  for (const [from, to] of ranges) {
    add(from, false)
    add(to, true)
  }
  add(text.length, false)
  return parts
}
