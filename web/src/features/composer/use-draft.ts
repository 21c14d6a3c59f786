import { useCallback, useSyncExternalStore } from 'react'
import { useMe } from '../session/queries.ts'
import { type Draft, draftKey, loadDraft, saveDraft } from './draft.ts'
import { KeyedStore } from './keyed-store.ts'

const drafts = new KeyedStore((key) => loadDraft(localStorage, key))

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
      drafts.change(key, update)
      saveDraft(localStorage, key, drafts.get(key))
    },
    [key],
  )
  return [draft, change]
}
