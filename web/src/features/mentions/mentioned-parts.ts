/** A piece of a note: a member it names, or what stands between. */
export type Part = Readonly<{ text: string; memberId: string | null }>

/** The text in pieces, in their order. Longer names first, so that `@Ana Agent` is not `@Ana`. */
export function mentionedParts(
  text: string,
  members: readonly Readonly<{ id: string; name: string }>[],
): readonly Part[] {
  const named = members.filter(({ name }) => name !== '').toSorted((one, other) => other.name.length - one.name.length)
  if (named.length === 0) return [{ text, memberId: null }]
  const pattern = new RegExp(`@(?:${named.map(({ name }) => escaped(name)).join('|')})(?![\\p{L}\\p{N}])`, 'gu')
  const parts: Part[] = []
  let from = 0
  for (const match of text.matchAll(pattern)) {
    const member = named.find(({ name }) => match[0] === `@${name}`)
    if (match.index > from) parts.push({ text: text.slice(from, match.index), memberId: null })
    parts.push({ text: match[0], memberId: member?.id ?? null })
    from = match.index + match[0].length
  }
  return from < text.length ? [...parts, { text: text.slice(from), memberId: null }] : parts
}

// Not every browser of our time has `RegExp.escape`.
function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
