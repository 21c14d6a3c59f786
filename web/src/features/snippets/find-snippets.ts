import type { Snippet } from '@fairlead/sdk'

/** By shortcut first, then by name, then by what they say; one's own before those of others. */
export function findSnippets(snippets: readonly Snippet[], query: string, language: string): readonly Snippet[] {
  const wanted = fold(query)
  return snippets
    .map((snippet) => ({ snippet, rank: rankOf(snippet, wanted) }))
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .toSorted(
      (one, other) =>
        one.rank - other.rank ||
        Number(one.snippet.ownerId === null) - Number(other.snippet.ownerId === null) ||
        one.snippet.shortcut.localeCompare(other.snippet.shortcut, language),
    )
    .map(({ snippet }) => snippet)
}

function rankOf({ shortcut, name, text }: Snippet, wanted: string): number {
  const [short, called] = [fold(shortcut), fold(name)]
  const ranks = [short === wanted, short.startsWith(wanted), called.startsWith(wanted)]
  const loose = [short.includes(wanted), called.includes(wanted), fold(text).includes(wanted)]
  const rank = [...ranks, ...loose].indexOf(true)
  return rank < 0 ? Number.POSITIVE_INFINITY : rank
}

// Nobody types the marks of a language into a search when they are in a hurry.
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/đ/giu, 'd').toLowerCase()
}
