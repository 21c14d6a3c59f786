import type { Conversation } from '@fairlead/sdk'
import type { RefObject } from 'react'
import type { Mentioned } from '../draft.ts'
import type { ListKeys } from './caret-list.tsx'
import type { Place } from './caret-place.ts'

/** What a list at the caret is given, whatever it lists. */
export type PopupProps = Readonly<{
  conversation: Conversation
  query: string
  place: Place
  input: RefObject<HTMLTextAreaElement | null>
  keys: RefObject<ListKeys | null>
  onInsert(text: string): void
  onMention(member: Mentioned): void
  onClose(): void
}>
