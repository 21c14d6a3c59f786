import { IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useMe } from '../session/queries.ts'
import { draftKey, isEmptyPiece, type Piece } from './draft.ts'
import { draftsQuery } from './shared-drafts.ts'
import { readDraftOf, watchDraft } from './use-draft.ts'

/** On a row of a list: something is begun in the conversation, here or on another device. */
export function DraftMark({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation('inbox')
  const key = draftKey(useMe().member.id, conversationId)
  const isHere = useSyncExternalStore(
    useCallback((onChange) => watchDraft(key, onChange), [key]),
    () => hasText(key),
  )
  const { data: isElsewhere = false } = useQuery({
    ...draftsQuery,
    select: (drafts) => drafts.some((draft) => draft.conversationId === conversationId && hasWords(draft)),
  })
  if (!isHere && !isElsewhere) return null
  return <IconPencil size={14} color="var(--fairlead-warning)" role="img" aria-label={t('list.draft')} />
}

function hasText(key: string): boolean {
  return hasWords(readDraftOf(key))
}

function hasWords({ reply, note }: Readonly<{ reply: Piece; note: Piece }>): boolean {
  return !isEmptyPiece(reply) || !isEmptyPiece(note)
}
