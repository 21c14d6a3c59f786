/**
 * Members write `**bold**`, `_italic_`, `~strike~`, `` `code` ``, code blocks between lines of three backticks, and
 * `[links](https://…)`. An adapter turns the spans into its provider's own form, or into plain text where there is none.
 * What is not closed, or stands inside a word, is no mark: it is text as it was written.
 */
export type Span = Readonly<{ text: string; marks: readonly Mark[]; url: string | null }>

export type Mark = 'bold' | 'italic' | 'strike' | 'code' | 'block'

// Code first, for nothing in it is a mark; then links and bare addresses, likewise; then what stands around words. `\S` at both ends, so that
// `2 * 3` and `snake_case_name` stay as they are.
const marked =
  /```(?:[\w+-]*\n)?(?<block>[\s\S]+?)\n?```|`(?<code>[^`\n]+)`|\[(?<label>[^[\]\n]+)\]\((?<url>https?:\/\/[^\s()]+)\)|(?<address>https?:\/\/\S+?(?=[*_~]*(?:\s|$)))|(?<!\*)\*\*(?<bold>\S|\S[^\n]*?\S)\*\*(?!\*)|(?<![\p{L}\p{N}_])_(?<italic>[^\s_]|[^\s_][^\n_]*[^\s_])_(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}~])~(?<strike>[^\s~]|[^\s~][^\n~]*[^\s~])~(?![\p{L}\p{N}~])/gu

const MAX_DEPTH = 4

/** The text in pieces, in their order; no letter of what is not a mark is lost. */
export function parseFormatting(text: string): readonly Span[] {
  return spansOf(text, [], null, 0)
}

/** Without marks; a link is followed by its address, unless it is the address. */
export function plainText(spans: readonly Span[]): string {
  return spans
    .map(({ text, url }, index) => {
      const isLast = url !== null && spans[index + 1]?.url !== url
      return isLast && labelOf(spans, index) !== url ? `${text} (${url})` : text
    })
    .join('')
}

function spansOf(text: string, marks: readonly Mark[], url: string | null, depth: number): readonly Span[] {
  if (depth > MAX_DEPTH) return [{ text, marks, url }]
  const spans: Span[] = []
  let end = 0
  for (const match of text.matchAll(marked)) {
    if (match.index > end) spans.push({ text: text.slice(end, match.index), marks, url })
    spans.push(...spansOfMatch(match.groups ?? {}, marks, url, depth))
    end = match.index + match[0].length
  }
  if (end < text.length) spans.push({ text: text.slice(end), marks, url })
  return spans
}

function spansOfMatch(
  { block, code, label, url: target, address, bold, italic, strike }: Readonly<Record<string, string | undefined>>,
  marks: readonly Mark[],
  url: string | null,
  depth: number,
): readonly Span[] {
  if (block !== undefined) return [{ text: block, marks: [...marks, 'block'], url }]
  if (code !== undefined) return [{ text: code, marks: [...marks, 'code'], url }]
  if (label !== undefined) return spansOf(label, marks, target ?? null, depth + 1)
  if (address !== undefined) return [{ text: address, marks, url }]
  if (bold !== undefined) return spansOf(bold, [...marks, 'bold'], url, depth + 1)
  if (italic !== undefined) return spansOf(italic, [...marks, 'italic'], url, depth + 1)
  return spansOf(strike ?? '', [...marks, 'strike'], url, depth + 1)
}

function labelOf(spans: readonly Span[], last: number): string {
  const { url } = spans[last]!
  const first = spans.findLastIndex((span, index) => index < last && span.url !== url) + 1
  return spans
    .slice(first, last + 1)
    .map(({ text }) => text)
    .join('')
}
