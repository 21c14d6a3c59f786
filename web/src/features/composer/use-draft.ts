import { useCallback, useSyncExternalStore } from 'react'
import { useMe } from '../session/queries.ts'
import { type Draft, draftKey, loadDraft, saveDraft } from './draft.ts'
import { KeyedStore } from './keyed-store.ts'

const drafts = new KeyedStore((key) => loadDraft(localStorage, key))
const listeners = new Set<(key: string) => void>()

export type ChangeDraft = (update: (before: Draft) => Draft) => void

/** What is being written in a conversation, kept on this device with every keystroke. */
export function useDraft(conversationId: string): readonly [Draft, ChangeDraft] {
  const key = draftKey(useMe().member.id, conversationId)
  const draft = useSyncExternalStore(
    useCallback((onChange) => drafts.watch(key, onChange), [key]),
    () => drafts.get(key),
  )
  const change = useCallback(
    (update: (before: Draft) => Draft) => {
      changeDraft(key, update)
      for (const listener of listeners) listener(key)
    },
    [key],
  )
  return [draft, change]
}

export function readDraftOf(key: string): Draft {
  return drafts.get(key)
}

/** Without anybody having typed it. */
export function changeDraft(key: string, update: (before: Draft) => Draft): void {
  drafts.change(key, update)
  saveDraft(localStorage, key, drafts.get(key))
}

export function watchDraft(key: string, onChange: () => void): () => void {
  return drafts.watch(key, onChange)
}

/** Hears which draft somebody changed here. */
export function onTyped(listener: (key: string) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
