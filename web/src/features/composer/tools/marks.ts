import type { Insertion } from '../put-text.ts'

export const marks = ['bold', 'italic', 'strike', 'code', 'link', 'list'] as const
export type MarkName = (typeof marks)[number]
type Selection = Readonly<{ text: string; start: number; end: number }>

const signs = { bold: '**', italic: '_', strike: '~', code: '`' } as const

/** What has to be put in so that the selected text has the mark, or has it no more. */
export function marked(mark: MarkName, selection: Selection): Insertion {
  if (mark === 'link') return linked(selection)
  return mark === 'list' ? listed(selection) : surrounded(signs[mark], selection)
}

function surrounded(sign: string, { text, ...selection }: Selection): Insertion {
  const { start, end } = withoutBlanks(text, selection)
  const inner = text.slice(start, end)
  const { length } = sign
  if (text.slice(start - length, start) === sign && text.slice(end, end + length) === sign) {
    const from = start - length
    return { start: from, end: end + length, text: inner, select: [from, from + inner.length] }
  }
  if (inner.length >= 2 * length && inner.startsWith(sign) && inner.endsWith(sign)) {
    const bare = inner.slice(length, -length)
    return { start, end, text: bare, select: [start, start + bare.length] }
  }
  return { start, end, text: `${sign}${inner}${sign}`, select: [start + length, end + length] }
}

function linked({ text, ...selection }: Selection): Insertion {
  const { start, end } = withoutBlanks(text, selection)
  const inner = text.slice(start, end)
  const isAddress = /^https?:\/\/\S+$/.test(inner)
  const label = isAddress ? '' : inner
  const address = isAddress ? inner : 'https://'
  const [labelAt, addressAt] = [start + 1, start + label.length + 3]
  const select = label === '' ? ([labelAt, labelAt] as const) : ([addressAt, addressAt + address.length] as const)
  return { start, end, text: `[${label}](${address})`, select }
}

function listed({ text, start, end }: Selection): Insertion {
  const from = text.lastIndexOf('\n', start - 1) + 1
  const next = text.indexOf('\n', end)
  const to = next < 0 ? text.length : next
  const lines = text.slice(from, to).split('\n')
  const isList = lines.every((line) => line.startsWith('- '))
  const changed = lines.map((line) => (isList ? line.slice(2) : `- ${line.replace(/^- /, '')}`)).join('\n')
  const caret = from + changed.length
  return { start: from, end: to, text: changed, select: lines.length > 1 ? [from, caret] : [caret, caret] }
}

// A mark around blanks is none.
function withoutBlanks(text: string, { start, end }: Readonly<{ start: number; end: number }>) {
  const inner = text.slice(start, end)
  if (inner.trim() === '') return { start, end: start }
  return { start: start + inner.length - inner.trimStart().length, end: end - inner.length + inner.trimEnd().length }
}
