import type { MessageContent } from '@fairlead/sdk'
import type { Capabilities } from './capabilities.ts'
import type { InboundEvent } from './inbound.ts'

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
  /** Whose base address it speaks to; null: it asks no provider over HTTP. */
  readonly provider: ProviderName | null
  /** What its webhooks call the account, which is connected once in a workspace; null: they do not say. */
  accountIdOf(settings: Settings): string | null

  /** Answers the provider's subscription handshake, for those who have one. */
  handshake?(request: WebhookRequest, account: Account<Settings, Secrets>): HandshakeAnswer

  /**
   * Tells whether the request really came from the provider. Fails closed when a secret is missing. `now`: milliseconds
   * since the epoch, for signatures that say when they were made.
   */
  verify(request: WebhookRequest, account: Account<Settings, Secrets>, now: number): boolean

  /**
   * Reads what the provider sent: everything in the batch, in its order.
   * @throws {SyntaxError} when the body is not what the provider ever sends (malformed JSON): answered 400.
   * @throws {InvalidPayload} when its sender can mend it: answered 400 with what is wrong in each field.
   */
  parse(
    request: WebhookRequest,
    account: Account<Settings, Secrets>,
  ): readonly InboundEvent[] | Promise<readonly InboundEvent[]>

  /** What a webhook is answered once all of it is stored; 200 with nothing in it unless said. */
  readonly acknowledgement?: Readonly<{ status: 200 | 204; type: string; body: string }>

  /** Shapes a message the way the provider wants it, or says why it cannot be sent. */
  render(message: OutboundMessage, account: Account<Settings, Secrets>): ProviderRequest | MailRequest | Refusal

  /** Reads the provider's answer to what `render` asked. */
  outcome(answer: ProviderAnswer, message: OutboundMessage): DeliveryOutcome

  /** Media that must be uploaded before a message can name it: done with the provider's id of it. */
  upload?(attachment: OutboundAttachment, account: Account<Settings, Secrets>): Step<string> | Refusal

  /** Where an inbound attachment is: done with the request that downloads it. */
  fetchMedia?(
    mediaId: string,
    account: Account<Settings, Secrets>,
  ): Step<ProviderRequest> | Done<ProviderRequest> | Failure

  listTemplates?(account: Account<Settings, Secrets>): Step<readonly ProviderTemplate[]>
  /** What the templates belong to, as the provider's news of them name it: several channels may share it. */
  templateOwnerOf?(settings: Settings): string

  /** Asks the provider whose account this is: for connecting, and for whoever wants to know whether it works. */
  check?(account: Account<Settings, Secrets>): Step<Checked<Settings>>
  /** Nothing can be connected before that was asked: it tells the account's id. */
  readonly isCheckedFirst?: boolean

  /** Tells the provider where to call, for those who are told by API. */
  subscribe?(account: Account<Settings, Secrets>): Step<null>
  unsubscribe?(account: Account<Settings, Secrets>): Step<null> | Done<null>

  /** Who somebody is. A message never waits for it. */
  profile?(address: string, account: Account<Settings, Secrets>): Step<Profile>

  /** Tells the contact that what they wrote, up to this message of theirs, was read. */
  markRead?(to: string, last: Reference, account: Account<Settings, Secrets>, now: number): Step<null>

  /** Tells the contact that somebody is writing. */
  typing?(to: string, last: Reference | null, account: Account<Settings, Secrets>, now: number): Step<null> | Done<null>

  /** Tells the provider that the tap on a button was heard (`InboundMessage.acknowledge`). */
  acknowledge?(token: string, account: Account<Settings, Secrets>): Step<null>

  /**
   * New tokens, when it is time; null: it is not. Stored before they are used. `isRefused`: the provider does not take the
   * one there is, whenever it was to end; null: then there is nothing to get another one with.
   */
  refresh?(account: Account<Settings, Secrets>, now: number, isRefused?: boolean): Step<Partial<Secrets>> | null
}

/** What came does not fit, and whoever sent it is told where. */
export class InvalidPayload extends SyntaxError {
  readonly errors: readonly Readonly<{ path: string; message: string }>[]

  constructor(errors: InvalidPayload['errors']) {
    super('the payload does not fit the contract')
    this.name = 'InvalidPayload'
    this.errors = errors
  }
}

/** Those whose base addresses can be replaced by local stand-ins. */
export type ProviderName = 'meta' | 'instagram' | 'telegram' | 'twilio' | 'line' | 'line_data' | 'tiktok'

/**
 * One request to a provider, and what to do with its answer: ask again, or be done. So a talk of several requests is
 * still a pure function of the answers.
 */
export type Step<T> = Readonly<{
  kind: 'step'
  request: ProviderRequest
  read(answer: ProviderAnswer): Step<T> | Done<T> | Failure
}>
export type Done<T> = Readonly<{ kind: 'done'; value: T }>

/**
 * `name`: what people know the account by. `settings`: what the provider knows better. `problem`: what is wrong though the
 * account works, and is mended by subscribing again.
 */
export type Checked<Settings> = Readonly<{
  name: string
  settings: Partial<Settings>
  problem?: Readonly<{ code: FailureCode; detail: string }> | null
}>

export type Profile = Readonly<{ name: string | null; locale: string | null; avatar: ProviderRequest | null }>

export type WebhookRequest = Readonly<{
  method: string
  /** The address as the provider knows it, whatever stands between: signatures may be over it. */
  url: string
  query: URLSearchParams
  headers: Headers
  /** The bytes as they came: signatures are over these. */
  body: Uint8Array
}>

export type HandshakeAnswer = Readonly<{ status: 200; text: string } | { status: 403 }>

/** The connected account with what it needs to speak to its provider. */
export type Account<Settings, Secrets> = Readonly<{
  /** The base address of its provider; a local stand-in can take its place. */
  baseUrl: string
  /** Those of all providers, for who speaks to two. */
  urls: Readonly<Record<ProviderName, string>>
  /** Where the provider calls. */
  webhookUrl: string
  settings: Settings
  secrets: Secrets
}>

export type OutboundMessage = Readonly<{
  /** Our id, handed to the provider where it gives it back or knows a repetition by it. A UUID. */
  id: string
  conversationId: string
  to: string
  text: string
  /** `system`: the platform wrote it by itself. */
  author: Readonly<{ type: 'member' | 'system'; name: string }>
  /** Already uploaded where the channel uploads; with an address of ours where it names addresses. */
  attachments: readonly SentAttachment[]
  template: MessageContent['template'] | null
  choices: readonly Readonly<{ id: string; title: string }>[]
  replyTo: Reference | null
  /** The contact's last message of this conversation. */
  last: (Reference & Readonly<{ at: number }>) | null
  /** From 1. */
  tries: number
  now: number
  mail: OutboundMail | null
}>

/** A message by the provider's id, with what was kept of it for later. */
export type Reference = Readonly<{ providerId: string; data: Readonly<Record<string, string>> }>

/** `references`: provider ids of what was said before in the conversation, oldest first. */
export type OutboundMail = Readonly<{
  subject: string
  cc: readonly string[]
  bcc: readonly string[]
  references: readonly string[]
}>

export type OutboundAttachment = Readonly<{ id: string; name: string; type: string; size: number; isVoice: boolean }>

/** `url`: where the provider finds it for a day, without asking for anything. */
export type SentAttachment = OutboundAttachment & Readonly<{ mediaId: string | null; url: string | null }>

export type ProviderRequest = Readonly<{
  kind: 'request'
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: string
  headers: Readonly<Record<string, string>>
  body:
    | { kind: 'none' }
    | { kind: 'json'; value: unknown }
    /** `application/x-www-form-urlencoded`; names may come several times. */
    | { kind: 'form'; fields: readonly (readonly [name: string, value: string])[] }
    /** The file's bytes are streamed in by the server under `fileField` (`file` unless said), with its name and type. */
    | {
        kind: 'multipart'
        fields: Readonly<Record<string, string>>
        file: OutboundAttachment
        fileField?: string
      }
}>

/** A mail for the account's own server. `id`: its Message-ID, the same however often it is tried. */
export type MailRequest = Readonly<{
  kind: 'mail'
  id: string
  from: string
  to: readonly string[]
  cc: readonly string[]
  bcc: readonly string[]
  replyTo: string
  subject: string
  text: string
  html: string | null
  headers: Readonly<Record<string, string>>
  attachments: readonly OutboundAttachment[]
}>

/** What came of a request: an answer, or none. */
export type ProviderAnswer =
  | Readonly<{ kind: 'answer'; status: number; headers: Headers; body: string }>
  /**
   * `isWritten`: the request may have reached the provider before the connection broke or time ran out. `isRefused`: we
   * do not go to such an address, and never will.
   */
  | Readonly<{ kind: 'no_answer'; isWritten: boolean; isRefused?: boolean; detail: string }>

/** Cannot be sent as it is; trying again is of no use. */
export type Refusal = Readonly<{ kind: 'refused'; code: FailureCode; detail: string }>

/**
 * `retryAfterMs`: the provider's own hint, if any; of `rate_limited` it holds for the whole account, unless it
 * `isOfRecipient`. `isChannelBroken`: the whole account needs a manager.
 */
export type Failure = Readonly<{
  kind: 'failure'
  code: FailureCode
  detail: string
  retry: 'never' | 'later'
  retryAfterMs: number | null
  isOfRecipient?: boolean
  isChannelBroken: boolean
}>

export type DeliveryOutcome =
  /** `data`: what is needed later to quote it. `refused`: who does not get it, of several that it was for. */
  | Readonly<{
      kind: 'sent'
      providerId: string
      data?: Readonly<Record<string, string>>
      refused?: readonly RefusedRecipient[]
    }>
  | Failure
  /** May have gone out: never sent again by itself. */
  | Readonly<{ kind: 'unknown'; detail: string }>

/** `reason`: in the provider's words. */
export type RefusedRecipient = Readonly<{ address: string; reason: string }>

export type FailureCode =
  | 'auth_invalid'
  | 'permission'
  | 'rate_limited'
  | 'window_closed'
  | 'recipient_unavailable'
  | 'opted_out'
  | 'recipient_blocked'
  | 'invalid_recipient'
  | 'unsupported_content'
  | 'media_error'
  | 'template_error'
  | 'policy'
  | 'provider_down'
  | 'unknown'

/** `reason`: why it cannot be sent. `status`, `category` and `quality` in the provider's words, in capitals. */
export type ProviderTemplate = Readonly<{
  id: string | null
  name: string
  language: string
  status: string
  reason: string | null
  category: string
  quality: string | null
  parameterFormat: 'positional' | 'named'
  header: Readonly<{ format: string; text: string | null; parameters: readonly string[] }> | null
  body: Readonly<{ text: string; parameters: readonly string[] }>
  footer: string | null
  buttons: readonly Readonly<{ type: string; text: string; parameters: readonly string[] }>[]
}>
