import type { Message } from '@fairlead/sdk'
import type { TimelineItem } from './timeline.ts'

/** A stretch of a thread that is drawn, or left out, as one. */
export type Chunk = Readonly<{ key: string; items: readonly TimelineItem[] }>

const about = 12
const most = 40

/**
 * The items in chunks, and whatever is as it was before the very same object: what is drawn of it stays. Where a chunk
 * ends is a matter of the items' own keys, so that what comes before or after it moves no border.
 */
export function steadyChunks(items: readonly TimelineItem[], before: readonly Chunk[]): readonly Chunk[] {
  const known = new Map(before.flatMap((chunk) => chunk.items.map((item) => [item.key, item])))
  const knownChunks = new Map(before.map((chunk) => [chunk.key, chunk]))

  return cut(items.map((item) => steady(item, known.get(item.key)))).map((chunk) => {
    const same = knownChunks.get(chunk.key)
    return same !== undefined && isSameList(same.items, chunk.items) ? same : chunk
  })
}

/** The messages that an item shows. */
export function messagesOf(item: TimelineItem): readonly Message[] {
  if (item.kind === 'message') return [item.message]
  return item.kind === 'album' ? item.messages : []
}

function cut(items: readonly TimelineItem[]): readonly Chunk[] {
  const chunks: { key: string; items: TimelineItem[] }[] = []
  for (const item of items) {
    const last = chunks.at(-1)
    if (last === undefined || last.items.length >= most || isBorder(item.key)) {
      chunks.push({ key: item.key, items: [item] })
    } else {
      last.items.push(item)
    }
  }
  return chunks
}

function isBorder(key: string): boolean {
  let hash = 7
  for (let at = 0; at < key.length; at += 1) hash = (Math.imul(hash, 31) + key.charCodeAt(at)) >>> 0
  return hash % about === 0
}

function steady(item: TimelineItem, before: TimelineItem | undefined): TimelineItem {
  return before !== undefined && isSame(item, before) ? before : item
}

function isSame(a: TimelineItem, b: TimelineItem): boolean {
  switch (a.kind) {
    case 'day':
      return b.kind === 'day' && a.at === b.at
    case 'unread':
      return b.kind === 'unread'
    case 'line':
      return b.kind === 'line' && a.line === b.line
    case 'message':
    case 'album':
      return (
        (b.kind === 'message' || b.kind === 'album') &&
        a.kind === b.kind &&
        a.isFirst === b.isFirst &&
        a.isLast === b.isLast &&
        (a.kind === 'album' || b.kind === 'album' || a.hasOwnState === b.hasOwnState) &&
        isSameList(messagesOf(a), messagesOf(b))
      )
    default:
      return a satisfies never
  }
}

function isSameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((each, at) => each === b[at])
}
