import type { Message } from '@fairlead/sdk'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { HistoryLine } from './history-line.ts'
import { historyQuery } from './queries.ts'
import { type Chunk, steadyChunks } from './steady-chunks.ts'
import { timelineOf } from './timeline.ts'
import { firstUnreadOf } from './unread.ts'

type Shown = Readonly<{
  conversationId: string
  /** Oldest first. */
  messages: readonly Message[]
  outgoing: readonly Message[]
  /** When it was opened. */
  unreadCount: number
  isLoaded: boolean
  hasOlder: boolean
  hasNewer: boolean
}>

const noLines: readonly HistoryLine[] = []

/** What a thread shows, in chunks that stay as they are when others change. */
export function useTimeline(shown: Shown): Readonly<{ chunks: readonly Chunk[]; isHistoryMissing: boolean }> {
  const { conversationId, messages, outgoing, unreadCount, isLoaded, hasOlder, hasNewer } = shown
  const { lines, isMissing } = useHistory(conversationId, { isLoaded, from: hasOlder ? messages[0]?.at : '' })
  const firstUnreadId = useFirstUnread(messages, isLoaded && !hasNewer ? unreadCount : null)

  const items = useMemo(() => {
    const arrived = new Set(messages.map(({ clientId }) => clientId))
    const underWay = hasNewer ? [] : outgoing.filter(({ clientId }) => !arrived.has(clientId))
    return timelineOf([...messages, ...underWay], lines, { hasOlder, hasNewer, firstUnreadId })
  }, [messages, outgoing, lines, hasOlder, hasNewer, firstUnreadId])
  const before = useRef<readonly Chunk[]>([])
  const chunks = useMemo(() => steadyChunks(items, before.current), [items])
  useEffect(() => {
    before.current = chunks
  }, [chunks])

  return { chunks, isHistoryMissing: isMissing }
}

// What happened is read after the messages are there, and as far back as they reach.
function useHistory(
  conversationId: string,
  { isLoaded, from }: { isLoaded: boolean; from: string | undefined },
): Readonly<{ lines: readonly HistoryLine[]; isMissing: boolean }> {
  const query = useInfiniteQuery({ ...historyQuery(conversationId), enabled: isLoaded })
  const { data, isError, hasNextPage, isFetching, fetchNextPage } = query
  const reached = data?.from ?? ''
  const isShort = from !== undefined && reached > from

  useEffect(() => {
    if (isShort && hasNextPage && !isFetching && !isError) void fetchNextPage()
  }, [isShort, hasNextPage, isFetching, isError, fetchNextPage])
  return { lines: data?.lines ?? noLines, isMissing: isError }
}

/**
 * The line before what is new stays where it was when the thread was opened, and shows when its page is there. `count` is
 * null until the newest messages are.
 */
function useFirstUnread(messages: readonly Message[], count: number | null): string | null {
  const [opened, setOpened] = useState<{ newestId: string; count: number } | null>(null)
  const newest = messages.at(-1)
  if (opened === null && count !== null && newest !== undefined) setOpened({ newestId: newest.id, count })

  return useMemo(() => {
    if (opened === null) return null
    const read = messages.filter(({ id }) => id <= opened.newestId)
    return firstUnreadOf(read, opened.count)
  }, [messages, opened])
}
