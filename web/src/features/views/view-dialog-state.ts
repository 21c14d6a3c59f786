import type { SavedView } from '@fairlead/sdk'
import { useSyncExternalStore } from 'react'

/** What the dialog is open for: a view, or a new one. */
export type Edited = SavedView | 'new'

let edited: Edited | null = null
const watchers = new Set<() => void>()

/** Opens the dialog from wherever one is: the navigation, the head of the list, the command palette. */
export function editView(view: Edited | null): void {
  edited = view
  for (const watcher of watchers) watcher()
}

export function useEditedView(): Edited | null {
  return useSyncExternalStore(watch, () => edited)
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}
