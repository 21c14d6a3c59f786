import { type Attachment, attachment } from '@fairlead/sdk'

export type ComposerMode = 'reply' | 'note'
export type Quote = Readonly<{ id: string; authorName: string; text: string }>
export type Piece = Readonly<{ text: string; attachments: readonly Attachment[] }>

/** What somebody has begun to write in a conversation. A reply and a note are kept apart: one must not become the other. */
export type Draft = Readonly<{
  mode: ComposerMode
  reply: Piece
  note: Piece
  replyTo: Quote | null
  /** Answers to choose from, beside the reply. */
  choices: readonly string[]
  /** Who gets a copy of the reply, by e-mail. */
  cc: readonly string[]
}>

export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const emptyPiece: Piece = { text: '', attachments: [] }
export const emptyDraft: Draft = {
  mode: 'reply',
  reply: emptyPiece,
  note: emptyPiece,
  replyTo: null,
  choices: [],
  cc: [],
}

export function loadDraft(storage: DraftStorage, key: string): Draft {
  try {
    return readDraft(JSON.parse(storage.getItem(key) ?? 'null'))
  } catch {
    return emptyDraft
  }
}

/** Keeps the draft on this device; a full storage costs nothing but the safety net. */
export function saveDraft(storage: DraftStorage, key: string, draft: Draft): void {
  try {
    if (isEmpty(draft)) storage.removeItem(key)
    else storage.setItem(key, JSON.stringify(draft))
  } catch {
    // The browser keeps nothing, or is full.
  }
}

export function draftKey(memberId: string, conversationId: string): string {
  return `fairlead.draft.${memberId}.${conversationId}`
}

export function isEmptyPiece({ text, attachments }: Piece): boolean {
  return text.trim() === '' && attachments.length === 0
}

function isEmpty({ mode, reply, note, replyTo, choices, cc }: Draft): boolean {
  const hasText = reply.text !== '' || note.text !== ''
  const hasMore = replyTo !== null || choices.length > 0 || cc.length > 0
  return mode === 'reply' && !hasText && !hasMore && isEmptyPiece(reply) && isEmptyPiece(note)
}

// What an older version of this page kept is taken as far as it can be read.
function readDraft(kept: unknown): Draft {
  return {
    mode: field(kept, 'mode') === 'note' ? 'note' : 'reply',
    reply: readPiece(field(kept, 'reply')),
    note: readPiece(field(kept, 'note')),
    replyTo: readQuote(field(kept, 'replyTo')),
    choices: readTexts(field(kept, 'choices')),
    cc: readTexts(field(kept, 'cc')),
  }
}

function readPiece(kept: unknown): Piece {
  const text = field(kept, 'text')
  const attachments = attachment.array().safeParse(field(kept, 'attachments'))
  return { text: typeof text === 'string' ? text : '', attachments: attachments.data ?? [] }
}

function readQuote(kept: unknown): Quote | null {
  const [id, authorName, text] = [field(kept, 'id'), field(kept, 'authorName'), field(kept, 'text')]
  return typeof id === 'string' && typeof authorName === 'string' && typeof text === 'string'
    ? { id, authorName, text }
    : null
}

/** Texts that were kept on the device; anything else is none. */
export function readTexts(kept: unknown): readonly string[] {
  return Array.isArray(kept) ? kept.filter((text) => typeof text === 'string') : []
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
