export type Piece = Readonly<{ text: string; href: string | null }>

// Marks that change the direction of text could make one address look like another, so an address ends at them.
const address = /\b(?:https?:\/\/|www\.)[^\s<>"'`\p{Cc}\p{Cf}]+/giu

/** Cuts text into plain pieces and links. Only what parses as a web address becomes one. */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = []
  let end = 0

  for (const match of text.matchAll(address)) {
    const found = withoutTail(match[0])
    const href = toHref(found)
    if (href) {
      if (match.index > end) pieces.push({ text: text.slice(end, match.index), href: null })
      pieces.push({ text: found, href })
      end = match.index + found.length
    }
  }

  if (end < text.length) pieces.push({ text: text.slice(end), href: null })
  return pieces
}

// The full stop belongs to the sentence; a bracket to the address only when it was opened there.
function withoutTail(found: string): string {
  let rest = found
  for (;;) {
    const last = rest.at(-1) ?? ''
    const opening = { ')': '(', ']': '[', '}': '{' }[last]
    const isTail = opening ? rest.split(last).length > rest.split(opening).length : /[.,;:!?…*_~]/u.test(last)
    if (!isTail) return rest
    rest = rest.slice(0, -1)
  }
}

function toHref(found: string): string | null {
  try {
    const { hostname, href } = new URL(/^www\./i.test(found) ? `https://${found}` : found)
    return hostname.includes('.') || hostname === 'localhost' ? href : null
  } catch {
    return null
  }
}
