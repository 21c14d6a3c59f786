/**
 * Keeps one draft the same on all devices of a member. What is typed is on this device with every keystroke, and at the
 * server once somebody pauses. When another device changed it meanwhile, the one here is not touched: both are there,
 * and the member chooses. Only what has not been changed here since it was last agreed on follows by itself.
 */
import type { Draft as KeptDraft } from '@fairlead/sdk'
import { type Draft, hasNoContent } from './draft.ts'

export type Content = Omit<Draft, 'mode'>
export type Kept = Omit<KeptDraft, 'conversationId' | 'updatedAt'>
/** The version both sides know, and what it said. */
export type Agreed = Readonly<{ version: number; content: string }>

/** What became of it: kept under a new version, or `other` was quicker; null: not now. */
export type Answer = Readonly<{ kind: 'kept'; version: number }> | Readonly<{ kind: 'changed'; other: Kept }> | null

type Options = Readonly<{
  read(): Draft
  write(content: Content): void
  agreed: Agreed
  keepAgreed(agreed: Agreed): void
  save(kept: Kept): Promise<Answer>
  /** Somebody has the field under their hands: what stands in it does not change by itself. */
  isInUse(): boolean
  onChange(): void
  pauseMs?: number
  againMs?: number
}>

export class DraftSync {
  readonly #options: Options
  #agreed: Agreed
  #other: Kept | null = null
  #heard: Kept | null = null
  #isSaving = false
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor(options: Options) {
    this.#options = options
    this.#agreed = options.agreed
  }

  /** What another device kept, and is offered here. */
  get other(): Kept | null {
    return this.#other
  }

  get isDirty(): boolean {
    return textOf(this.#options.read()) !== this.#agreed.content
  }

  /** Something was typed. An empty one is told at once: it was sent. */
  changed(): void {
    this.#saveIn(hasNoContent(this.#options.read()) ? 0 : (this.#options.pauseMs ?? 2500))
  }

  /** What the server has now; null: it never had any. */
  hear(kept: Kept | null): void {
    // What is being saved may be just this.
    if (kept === null || kept.version <= this.#agreed.version) this.#catchUp()
    else if (this.#isSaving) this.#heard = kept
    else this.#meet(kept)
  }

  takeOther(): void {
    if (this.#other === null) return
    const other = this.#other
    this.#other = null
    this.#take(other)
    this.#options.onChange()
  }

  keepMine(): void {
    if (this.#other === null) return
    this.#agree({ version: this.#other.version, content: textOf(this.#other) })
    this.#other = null
    this.#options.onChange()
    this.#saveIn(0)
  }

  /** For a page that goes: what is still to be kept. */
  unsaved(): Kept | null {
    if (!this.isDirty || this.#other !== null) return null
    return { ...contentOf(this.#options.read()), version: this.#agreed.version }
  }

  async save(): Promise<void> {
    const kept = this.unsaved()
    if (kept === null || this.#isSaving) return
    this.#isSaving = true
    const answer = await this.#options.save(kept)
    this.#isSaving = false
    const heard = this.#heard
    this.#heard = null
    if (answer === null) this.#saveIn(this.#options.againMs ?? 10_000)
    else if (answer.kind === 'changed') this.#meet(answer.other)
    else this.#agree({ version: answer.version, content: textOf(kept) })
    if (answer?.kind === 'kept') {
      if (heard !== null) this.hear(heard)
      if (this.isDirty) this.changed()
    }
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
  }

  // It was typed while nobody could be told.
  #catchUp(): void {
    if (this.isDirty && !this.#isSaving && this.#timer === null) this.changed()
  }

  #meet(kept: Kept): void {
    const draft = this.#options.read()
    const isSame = textOf(kept) === textOf(draft)
    const isGone = hasNoContent({ ...draft, ...kept })
    // What was sent elsewhere is no longer to be sent here, even under somebody's hands.
    const mayFollow = hasNoContent(draft) || (!this.isDirty && (isGone || !this.#options.isInUse()))
    if (isSame || mayFollow) {
      this.#other = null
      this.#take(kept)
    } else if (isGone) {
      // It was sent or dropped elsewhere; what is here was typed since.
      this.#agree({ version: kept.version, content: textOf(kept) })
      this.#other = null
      this.changed()
    } else {
      this.#other = kept
    }
    this.#options.onChange()
  }

  #take(kept: Kept): void {
    this.#agree({ version: kept.version, content: textOf(kept) })
    this.#options.write(contentOf(kept))
  }

  #agree(agreed: Agreed): void {
    this.#agreed = agreed
    this.#options.keepAgreed(agreed)
  }

  #saveIn(ms: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#timer = null
      void this.save()
    }, ms)
  }
}

function contentOf({ reply, note, replyTo, choices, cc, bcc, mentions }: Content | Kept) {
  return {
    ...{ reply: pieceOf(reply), note: pieceOf(note), replyTo, choices: [...choices] },
    ...{ cc: cc === null ? null : [...cc], bcc: [...bcc], mentions: [...mentions] },
  }
}

function pieceOf({ text, attachments }: Draft['reply'] | KeptDraft['reply']) {
  return { text, attachments: [...attachments] }
}

/** Whatever order the fields came in. */
export function textOf(content: Content | Kept): string {
  const { reply, note, replyTo, choices, cc, bcc } = content
  const quoted = replyTo === null ? null : replyTo.id
  const idsOf = ({ attachments }: Draft['reply'] | KeptDraft['reply']) => attachments.map(({ id }) => id)
  return JSON.stringify([reply.text, idsOf(reply), note.text, idsOf(note), quoted, choices, cc, bcc])
}
