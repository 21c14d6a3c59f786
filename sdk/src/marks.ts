/**
 * Members write `**bold**`, `_italic_`, `~strike~`, `` `code` ``, code blocks between lines of three backticks, and
 * `[links](https://…)`. An adapter turns the spans into its provider's own form, or into plain text where there is none;
 * the app shows what they mean.
 * What is not closed, or stands inside a word, is no mark: it is text as it was written.
 */
export type Span = Readonly<{ text: string; marks: readonly Mark[]; url: string | null }>

export type Mark = 'bold' | 'italic' | 'strike' | 'code' | 'block'

// Code first, for nothing in it is a mark; then links and bare addresses, likewise; then what stands around words. `\S` at both ends, so that
// `2 * 3` and `snake_case_name` stay as they are.
const marked =
  /```(?:[\w+-]*\n)?(?<block>[\s\S]+?)\n?```|`(?<code>[^`\n]+)`|\[(?<label>[^[\]\n]+)\]\((?<url>https?:\/\/[^\s()]+)\)|(?<address>https?:\/\/\S+?(?=[*_~]*(?:\s|$)))|(?<!\*)\*\*(?<bold>\S|\S[^\n]*?\S)\*\*(?!\*)|(?<![\p{L}\p{N}_])_(?<italic>[^\s_]|[^\s_][^\n_]*[^\s_])_(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}~])~(?<strike>[^\s~]|[^\s~][^\n~]*[^\s~])~(?![\p{L}\p{N}~])/gu

/** The same, telling where each part is. */
const placed = new RegExp(marked, 'gud')

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

/**
 * Where a mark stands in the text as it was written, and what would begin and end it anew; a bare address needs nothing.
 * What it is of is from `from` to `to`, and its own signs around that.
 */
export type Extent = Readonly<{ start: number; from: number; to: number; end: number; open: string; close: string }>

/** The marks of a text, each before those within it. */
export function extentsOf(text: string, offset = 0, depth = 0): readonly Extent[] {
  if (depth > MAX_DEPTH) return []
  return [...text.matchAll(placed)].flatMap((match) => {
    const { block, code, label, url, address, bold } = match.groups ?? {}
    const within = Object.entries(match.indices?.groups ?? {}).find(([name, found]) => name !== 'url' && found)?.[1]
    const [from, to] = within ?? [match.index, match.index + match[0].length]
    const [open, close] = signsOf(match[0], { block, label, url, address, bold })
    const start = match.index + offset
    const end = start + match[0].length
    const extent = { start, from: from + offset, to: to + offset, end, open, close }
    const isPlain = block !== undefined || code !== undefined || address !== undefined
    return isPlain ? [extent] : [extent, ...extentsOf(text.slice(from, to), from + offset, depth + 1)]
  })
}

function signsOf(
  whole: string,
  { block, label, url, address, bold }: Readonly<Record<string, string | undefined>>,
): readonly [open: string, close: string] {
  if (block !== undefined) return [`${/^```(?:[\w+-]*(?=\n))?/.exec(whole)?.[0]}\n`, '\n```']
  if (label !== undefined) return ['[', `](${url})`]
  if (address !== undefined) return ['', '']
  const sign = bold === undefined ? whole.slice(0, 1) : '**'
  return [sign, sign]
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
