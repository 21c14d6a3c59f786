import type { FaultMix } from '../desk/faults.ts'
import type { RecordedRequest } from '../desk/server.ts'
import type { Attempt, Delivery, WebhookMix } from '../desk/webhooks.ts'
import type { Customer, Profile } from './customer.ts'
import type { TelegramFault } from './faults.ts'
import type { ChatMessage } from './world.ts'

export type TelegramEmulatorOptions = Readonly<{
  /** 0, the default: any that is free. */
  port?: number
  /** The bot's id stands before the colon. */
  botToken: string
  botName?: string
  botUsername?: string
  /** How far the provider's clock is ahead, in milliseconds. */
  clockOffset?: number
  /** How long the product has to answer a webhook. */
  webhookTimeoutMs?: number
  /** When a webhook is tried again after a failure. */
  redeliverAfterMs?: readonly number[]
}>

export type ChatView = Readonly<{
  id: number
  name: string
  /** What the bot was last seen doing. */
  action: string | null
  hasBlocked: boolean
  messages: readonly ChatMessage[]
}>

export type TelegramEmulator = Readonly<{
  /** Where the product finds it: the base address of the Bot API. */
  url: string
  /** Somebody who writes to the bot. */
  customer(id: number | string, profile?: Profile): Customer
  /** What was written both ways with somebody. */
  chat(id: number | string): ChatView
  chats(): readonly ChatView[]
  /** Whether the button of this query has stopped spinning. */
  isHeard(queryId: string): boolean
  /** What the product called, oldest first; without the token. */
  requests(): readonly RecordedRequest[]
  /** What was posted to the product, oldest first, with every attempt. */
  deliveries(): readonly Delivery[]
  faults: Readonly<{ next(fault: TelegramFault): void; mix(shares: FaultMix | null): void; clear(): void }>
  /** Shares of webhooks that come twice or out of order; null: no longer. */
  mixWebhooks(shares: WebhookMix | null): void
  /** Posts any payload as an update: groups, business accounts, tomorrow's shapes. */
  deliver(payload: unknown): Promise<Attempt>
  /** Posts the last body again, as often at once as said; once unless said otherwise. */
  redeliverLast(times?: number): Promise<readonly Attempt[]>
  /** What the product answered to updates and was taken for a call of the API: there should be none. */
  answeredCalls(): readonly string[]
  revokeToken(): void
  /** Makes this token, or the first one again, the valid one. */
  restoreToken(botToken?: string): void
  advanceClock(ms: number): void
  now(): number
  /** Resolves when every retry has been posted. */
  settled(): Promise<void>
  stop(): Promise<void>
}>
