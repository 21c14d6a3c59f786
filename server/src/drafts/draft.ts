import type { Draft } from '@fairlead/sdk'
import type { Selectable } from 'kysely'
import type { Tables } from '../db/schema.ts'

/** What is kept of a draft. One that was dropped leaves its version behind, so that no device takes an old one for new. */
export type DraftContent = Omit<Draft, 'conversationId' | 'version' | 'updatedAt'>

export const emptyContent: DraftContent = {
  reply: { text: '', attachments: [] },
  note: { text: '', attachments: [] },
  ...{ replyTo: null, choices: [], cc: null, bcc: [], mentions: [] },
}

export function isEmpty({ reply, note, replyTo, choices, cc, bcc }: DraftContent): boolean {
  const isBare = [reply, note].every(({ text, attachments }) => text === '' && attachments.length === 0)
  return isBare && replyTo === null && choices.length === 0 && cc === null && bcc.length === 0
}

export function presentDraft(row: Selectable<Tables['draft']>): Draft {
  return {
    ...emptyContent,
    ...row.data,
    conversationId: row.conversation_id,
    version: row.version,
    updatedAt: row.updated_at.toISOString(),
  }
}
