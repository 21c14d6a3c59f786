import type { Message } from '@fairlead/sdk'
import type { HistoryLine } from './history-line.ts'

export type TimelineItem =
  | Readonly<{ kind: 'day'; key: string; at: string }>
  /** What comes after it was not read when the conversation was opened. */
  | Readonly<{ kind: 'unread'; key: string }>
  | Readonly<{ kind: 'line'; key: string; line: HistoryLine }>
  | Readonly<{
      kind: 'message'
      key: string
      message: Message
      isFirst: boolean
      isLast: boolean
      hasOwnState: boolean
    }>
  /** What was sent together, and comes as a message for each picture. */
  | Readonly<{ kind: 'album'; key: string; messages: readonly Message[]; isFirst: boolean; isLast: boolean }>

const togetherMs = 5 * 60_000

type Reach = Readonly<{
  hasOlder?: boolean
  hasNewer?: boolean
  /** The first message that was not read when the thread was opened. */
  firstUnreadId?: string | null
}>

/**
 * What a thread shows, oldest first: messages as they were stored, what happened between them, and a line where a day
 * begins. Messages of one author in short order stand together: `isFirst` and `isLast` say where such a group ends.
 */
export function timelineOf(
  messages: readonly Message[],
  lines: readonly HistoryLine[],
  { hasOlder = false, hasNewer = false, firstUnreadId = null }: Reach,
): readonly TimelineItem[] {
  const items: TimelineItem[] = []
  const first = messages[0]
  const last = messages.at(-1)
  // What happened before the oldest message we have, or after the newest, is shown with the page it belongs to.
  const shown = lines
    .filter(({ at }) => !(hasOlder && first && at < first.at) && !(hasNewer && last && at > last.at))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  let next = 0
  let day = ''

  const begin = (key: string, at: string) => {
    const dayOfItem = new Date(at).toDateString()
    if (dayOfItem !== day) items.push({ kind: 'day', key: `day of ${key}`, at })
    day = dayOfItem
  }
  const showLines = (until: string | null) => {
    for (; next < shown.length && (until === null || shown[next]!.at < until); next += 1) {
      const line = shown[next]!
      const key = `line ${line.sequence}`
      begin(key, line.at)
      items.push({ kind: 'line', key, line })
    }
  }

  for (const message of messages) {
    showLines(message.at)
    const key = message.clientId ?? message.id
    begin(key, message.at)
    if (message.id === firstUnreadId) items.push({ kind: 'unread', key: 'unread' })
    items.push({ kind: 'message', key, message, isFirst: true, isLast: true, hasOwnState: false })
  }
  showLines(null)
  const gathered = intoAlbums(items)
  return gathered.map((item, index) => grouped(item, gathered[index - 1], gathered[index + 1]))
}

type Spoken = Extract<TimelineItem, { kind: 'message' | 'album' }>

function intoAlbums(items: readonly TimelineItem[]): readonly TimelineItem[] {
  const gathered: TimelineItem[] = []
  for (const item of items) {
    const before = gathered.at(-1)
    const album = before && albumOf(before, item)
    if (album) gathered.splice(-1, 1, album)
    else gathered.push(item)
  }
  return gathered
}

function albumOf(before: TimelineItem, item: TimelineItem): TimelineItem | null {
  if (!isSpoken(before) || !isSpoken(item)) return null
  const [last, next] = [messagesOf(before).at(-1), messagesOf(item)[0]]
  if (last === undefined || next === undefined || !isOneAlbum(last, next)) return null
  return { ...before, kind: 'album', messages: [...messagesOf(before), ...messagesOf(item)] }
}

function isOneAlbum(a: Message, b: Message): boolean {
  const { albumId } = a.content
  return (
    albumId !== undefined &&
    albumId === b.content.albumId &&
    a.author.type === b.author.type &&
    // What was deleted, or carries no picture after all, says so for itself.
    [a, b].every(({ deletedAt, attachments }) => deletedAt === null && attachments.length > 0)
  )
}

function grouped(item: TimelineItem, before: TimelineItem | undefined, after: TimelineItem | undefined): TimelineItem {
  if (!isSpoken(item)) return item
  const isLast = !standsWith(item, after)
  const edges = { isFirst: !standsWith(before, item), isLast }
  if (item.kind === 'album') return { ...item, ...edges }
  // One mark stands for those before it, as far as they got as far.
  const next = isLast || after === undefined || !isSpoken(after) ? undefined : messagesOf(after).at(-1)
  return { ...item, ...edges, hasOwnState: next !== undefined && next.state !== item.message.state }
}

function standsWith(a: TimelineItem | undefined, b: TimelineItem | undefined): boolean {
  if (a === undefined || b === undefined || !isSpoken(a) || !isSpoken(b)) return false
  const [last, next] = [messagesOf(a).at(-1), messagesOf(b)[0]]
  if (last === undefined || next === undefined) return false
  return (
    last.author.type === next.author.type &&
    last.author.id === next.author.id &&
    last.isNote === next.isNote &&
    // What the platform says on its own stands for itself.
    last.content.expectation === undefined &&
    next.content.expectation === undefined &&
    Date.parse(next.at) - Date.parse(last.at) < togetherMs
  )
}

function isSpoken(item: TimelineItem): item is Spoken {
  return item.kind === 'message' || item.kind === 'album'
}

function messagesOf(item: Spoken): readonly Message[] {
  return item.kind === 'album' ? item.messages : [item.message]
}
