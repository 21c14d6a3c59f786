import type { Conversation } from '@fairlead/sdk'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ListScope } from '../conversations/conversation-list.ts'
import { listQuery } from '../conversations/queries.ts'
import { extend, nothingSelected, selectAll, toggle, within } from './selection.ts'

/** What the server changes at once. */
export const mostSelected = 200

export type ListSelection = ReturnType<typeof useSelection>

/** What is selected in a list. What leaves the list is selected no more; another list begins with nothing. */
export function useSelection(scope: ListScope) {
  const listName = JSON.stringify([scope.view, scope.filters, scope.saved])
  const { data: rows = [], hasNextPage, fetchNextPage } = useInfiniteQuery(listQuery(scope))
  const [known, setKnown] = useState({ listName, selection: nothingSelected })
  const shownIds = rows.map(({ id }) => id)
  const selection = known.listName === listName ? within(known.selection, shownIds) : nothingSelected
  const isActive = selection.ids.size > 0
  const set = (next: typeof selection) => setKnown({ listName, selection: next })
  const clear = () => set(nothingSelected)

  // biome-ignore lint/correctness/useExhaustiveDependencies: clearing does the same in every render
  useEffect(() => {
    if (!isActive) return
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !isCovered()) clear()
    }
    document.addEventListener('keydown', leave)
    return () => document.removeEventListener('keydown', leave)
  }, [isActive, listName])

  // Pages that are not there yet are fetched, as far as can be done at once.
  async function chooseAll(): Promise<void> {
    let ids = shownIds
    for (let goesOn = hasNextPage; goesOn && ids.length < mostSelected; ) {
      const { data, hasNextPage: hasMore } = await fetchNextPage()
      const known = data?.map(({ id }) => id) ?? []
      goesOn = hasMore && known.length > ids.length
      ids = known
    }
    set(selectAll(ids.slice(0, mostSelected)))
  }

  return {
    isActive,
    /** How many can be selected at once; null: not all of them are known. */
    allCount: hasNextPage && shownIds.length < mostSelected ? null : Math.min(shownIds.length, mostSelected),
    chosen: rows.filter(({ id }): boolean => selection.ids.has(id)) as readonly Conversation[],
    idAt: (index: number): string | null => shownIds[index] ?? null,
    has: (id: string) => selection.ids.has(id),
    toggle: (id: string, isRange: boolean) => set(isRange ? extend(selection, id, shownIds) : toggle(selection, id)),
    /** From the one to the other, or on from where the selection began. */
    reach: (fromId: string, toId: string) =>
      set(extend(selection.anchorId === null ? toggle(selection, fromId) : selection, toId, shownIds)),
    selectAll: chooseAll,
    keepOnly: (ids: readonly string[]) => set({ ids: new Set(ids), anchorId: null }),
    clear,
  }
}

// Escape first closes what lies above the page.
function isCovered(): boolean {
  const layers = document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"]')
  return [...layers].some((layer) => layer.checkVisibility())
}
