import { parseFormatting, plainText, type Span } from '@fairlead/sdk'

/** Text as the provider wants it. `length`: what it counts, which is the text without its marks. */
export type Formatted = Readonly<{ text: string; parseMode: 'HTML' | null; length: number }>

/** `isPlain`: without marks, for whoever could not read them. */
export function format(text: string, isPlain: boolean): Formatted {
  const spans = parseFormatting(text)
  const isMarked = spans.some(({ marks, url }) => marks.length > 0 || url !== null)
  const words = isMarked && !isPlain ? spans.map((span) => span.text).join('') : plainText(spans)

  // Blank text is refused, and never shown.
  if (words.trim() === '') return { text: '', parseMode: null, length: 0 }
  if (!isMarked || isPlain) return { text: words, parseMode: null, length: words.length }
  return { text: spans.map(htmlOf).join(''), parseMode: 'HTML', length: words.length }
}

const tags = { bold: 'b', italic: 'i', strike: 's' } as const

// Code can hold no other mark and be in none.
function htmlOf({ text, marks, url }: Span): string {
  const escaped = escapeHtml(text)
  if (marks.includes('block')) return `<pre>${escaped}</pre>`
  if (marks.includes('code')) return `<code>${escaped}</code>`
  const marked = marks.reduceRight(
    (inner, mark) => (mark === 'code' || mark === 'block' ? inner : `<${tags[mark]}>${inner}</${tags[mark]}>`),
    escaped,
  )
  return url === null ? marked : `<a href="${escapeHtml(url)}">${marked}</a>`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
