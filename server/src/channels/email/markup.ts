import { type Mark, parseFormatting, plainText, type Span } from '@fairlead/sdk'

const tags: Readonly<Record<Mark, string>> = { bold: 'strong', italic: 'em', strike: 's', code: 'code', block: 'pre' }
const address = /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]/g

/** A text without the marks that members write. */
export function plainOf(text: string): string {
  return plainText(parseFormatting(text))
}

/** A text as HTML: the words as they are, lines kept, marks as they are meant, addresses to click on. */
export function htmlOf(text: string, signature: string): string {
  const words = parseFormatting(text).map(spanHtml).join('')
  const below = signature === '' ? '' : `<div style="margin-top:1.5em;color:#555">${linesOf(signature)}</div>`
  return `<!doctype html><html><body><div style="font-family:sans-serif;font-size:14px;line-height:1.5"><div>${words}</div>${below}</div></body></html>`
}

function spanHtml({ text, marks, url }: Span): string {
  const words = url === null ? linesOf(text) : `<a href="${escapeHtml(url)}">${escapeLines(text)}</a>`
  return marks.reduceRight((inner, mark) => `<${tags[mark]}>${inner}</${tags[mark]}>`, words)
}

function linesOf(text: string): string {
  let done = 0
  let html = ''
  for (const match of text.matchAll(address)) {
    const found = escapeHtml(match[0])
    html += `${escapeLines(text.slice(done, match.index))}<a href="${found}">${found}</a>`
    done = match.index + match[0].length
  }
  return html + escapeLines(text.slice(done))
}

function escapeLines(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>')
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
