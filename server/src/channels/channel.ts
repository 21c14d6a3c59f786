import type { MessageContent, MessageKind } from '@fairlead/sdk'

/**
 * A way for people to write to us: WhatsApp, e-mail, the web chat.
 *
 * An adapter does no I/O and holds no state. The server owns the one guarded `fetch`, the database and the clock; an
 * adapter says what to ask of the provider and what the answers mean. All of its functions are pure, so that tests can
 * compare them to captured payloads.
 */
export interface Channel<Settings, Secrets> {
  readonly type: string
  readonly capabilities: Capabilities

  /** Answers the provider's subscription handshake, for those who have one. */
  handshake?(request: WebhookRequest, secrets: Secrets): HandshakeAnswer

  /** Tells whether the request really came from the provider. Fails closed when a secret is missing. */
  verify(request: WebhookRequest, secrets: Secrets): boolean

  /**
   * Reads what the provider sent: everything in the batch, in its order.
   * @throws {SyntaxError} when the body is not what the provider ever sends (malformed JSON): answered 400.
   */
  parse(request: WebhookRequest, settings: Settings): readonly InboundEvent[]

  /** Shapes a message the way the provider wants it, or says why it cannot be sent. */
  render(message: OutboundMessage, account: Account<Settings, Secrets>): ProviderRequest | Refusal

  /** Reads the provider's answer to what `render` asked. */
  outcome(answer: ProviderAnswer): DeliveryOutcome

  /** Media that must be uploaded before a message can name it. */
  upload?(attachment: OutboundAttachment, account: Account<Settings, Secrets>): ProviderRequest | Refusal
  uploaded?(answer: ProviderAnswer): { kind: 'uploaded'; mediaId: string } | Failure

  /** Where an inbound attachment is: first `locateMedia`, then the request that `mediaLocated` answers with. */
  locateMedia?(mediaId: string, account: Account<Settings, Secrets>): ProviderRequest
  mediaLocated?(answer: ProviderAnswer, account: Account<Settings, Secrets>): ProviderRequest | Failure

  /** Pages of message templates; `next` is the request for the page after. */
  listTemplates?(account: Account<Settings, Secrets>): ProviderRequest
  templatesListed?(
    answer: ProviderAnswer,
    account: Account<Settings, Secrets>,
  ): { kind: 'listed'; templates: readonly ProviderTemplate[]; next: ProviderRequest | null } | Failure
}

export type Capabilities = Readonly<{
  /** Longest text in one message, in UTF-16 code units; longer ones are split at words. */
  maxTextLength: number
  /** Longest text beside an attachment; 0 when text goes in a message of its own. */
  maxCaptionLength: number
  /** Attachments one message can carry. */
  attachmentsPerMessage: number
  /** Hours after the contact's last message in which free-form messages are allowed; null is always. */
  replyWindowHours: number | null
  hasTemplates: boolean
}>

export type WebhookRequest = Readonly<{
  method: string
  query: URLSearchParams
  headers: Headers
  /** The bytes as they came: signatures are over these. */
  body: Uint8Array
}>

export type HandshakeAnswer = Readonly<{ status: 200; text: string } | { status: 403 }>

/** The connected account with what it needs to speak to its provider. */
export type Account<Settings, Secrets> = Readonly<{
  /** The provider's base address; a local stand-in can take its place. */
  baseUrl: string
  settings: Settings
  secrets: Secrets
}>

export type InboundEvent =
  | InboundMessage
  | InboundReaction
  | InboundEdit
  | InboundDeletion
  | InboundStatus
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
  }>

export type InboundAttachment = Readonly<{
  mediaId: string
  name: string | null
  type: string | null
  isVoice: boolean
}>

/** `emoji` null takes the reaction back. */
export type InboundReaction = FromAccount &
  Readonly<{ kind: 'reaction'; contact: Sender; targetProviderId: string; emoji: string | null }>
export type InboundEdit = FromAccount & Readonly<{ kind: 'edit'; targetProviderId: string; text: string }>
export type InboundDeletion = FromAccount & Readonly<{ kind: 'deletion'; targetProviderId: string }>

export type InboundStatus = FromAccount &
  Readonly<{
    kind: 'status'
    providerId: string
    /** Our own id, where the provider gives it back: statuses may come before our send has returned. */
    messageId: string | null
    status: 'sent' | 'delivered' | 'read' | 'played' | 'failed'
    error: Readonly<{ code: FailureCode; detail: string }> | null
  }>

/** The contact has a new address; both belong to one contact from now on. */
export type AddressChange = FromAccount & Readonly<{ kind: 'address_change'; oldAddress: string; newAddress: string }>

/** Understood to be nothing for us; `what` goes to the log. */
export type Ignored = Readonly<{ kind: 'ignored'; what: string }>

export type OutboundMessage = Readonly<{
  /** Our id, handed to the provider where it gives it back. */
  id: string
  to: string
  text: string
  /** Already uploaded where the channel uploads. */
  attachment: (OutboundAttachment & Readonly<{ mediaId: string | null }>) | null
  template: MessageContent['template'] | null
  replyToProviderId: string | null
}>

export type OutboundAttachment = Readonly<{ id: string; name: string; type: string; size: number; isVoice: boolean }>

export type ProviderRequest = Readonly<{
  kind: 'request'
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: string
  headers: Readonly<Record<string, string>>
  body:
    | { kind: 'none' }
    | { kind: 'json'; value: unknown }
    /** The file's bytes are streamed in by the server under `file`, with its name and type. */
    | { kind: 'multipart'; fields: Readonly<Record<string, string>>; file: OutboundAttachment }
}>

/** What came of a request: an answer, or none. */
export type ProviderAnswer =
  | Readonly<{ kind: 'answer'; status: number; headers: Headers; body: string }>
  /** `isWritten`: the request may have reached the provider before the connection broke or time ran out. */
  | Readonly<{ kind: 'no_answer'; isWritten: boolean; detail: string }>

/** Cannot be sent as it is; trying again is of no use. */
export type Refusal = Readonly<{ kind: 'refused'; code: FailureCode; detail: string }>

/** `retryAfterMs`: the provider's own hint, if any. `isChannelBroken`: the whole account needs a manager. */
export type Failure = Readonly<{
  kind: 'failure'
  code: FailureCode
  detail: string
  retry: 'never' | 'later'
  retryAfterMs: number | null
  isChannelBroken: boolean
}>

export type DeliveryOutcome =
  | Readonly<{ kind: 'sent'; providerId: string }>
  | Failure
  /** May have gone out: never sent again by itself. */
  | Readonly<{ kind: 'unknown'; detail: string }>

export type FailureCode =
  | 'auth_invalid'
  | 'permission'
  | 'rate_limited'
  | 'window_closed'
  | 'recipient_unavailable'
  | 'opted_out'
  | 'invalid_recipient'
  | 'unsupported_content'
  | 'media_error'
  | 'template_error'
  | 'policy'
  | 'provider_down'
  | 'unknown'

export type ProviderTemplate = Readonly<{
  name: string
  language: string
  status: string
  category: string
  parameterFormat: 'positional' | 'named'
  header: Readonly<{ format: string; text: string | null; parameters: readonly string[] }> | null
  body: Readonly<{ text: string; parameters: readonly string[] }>
  footer: string | null
  buttons: readonly Readonly<{ type: string; text: string; parameters: readonly string[] }>[]
}>
