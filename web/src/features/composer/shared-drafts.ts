import { ApiError, getDraft, type Draft as KeptDraft, listDrafts, putDraft } from '@fairlead/sdk'
import { queryOptions } from '@tanstack/react-query'
import { client } from '../../api.ts'
import { draftKey, emptyDraft, hasNoContent } from './draft.ts'
import { type Agreed, type Answer, DraftSync, type Kept, textOf } from './draft-sync.ts'
import { leaving } from './leaving.ts'
import { changeDraft, onTyped, readDraftOf } from './use-draft.ts'

type Place = Readonly<{ memberId: string; conversationId: string }>

const syncs = new Map<string, DraftSync>()
const places = new Map<string, Place>()
const watchers = new Set<() => void>()

export function sharedDraftQuery(conversationId: string) {
  return queryOptions({
    queryKey: ['draft', conversationId] as const,
    queryFn: async ({ signal }) => (await client.call(getDraft, { params: { id: conversationId }, signal })).draft,
  })
}

/** In which conversations something is begun, on whatever device. */
export const draftsQuery = queryOptions({
  queryKey: ['drafts'] as const,
  queryFn: async ({ signal }) => (await client.call(listDrafts, { signal })).data,
})

export function sharedDraftOf(place: Place): DraftSync {
  const key = draftKey(place.memberId, place.conversationId)
  const known = syncs.get(key)
  if (known) return known

  const sync = new DraftSync({
    read: () => readDraftOf(key),
    write: (content) => changeDraft(key, (before) => ({ ...before, ...content })),
    agreed: readAgreed(key),
    keepAgreed: (agreed) => keepAgreed(key, agreed),
    save: (kept) => save(place, kept),
    isInUse: () => document.activeElement instanceof HTMLTextAreaElement && !hasNoContent(readDraftOf(key)),
    onChange: () => {
      for (const onChange of watchers) onChange()
    },
  })
  places.set(key, place)
  syncs.set(key, sync)
  return sync
}

export function watchShared(onChange: () => void): () => void {
  watchers.add(onChange)
  return () => watchers.delete(onChange)
}

/** Keeps what is typed at the server too, until the page goes, and then what is left. */
export function shareDrafts(memberId: string): () => void {
  const ended = new AbortController()
  const { signal } = ended
  const prefix = draftKey(memberId, '')
  const stop = onTyped((key) => {
    if (key.startsWith(prefix)) sharedDraftOf({ memberId, conversationId: key.slice(prefix.length) }).changed()
  })
  const hurry = () => {
    for (const sync of syncs.values()) void sync.save()
  }
  window.addEventListener('online', hurry, { signal })
  window.addEventListener('blur', hurry, { signal })
  window.addEventListener('pagehide', leave, { signal })
  return () => {
    stop()
    ended.abort()
  }
}

async function save({ memberId, conversationId }: Place, body: Kept): Promise<Answer> {
  try {
    const { version } = await client.call(putDraft, { params: { id: conversationId }, body })
    return { kind: 'kept', version }
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'draft_changed') return null
    const other = error.problem.data?.draft
    if (isKept(other)) return { kind: 'changed', other }
    // There is none any more: it begins anew.
    keepAgreed(draftKey(memberId, conversationId), { version: 0, content: textOf(emptyDraft) })
    return null
  }
}

function leave(): void {
  for (const [key, sync] of syncs) {
    const kept = sync.unsaved()
    const place = places.get(key)
    if (kept === null || place === undefined) continue
    leaving.call(putDraft, { params: { id: place.conversationId }, body: kept }).then(
      ({ version }) => keepAgreed(key, { version, content: textOf(kept) }),
      () => undefined,
    )
  }
}

function isKept(value: unknown): value is KeptDraft {
  return typeof value === 'object' && value !== null && 'version' in value && 'reply' in value && 'note' in value
}

function readAgreed(key: string): Agreed {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(agreedKey(key)) ?? 'null')
    if (typeof kept === 'object' && kept !== null && 'version' in kept && 'content' in kept) {
      const { version, content } = kept
      if (typeof version === 'number' && typeof content === 'string') return { version, content }
    }
  } catch {
    // It cannot be read: what is here is then taken for changed, and offered or kept.
  }
  return { version: 0, content: textOf(emptyDraft) }
}

function keepAgreed(key: string, agreed: Agreed): void {
  try {
    localStorage.setItem(agreedKey(key), JSON.stringify(agreed))
  } catch {
    // The browser keeps nothing, or is full.
  }
}

function agreedKey(key: string): string {
  return key.replace('fairlead.draft.', 'fairlead.draft-agreed.')
}
