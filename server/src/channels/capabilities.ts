/** Of a type alone, never of one account's settings: what it says of conversations is in their events. */
export type Capabilities = Readonly<{
  /** The longest text in one message; longer ones are split at words. */
  text: Readonly<{ max: number; unit: TextUnit }>
  /** The longest text beside an attachment, in the same unit; 0 when text goes in a message of its own. */
  maxCaption: number
  /**
   * `by`: uploaded before, named by an address of ours, or carried by the message itself. `perMessage` 0: none.
   * `maxBytes`: of one file; `maxTotal`: of all in one message, where that is less than so many; `maxOther`: of one that
   * is no JPEG, PNG or GIF, where those may be larger.
   */
  attachments: Readonly<{
    perMessage: number
    by: 'upload' | 'url' | 'message'
    maxBytes: number
    maxTotal?: number
    maxOther?: number
  }>
  /**
   * After the contact's last message: hours in which anything may be written; hours in which people may (null: no
   * longer); and how many messages until the contact answers (null: any number). Null: always.
   */
  window: Readonly<{ hours: number; humanHours: number | null; most: number | null }> | null
  /** Quick replies beside a text: how many, and how long each. */
  choices: Readonly<{ most: number; maxTitle: number }> | null
  hasTemplates: boolean
  /** A contact has many conversations at a time, each with its subject. */
  isThreaded: boolean
  /** The same message may be sent again: the provider, or whoever reads it, knows it by our id. */
  isRepeatable: boolean
  /** How long a receipt or an echo may still tell what became of a message that was cut off; 0: none ever comes. */
  receiptWaitMs: number
  /** Receipts come as marks, too: all that was sent up to then was delivered, or read. */
  hasMarks: boolean
  /** How long what may pass is tried again. */
  patience: 'minutes' | 'hours'
  receives: readonly InboundFeature[]
  sends: readonly OutboundFeature[]
}>

export type TextUnit = 'utf16' | 'code_points' | 'bytes'

/** What may come in, as the table of channels names it. */
export type InboundFeature =
  | 'text'
  | 'image'
  | 'audio'
  | 'voice'
  | 'video'
  | 'document'
  | 'sticker'
  | 'location'
  | 'contacts'
  | 'reply'
  | 'choice'
  | 'referral'
  | 'story'
  | 'edit'
  | 'deletion'
  | 'reaction'
  | 'delivered'
  | 'read'
  | 'echo'
  | 'opt_out'
  | 'block'
  | 'automatic'

/** What may go out. */
export type OutboundFeature =
  | 'text'
  | 'image'
  | 'audio'
  | 'voice'
  | 'video'
  | 'document'
  | 'reply'
  | 'choice'
  | 'template'
  | 'typing'
  | 'mark_read'

/** A picture that everybody can show, and carriers make smaller where they must. */
export function isCommonPicture(type: string): boolean {
  return /^image\/(jpe?g|png|gif)$/.test(type.split(';')[0]?.trim().toLowerCase() ?? '')
}
