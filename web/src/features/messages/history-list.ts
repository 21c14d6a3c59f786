import type { listEvents, Output } from '@fairlead/sdk'
import { type HistoryLine, historyLineOf } from './history-line.ts'

/** A piece of the log of a conversation, as the lines that the thread shows of it, oldest first. */
export type HistoryPage = Readonly<{
  lines: readonly HistoryLine[]
  /** When the piece begins; what happened earlier is on other pages. */
  from: string | null
  /** Where the older page ends; null when this one has the beginning. */
  olderBefore: number | null
}>

type Entries = Readonly<Output<typeof listEvents>['data']>

export function historyPageOf(entries: Entries, isFirst: boolean): HistoryPage {
  const [oldest] = entries
  return {
    lines: entries.flatMap((entry) => historyLineOf(entry) ?? []),
    from: oldest?.at ?? null,
    olderBefore: isFirst || oldest === undefined ? null : oldest.sequence,
  }
}

/** Pages as they were fetched, from the newest back, in one. */
export function joinHistoryPages(pages: readonly HistoryPage[]): HistoryPage {
  const oldest = pages.at(-1)
  return {
    lines: pages.toReversed().flatMap(({ lines }) => lines),
    from: oldest?.from ?? null,
    olderBefore: oldest?.olderBefore ?? null,
  }
}

/** The newest page with what has happened since. */
export function withEntries(page: HistoryPage, entries: Entries): HistoryPage {
  const known = page.lines.at(-1)?.sequence ?? 0
  const news = entries.filter(({ sequence }) => sequence > known).flatMap((entry) => historyLineOf(entry) ?? [])
  return news.length === 0 ? page : { ...page, lines: [...page.lines, ...news] }
}
