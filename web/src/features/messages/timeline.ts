import type { Message } from '@fairlead/sdk'
import type { HistoryLine } from './history-line.ts'

export type TimelineItem =
  | Readonly<{ kind: 'day'; key: string; at: string }>
  | Readonly<{ kind: 'line'; key: string; line: HistoryLine }>
  | Readonly<{ kind: 'message'; key: string; message: Message; isFirst: boolean; isLast: boolean }>

const togetherMs = 5 * 60_000

/**
 * What a thread shows, oldest first: messages as they were stored, what happened between them, and a line where a day
 * begins. Messages of one author in short order stand together: `isFirst` and `isLast` say where such a group ends.
 */
export function timelineOf(
  messages: readonly Message[],
  lines: readonly HistoryLine[],
  hasOlder: boolean,
): readonly TimelineItem[] {
  const items: TimelineItem[] = []
  const first = messages[0]
  // What happened before the oldest message we have is shown with the page it belongs to.
  const shown = hasOlder && first ? lines.filter(({ at }) => at >= first.at) : lines
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
    items.push({ kind: 'message', key, message, isFirst: true, isLast: true })
  }
  showLines(null)
  return items.map((item, index) => grouped(item, items[index - 1], items[index + 1]))
}

function grouped(item: TimelineItem, before: TimelineItem | undefined, after: TimelineItem | undefined): TimelineItem {
  if (item.kind !== 'message') return item
  return { ...item, isFirst: !standsWith(before, item), isLast: !standsWith(item, after) }
}

function standsWith(a: TimelineItem | undefined, b: TimelineItem | undefined): boolean {
  if (a?.kind !== 'message' || b?.kind !== 'message') return false
  return (
    a.message.author.type === b.message.author.type &&
    a.message.author.id === b.message.author.id &&
    a.message.isNote === b.message.isNote &&
    // What the platform says on its own stands for itself.
    a.message.content.expectation === undefined &&
    b.message.content.expectation === undefined &&
    Date.parse(b.message.at) - Date.parse(a.message.at) < togetherMs
  )
}
