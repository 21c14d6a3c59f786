import type { FaultMix } from '../desk/faults.ts'
import type { RecordedRequest } from '../desk/server.ts'
import type { Attempt, Delivery, WebhookMix } from '../desk/webhooks.ts'
import type { Customer, Profile } from './customer.ts'
import type { GraphFault } from './faults.ts'
import type { StatusDelays } from './notices.ts'
import type { EmulatedTemplate } from './templates.ts'
import type { ChatMessage } from './world.ts'

export type GraphEmulatorOptions = Readonly<{
  /** 0, the default: any that is free. */
  port?: number
  appSecret: string
  accessToken: string
  /** Used by `connect` when it is given none. */
  verifyToken?: string
  /** How far the provider's clock is ahead, in milliseconds. */
  clockOffset?: number
  /** After 10, 20 and 30 ms unless said otherwise; null: never. */
  statusDelays?: Partial<StatusDelays>
  /** Statuses come before the answer to the message they are about. */
  statusBeforeResponse?: boolean
  /** How long the product has to answer a webhook; 5 s, as the provider gives it. */
  webhookTimeoutMs?: number
  /** When a webhook is tried again after a failure. */
  redeliverAfterMs?: readonly number[]
  /** Instead of the example templates. */
  templates?: readonly EmulatedTemplate[]
  /** Numbers that exist before anything is connected. */
  numbers?: readonly NumberOptions[]
}>

export type NumberOptions = Readonly<{ phoneNumberId: string; businessAccountId?: string; displayPhoneNumber?: string }>

export type ChatView = Readonly<{
  phoneNumberId: string
  waId: string | null
  userId: string | null
  name: string | null
  messages: readonly ChatMessage[]
}>

export type GraphEmulator = Readonly<{
  /** Where the product finds it, without a version: the base address of Graph. */
  url: string
  /** Makes the number known and subscribes the webhook with the real handshake. @throws when the product refuses. */
  connect(options: NumberOptions & Readonly<{ webhookUrl: string; verifyToken?: string }>): Promise<void>
  /** Somebody who writes to the number; the only one, or the first, unless said otherwise. */
  customer(waId: string, profile?: Profile & Readonly<{ phoneNumberId?: string }>): Customer
  /** What was written both ways with a number or user id. */
  chat(address: string, phoneNumberId?: string): ChatView
  chats(): readonly ChatView[]
  /** What the product called, oldest first. */
  requests(): readonly RecordedRequest[]
  /** What was posted to the product, oldest first, with every attempt. */
  deliveries(): readonly Delivery[]
  faults: Readonly<{ next(fault: GraphFault): void; mix(shares: FaultMix | null): void; clear(): void }>
  /** Shares of webhooks that come twice or out of order; null: no longer. */
  mixWebhooks(shares: WebhookMix | null): void
  /** Posts any payload, signed: batches, other fields, tomorrow's shapes. */
  deliver(payload: unknown, phoneNumberId?: string): Promise<Attempt>
  /** Posts the last body again, as often at once as said; once unless said otherwise. */
  redeliverLast(times?: number): Promise<readonly Attempt[]>
  /** Posts a status of one of the product's messages, such as `played`. */
  tellStatus(messageId: string, status: 'sent' | 'delivered' | 'read' | 'played'): Promise<number | null>
  revokeToken(): void
  /** Makes this token, or the first one again, the valid one. */
  restoreToken(accessToken?: string): void
  advanceClock(ms: number): void
  now(): number
  /** Resolves when every status and every retry has been posted. */
  settled(): Promise<void>
  stop(): Promise<void>
}>
