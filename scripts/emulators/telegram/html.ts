import { type BotRefusal, bad } from './refusal.ts'

export type Entity = Readonly<{ type: string; offset: number; length: number; url?: string; language?: string }>
export type Parsed = Readonly<{ text: string; entities: readonly Entity[] }>

const types: ReadonlyMap<string, string> = new Map([
  ...(['b', 'strong'] as const).map((tag) => [tag, 'bold'] as const),
  ...(['i', 'em'] as const).map((tag) => [tag, 'italic'] as const),
  ...(['u', 'ins'] as const).map((tag) => [tag, 'underline'] as const),
  ...(['s', 'strike', 'del'] as const).map((tag) => [tag, 'strikethrough'] as const),
  ...[['a', 'text_link'] as const, ['code', 'code'] as const, ['pre', 'pre'] as const],
  ...[['blockquote', 'blockquote'] as const, ['tg-spoiler', 'spoiler'] as const],
])

const references: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
])

type Open = Readonly<{ tag: string; at: number; url: string | null }>

/** Reads the few tags the provider knows; any other, and any that is not closed, is refused as it refuses them. */
export function parseHtml(source: string): Parsed {
  const entities: Entity[] = []
  const open: Open[] = []
  let text = ''

  for (const { 0: piece, index } of source.matchAll(/<[^>]*>?|&(?:#\d+|#x[\da-f]+|\w+);?|[^<&]+|&/gi)) {
    if (piece.startsWith('&')) text += referenced(piece)
    else if (!piece.startsWith('<')) text += piece
    else if (piece.startsWith('</')) text = close(piece, index)
    else open.push(opened(piece, index, text.length))
  }
  if (open.length > 0) throw unreadable(`Can't find end tag corresponding to start tag "${open.at(-1)?.tag}"`)
  return { text, entities: entities.sort((one, other) => one.offset - other.offset || other.length - one.length) }

  function close(piece: string, index: number): string {
    const tag = piece.slice(2, -1).trim().toLowerCase()
    const last = open.pop()
    if (last === undefined) throw unreadable(`Unexpected end tag at byte offset ${bytesTo(source, index)}`)
    if (tag !== last.tag) {
      throw unreadable(
        `Unmatched end tag at byte offset ${bytesTo(source, index)}, expected "</${last.tag}>", found "${piece}"`,
      )
    }
    const entity = { type: types.get(tag) ?? tag, offset: last.at, length: text.length - last.at }
    if (entity.length > 0) entities.push(last.url === null ? entity : { ...entity, url: last.url })
    return text
  }

  function opened(piece: string, index: number, at: number): Open {
    const [, tag = '', attributes = ''] = /^<([\w-]*)(.*?)\/?>?$/s.exec(piece) ?? []
    const name = tag.toLowerCase()
    if (!types.has(name)) throw unreadable(`Unsupported start tag "${name}" at byte offset ${bytesTo(source, index)}`)
    if (!piece.endsWith('>')) throw unreadable(`Unclosed start tag at byte offset ${bytesTo(source, index)}`)
    const href = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))/i.exec(attributes)
    const url = name === 'a' ? (href?.[1] ?? href?.[2] ?? href?.[3] ?? '') : null
    return { tag: name, at, url: url === null ? null : url.replace(/&(?:#\d+|#x[\da-f]+|\w+);?/gi, referenced) }
  }
}

function referenced(piece: string): string {
  const [, decimal, hex, name] = /^&(?:#(\d+)|#x([\da-f]+)|(\w+));?$/i.exec(piece) ?? []
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  if (Number.isInteger(code) && code > 0 && code <= 0x10ffff) return String.fromCodePoint(code)
  return references.get(name?.toLowerCase() ?? '') ?? piece
}

function bytesTo(source: string, index: number): number {
  return Buffer.byteLength(source.slice(0, index))
}

function unreadable(why: string): BotRefusal {
  return bad(`can't parse entities: ${why}`)
}
