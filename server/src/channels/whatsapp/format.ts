import { type Mark, parseFormatting, plainText } from '@fairlead/sdk'

const signs = { bold: '*', italic: '_', strike: '~', code: '`', block: '```' } as const satisfies Record<Mark, string>

/** Text with the provider's own marks, which has none for links. Never longer than it was. */
export function format(text: string): string {
  const spans = parseFormatting(text)
  const marked = spans.map((span, index) => {
    const begun = shared(spans[index - 1]?.marks, span.marks)
    const goesOn = shared(span.marks, spans[index + 1]?.marks)
    const opening = span.marks.slice(begun).map((mark) => signs[mark])
    const closing = span.marks.slice(goesOn).map((mark) => signs[mark])
    return { ...span, text: `${opening.join('')}${span.text}${closing.toReversed().join('')}` }
  })
  return plainText(marked)
}

/** How many marks, from the outermost on, reach from one span over the next. */
function shared(before: readonly Mark[] = [], after: readonly Mark[] = []): number {
  const end = before.findIndex((mark, index) => mark !== after[index])
  return end === -1 ? before.length : end
}
