export type TextPart = Readonly<{ text: string; href: string | null }>

// Longer ones are no addresses for people; the limit keeps hostile texts cheap.
const address = /https?:\/\/[^\s<>"'`]{1,2000}/giu
const closing = /[.,;:!?…»”’)\]}*_~]$/u
const brackets: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

/** A text in parts, those that are web addresses with where they lead. Only http and https: nothing that runs. */
export function splitLinks(text: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let end = 0

  for (const match of text.matchAll(address)) {
    const link = withoutPunctuation(match[0])
    if (!URL.canParse(link)) continue
    if (match.index > end) parts.push({ text: text.slice(end, match.index), href: null })
    parts.push({ text: link, href: link })
    end = match.index + link.length
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null })
  return parts
}

// A full stop after an address ends the sentence; a bracket belongs to it when it was opened within.
function withoutPunctuation(match: string): string {
  let link = match
  while (closing.test(link) && !isClosedWithin(link)) link = link.slice(0, -1)
  return link
}

function isClosedWithin(link: string): boolean {
  const last = link.at(-1) ?? ''
  const opening = brackets[last]
  return opening !== undefined && link.split(opening).length >= link.split(last).length
}
