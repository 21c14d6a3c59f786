import type { FaultMix } from '../desk/faults.ts'
import type { RecordedRequest } from '../desk/server.ts'
import type { Attempt, Delivery, WebhookMix } from '../desk/webhooks.ts'
import type { Customer } from './customer.ts'
import type { TiktokFault } from './faults.ts'
import type { NoticeDelays } from './notices.ts'
import type { TokenPair } from './tokens.ts'
import type { ChatView } from './world.ts'

export type TiktokEmulatorOptions = Readonly<{
  /** 0, the default: any that is free. */
  port?: number
  appId: string
  appSecret: string
  accessToken: string
  refreshToken: string
  businessId?: string
  username?: string
  /** Where the app's webhooks go, until the product says so by API. */
  webhookUrl?: string
  /** How far the provider's clock is ahead, in milliseconds. */
  clockOffset?: number
  /** The echo of a message comes after 10 ms, its reading after 10 more, unless said otherwise; null: never. */
  delays?: Partial<NoticeDelays>
  /** Echoes come before the answer to the message they are of. */
  echoBeforeResponse?: boolean
  /** How long the product has to answer a webhook. */
  webhookTimeoutMs?: number
  /** When a webhook is tried again after a failure. */
  redeliverAfterMs?: readonly number[]
}>

export type TiktokEmulator = Readonly<{
  /** Where the product finds it: the base address of the API. */
  url: string
  businessId: string
  /** Has the app's webhooks posted there. */
  connect(webhookUrl: string): void
  /** Somebody who writes to the account. */
  customer(userId: string, profile?: Readonly<{ username?: string }>): Customer
  /** What was written both ways in a conversation. */
  chat(conversationId: string): ChatView
  chats(): readonly ChatView[]
  /** What the product called, oldest first. */
  requests(): readonly RecordedRequest[]
  /** What was posted to the product, oldest first, with every attempt. */
  deliveries(): readonly Delivery[]
  faults: Readonly<{ next(fault: TiktokFault): void; mix(shares: FaultMix | null): void; clear(): void }>
  /** Shares of webhooks that come twice or out of order; null: no longer. */
  mixWebhooks(shares: WebhookMix | null): void
  /** Posts any event, signed: tomorrow's shapes. A text is taken for content as it is. */
  deliver(event: string, content: object | string): Promise<Attempt>
  redeliverLast(times?: number): Promise<readonly Attempt[]>
  /** The tokens that are good now. */
  tokens(): TokenPair
  revokeToken(): void
  /** Makes this token, or the first one again, the valid one. */
  restoreToken(accessToken?: string): void
  advanceClock(ms: number): void
  now(): number
  /** Resolves when every echo, every read mark and every retry has been posted. */
  settled(): Promise<void>
  stop(): Promise<void>
}>
