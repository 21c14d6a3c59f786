import { useInfiniteQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import type { ListScope } from '../conversations/conversation-list.ts'
import { listQuery } from '../conversations/queries.ts'

/** The conversation before (-1) or after (1) the open one. One that has left the list is where it was. */
export function useNeighbour(scope: ListScope, openId: string | null): (step: 1 | -1) => string | null {
  const { data: rows = [] } = useInfiniteQuery(listQuery(scope))
  const lastIndex = useRef(-1)
  const index = rows.findIndex(({ id }) => id === openId)
  if (index >= 0) lastIndex.current = index

  return (step) => {
    if (openId === null) return rows[0]?.id ?? null
    if (index >= 0) return rows[index + step]?.id ?? null
    const gap = Math.min(Math.max(lastIndex.current, 0), rows.length)
    // Where the last one was there is nothing behind it, but still something to go on to.
    return (step > 0 ? (rows[gap] ?? rows.at(-1)) : rows[gap - 1])?.id ?? null
  }
}
