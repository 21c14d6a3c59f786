import type { FaultMix } from '../desk/faults.ts'
import type { RecordedRequest } from '../desk/server.ts'
import type { Attempt, Delivery, WebhookMix } from '../desk/webhooks.ts'
import type { Customer, Profile } from './customer.ts'
import type { MessagingFault } from './faults.ts'
import type { NoticeDelays } from './notices.ts'
import type { ChatView } from './world.ts'

export type MessagingEmulatorOptions = Readonly<{
  /** 0, the default: any that is free. */
  port?: number
  appSecret: string
  accessToken: string
  /** Used by `connect` when it is given none. */
  verifyToken?: string
  /** The page; of Instagram the one its account is linked to. */
  pageId?: string
  name?: string
  username?: string
  /** Of Instagram: the professional account, as webhooks name it. */
  accountId?: string
  /** The app was granted late answers; yes unless said otherwise. */
  hasHumanAgent?: boolean
  /** How far the provider's clock is ahead, in milliseconds. */
  clockOffset?: number
  /** Echo, delivery and reading follow each other after 10 ms unless said otherwise; null: never. */
  delays?: Partial<NoticeDelays>
  /** Echoes come before the answer to the message they are of. */
  echoBeforeResponse?: boolean
  /** How long the product has to answer a webhook; 5 s, as the provider gives it. */
  webhookTimeoutMs?: number
  /** When a webhook is tried again after a failure. */
  redeliverAfterMs?: readonly number[]
}>

export type MessagingEmulator = Readonly<{
  /** Where the product finds it, without a version: the base address of Graph. */
  url: string
  /** As webhooks name it. */
  accountId: string
  pageId: string
  /** Subscribes the webhook with the real handshake, to all there is unless said otherwise. @throws when the product refuses. */
  connect(options: Readonly<{ webhookUrl: string; verifyToken?: string; fields?: readonly string[] }>): Promise<void>
  /** Somebody who writes to the account. */
  customer(personId: string, profile?: Profile): Customer
  /** What was written both ways with somebody. */
  chat(personId: string): ChatView
  chats(): readonly ChatView[]
  /** What the product called, oldest first. */
  requests(): readonly RecordedRequest[]
  /** What was posted to the product, oldest first, with every attempt. */
  deliveries(): readonly Delivery[]
  faults: Readonly<{ next(fault: MessagingFault): void; mix(shares: FaultMix | null): void; clear(): void }>
  /** Shares of webhooks that come twice or out of order; null: no longer. */
  mixWebhooks(shares: WebhookMix | null): void
  /** Posts any payload, signed: batches, other fields, tomorrow's shapes. */
  deliver(payload: unknown): Promise<Attempt>
  redeliverLast(times?: number): Promise<readonly Attempt[]>
  /** The token that was given out last; null: all are revoked. */
  accessToken(): string | null
  revokeToken(): void
  /** Makes this token, or the first one again, the valid one. */
  restoreToken(accessToken?: string): void
  /** Whether an id in a path of Graph is one of those it knows, for a Graph that stands before several products. */
  has(id: string): boolean
  advanceClock(ms: number): void
  now(): number
  /** Resolves when every echo, every receipt and every retry has been posted. */
  settled(): Promise<void>
  stop(): Promise<void>
}>
