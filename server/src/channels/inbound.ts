import type { MessageContent, MessageKind } from '@fairlead/sdk'
import type { FailureCode, RefusedRecipient } from './channel.ts'

export type InboundEvent =
  | InboundMessage
  | InboundReaction
  | InboundEdit
  | InboundDeletion
  | InboundStatus
  | InboundWatermark
  | InboundStanding
  | InboundAccountNews
  | AddressChange
  | Ignored

type FromAccount = Readonly<{
  /** The provider's id of the account it came to: one webhook may speak for several. */
  accountId: string
  /** When it happened, milliseconds since the epoch, by the provider's clock. */
  at: number
}>

export type Sender = Readonly<{
  /** Everything that identifies them on this channel, best first; all are linked to one contact. Never empty. */
  addresses: readonly string[]
  /** Other spellings of an address, used to find the contact and never to send. */
  matchKeys: readonly string[]
  name: string | null
  /** E.164 where the channel's address is a phone number. */
  phone: string | null
  email?: string | null
  locale?: string | null
}>

export type InboundMessage = FromAccount &
  Readonly<{
    kind: 'message'
    providerId: string
    /** `contact`, or `member` for what the business sent from the provider's own app. */
    author: 'contact' | 'member'
    contact: Sender
    message: Readonly<{
      kind: MessageKind
      text: string
      content: MessageContent
      attachments: readonly InboundAttachment[]
      replyToProviderId: string | null
    }>
    /** Of what the business sent: our own id of it, where the provider gives it back. */
    messageId?: string | null
    /** What is needed later to answer, quote or mark it (tokens, references). Never shown. */
    data?: Readonly<Record<string, string>>
    /** A machine wrote it (out of office, a mailing list), or it is long past: it is kept, and asks nothing of anybody. */
    isAutomatic?: boolean
    /** To be told to the provider: see `Channel.acknowledge`. */
    acknowledge?: string
    /** On a threaded channel: which conversation it belongs to. */
    thread?: InboundThread
    mail?: InboundMail
  }>

/** `conversationId`: proved by a signed address. `references`: provider ids of earlier messages, nearest first. */
export type InboundThread = Readonly<{
  conversationId: string | null
  references: readonly string[]
  subject: string
}>

/** A mail as it came: `text` of a message is what is new in it. */
export type InboundMail = Readonly<{ html: string | null; text: string; headers: Readonly<Record<string, string>> }>

export type InboundAttachment = Readonly<{
  /** How the provider names it to whoever fetches it; an address, or an id. */
  mediaId: string
  name: string | null
  type: string | null
  isVoice: boolean
  /** It came along, and is fetched from nowhere. */
  bytes?: Uint8Array
  /** Its bytes are in our storage already, and this is what they are. */
  kept?: Readonly<{ id: string; size: number; type: string; width?: number; height?: number }>
  /** What the mail's own text calls it, where it stands in the middle of it. */
  contentId?: string | null
}>

/** `emoji` null takes the reaction back. `author` `member`: the business gave it, in the provider's own app. */
export type InboundReaction = FromAccount &
  Readonly<{
    kind: 'reaction'
    author?: 'contact' | 'member'
    contact: Sender
    targetProviderId: string
    emoji: string | null
  }>
export type InboundEdit = FromAccount & Readonly<{ kind: 'edit'; targetProviderId: string; text: string }>
/** `mustErase`: the provider's terms ask that nothing of it is kept. */
export type InboundDeletion = FromAccount &
  Readonly<{ kind: 'deletion'; targetProviderId: string; mustErase?: boolean }>

/** All that we sent them up to then, or up to and with that message, was delivered or read. */
export type InboundWatermark = FromAccount &
  Readonly<{
    kind: 'watermark'
    contact: Sender
    status: 'delivered' | 'read'
    until: Readonly<{ at: number } | { providerId: string }>
  }>

/** Whether they may be written to. */
export type InboundStanding = FromAccount &
  Readonly<{
    kind: 'standing'
    contact: Sender
    standing: 'blocked' | 'unblocked' | 'opted_out' | 'opted_in'
  }>

export type InboundStatus = FromAccount &
  Readonly<{
    kind: 'status'
    providerId: string
    /** Our own id, where the provider gives it back: statuses may come before our send has returned. */
    messageId: string | null
    status: 'sent' | 'delivered' | 'read' | 'played' | 'failed'
    error: Readonly<{ code: FailureCode; detail: string }> | null
    /** Of what went to several: who alone did not get it, where that is said. */
    refused?: readonly RefusedRecipient[]
  }>

/**
 * What befell the account itself. `broken`: nothing can be sent until a manager has mended it. `warned`: it still works.
 * `template`: one was approved, refused or changed.
 */
export type InboundAccountNews = FromAccount &
  Readonly<{ kind: 'account'; detail: string }> &
  (Readonly<{ news: 'broken' | 'warned' }> | Readonly<{ news: 'template'; template: TemplateNews }>)

/** `owner`: what the template belongs to. `change`: what is another now, as far as it is said. */
export type TemplateNews = Readonly<{
  owner: string
  id: string | null
  name: string
  language: string
  change: Readonly<{ status?: string; reason?: string | null; category?: string; quality?: string | null }>
}>

/** The contact has a new address; both belong to one contact from now on. */
export type AddressChange = FromAccount & Readonly<{ kind: 'address_change'; oldAddress: string; newAddress: string }>

/** Understood to be nothing for us; `what` goes to the log. */
export type Ignored = Readonly<{ kind: 'ignored'; what: string }>
