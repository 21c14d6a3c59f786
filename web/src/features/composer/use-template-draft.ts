import type { Attachment } from '@fairlead/sdk'
import { useCallback, useSyncExternalStore } from 'react'
import { KeyedStore } from './keyed-store.ts'
import type { TemplateValues } from './template-text.ts'

/** A template that is being filled in. `filled`: by the template's key, so that looking at another loses nothing. */
export type TemplateDraft = Readonly<{
  chosen: string | null
  filled: Readonly<Record<string, TemplateValues>>
  file: Attachment | null
}>

const empty: TemplateDraft = { chosen: null, filled: {}, file: null }
const drafts = new KeyedStore<TemplateDraft>(() => empty)

/** What was begun in a conversation stays while others are looked at. */
export function useTemplateDraft(conversationId: string) {
  const draft = useSyncExternalStore(
    useCallback((onChange) => drafts.watch(conversationId, onChange), [conversationId]),
    () => drafts.get(conversationId),
  )
  const change = useCallback(
    (changes: Partial<TemplateDraft>) => drafts.change(conversationId, (before) => ({ ...before, ...changes })),
    [conversationId],
  )
  return { draft, change, forget: () => drafts.change(conversationId, () => empty) }
}
