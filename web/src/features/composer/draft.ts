import type { Attachment } from '@fairlead/sdk'

export type ComposerMode = 'reply' | 'note'
export type Quote = Readonly<{ id: string; authorName: string; text: string }>
export type Piece = Readonly<{ text: string; attachments: readonly Attachment[] }>
export type Mentioned = Readonly<{ id: string; name: string }>

/** What somebody has begun to write in a conversation. A reply and a note are kept apart: one must not become the other. */
export type Draft = Readonly<{
  mode: ComposerMode
  reply: Piece
  note: Piece
  replyTo: Quote | null
  /** Answers to choose from, beside the reply. */
  choices: readonly string[]
  /** Who gets a copy of the reply, by e-mail; null: whoever got the last mail. */
  cc: readonly string[] | null
  /** And who gets one without the others learning of it. */
  bcc: readonly string[]
  /** Whom the note named when they were chosen; who still is, its text says. */
  mentions: readonly Mentioned[]
}>

export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const emptyPiece: Piece = { text: '', attachments: [] }
export const emptyDraft: Draft = {
  mode: 'reply',
  reply: emptyPiece,
  note: emptyPiece,
  replyTo: null,
  choices: [],
  cc: null,
  bcc: [],
  mentions: [],
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

function isEmpty(draft: Draft): boolean {
  return draft.mode === 'reply' && hasNoContent(draft)
}

/** Whether nothing would be lost with it. */
export function hasNoContent({ reply, note, replyTo, choices, cc, bcc }: Draft): boolean {
  const hasText = reply.text !== '' || note.text !== ''
  const hasMore = replyTo !== null || choices.length > 0 || cc !== null || bcc.length > 0
  return !hasText && !hasMore && isEmptyPiece(reply) && isEmptyPiece(note)
}

// What an older version of this page kept is taken as far as it can be read.
function readDraft(kept: unknown): Draft {
  return {
    mode: field(kept, 'mode') === 'note' ? 'note' : 'reply',
    reply: readPiece(field(kept, 'reply')),
    note: readPiece(field(kept, 'note')),
    replyTo: readQuote(field(kept, 'replyTo')),
    choices: readTexts(field(kept, 'choices')),
    cc: Array.isArray(field(kept, 'cc')) ? readTexts(field(kept, 'cc')) : null,
    bcc: readTexts(field(kept, 'bcc')),
    mentions: readMentions(field(kept, 'mentions')),
  }
}

function readPiece(kept: unknown): Piece {
  const text = field(kept, 'text')
  return { text: typeof text === 'string' ? text : '', attachments: readAttachments(field(kept, 'attachments')) }
}

/** Files that were kept on the device. By hand: the contract's schemas are no part of the first load. */
export function readAttachments(kept: unknown): readonly Attachment[] {
  return Array.isArray(kept) ? kept.filter(isAttachment) : []
}

function isAttachment(kept: unknown): kept is Attachment {
  const isText = (name: string) => typeof field(kept, name) === 'string'
  return ['id', 'name', 'type', 'state'].every(isText) && typeof field(kept, 'size') === 'number'
}

function readMentions(kept: unknown): readonly Mentioned[] {
  return Array.isArray(kept)
    ? kept.filter(
        (one): one is Mentioned => typeof field(one, 'id') === 'string' && typeof field(one, 'name') === 'string',
      )
    : []
}

export function readQuote(kept: unknown): Quote | null {
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
