import type { Attachment, templateUse } from '@fairlead/sdk'
import type { z } from 'zod'
import { type Quote, readAttachments, readQuote, readTexts } from './draft.ts'

export type TemplateUse = z.output<typeof templateUse>

/** What is done with the conversation once the message has arrived. */
export type Afterwards =
  | Readonly<{ kind: 'close'; categoryId?: string | null; summary?: string }>
  | Readonly<{ kind: 'snooze'; until: string }>

/** A message on its way from the composer to the server. */
export type Outgoing = Readonly<{
  clientId: string
  conversationId: string
  isNote: boolean
  text: string
  attachments: readonly Attachment[]
  replyTo: Quote | null
  template: TemplateUse | null
  choices: readonly string[]
  cc: readonly string[]
  bcc: readonly string[]
  mentionIds: readonly string[]
  afterwards: Afterwards | null
  at: string
  /** Until then it can be taken back; null: it is on its way. */
  heldUntil: string | null
  /** The server is out of reach, and it goes when that is over. */
  isWaiting: boolean
  /** It was refused, and why. */
  error: string | null
}>

/** What was kept on the device, as far as it can be read; an older version of this page knew less. */
export function readOutgoing(kept: unknown): Outgoing | null {
  if (typeof kept !== 'object' || kept === null) return null
  const { clientId, conversationId, text, at, error, heldUntil, isNote, ...more } = kept as Record<string, unknown>
  if (typeof clientId !== 'string' || typeof conversationId !== 'string') return null
  if (typeof text !== 'string' || typeof at !== 'string') return null
  return {
    ...{ clientId, conversationId, text, at },
    isNote: isNote === true,
    attachments: readAttachments(more.attachments),
    replyTo: readQuote(more.replyTo),
    template: isTemplateUse(more.template) ? more.template : null,
    choices: readTexts(more.choices),
    cc: readTexts(more.cc),
    bcc: readTexts(more.bcc),
    mentionIds: readTexts(more.mentionIds),
    afterwards: isAfterwards(more.afterwards) ? more.afterwards : null,
    heldUntil: typeof heldUntil === 'string' ? heldUntil : null,
    isWaiting: false,
    error: typeof error === 'string' ? error : null,
  }
}

// We wrote it ourselves, and the server looks at it again.
function isTemplateUse(kept: unknown): kept is TemplateUse {
  return typeof kept === 'object' && kept !== null && 'name' in kept && 'language' in kept
}

function isAfterwards(kept: unknown): kept is Afterwards {
  if (typeof kept !== 'object' || kept === null || !('kind' in kept)) return false
  return kept.kind === 'close' || (kept.kind === 'snooze' && 'until' in kept && typeof kept.until === 'string')
}
