import type { ApiEvent } from '@fairlead/sdk'
import type { FaultMix } from '../desk/faults.ts'
import type { RecordedRequest } from '../desk/server.ts'
import type { Attempt, Delivery, WebhookMix } from '../desk/webhooks.ts'
import type { Customer } from './customer.ts'
import type { SystemFault } from './faults.ts'
import type { NoticeDelays } from './notices.ts'
import type { ChatView, Person } from './world.ts'

/** What Fairlead shows to managers once the channel is connected. */
export type Connection = Readonly<{ webhookUrl: string; signingSecret: string }>

export type ExampleSystemOptions = Readonly<{
  /** 0, the default: any that is free. */
  port?: number
  connection?: Connection
  /** How far its clock is ahead, in milliseconds. */
  clockOffset?: number
  /** Messages are delivered after 10 ms and read after 10 more, unless said otherwise; null: never. */
  delays?: Partial<NoticeDelays>
  /** Statuses come before the answer to the message they are about. */
  statusBeforeResponse?: boolean
  webhookTimeoutMs?: number
  redeliverAfterMs?: readonly number[]
}>

export type ExampleSystem = Readonly<{
  url: string
  /** For the channel's settings. */
  messagesUrl: string
  connect(connection: Connection): void
  /** Somebody who is reached through this system. */
  customer(address: string, person?: Partial<Omit<Person, 'address'>>): Customer
  /** What was written both ways with an address. */
  chat(address: string): ChatView
  chats(): readonly ChatView[]
  /** What Fairlead called, oldest first. */
  requests(): readonly RecordedRequest[]
  /** What was posted to Fairlead, oldest first, with every attempt. */
  deliveries(): readonly Delivery[]
  faults: Readonly<{ next(fault: SystemFault): void; mix(shares: FaultMix | null): void; clear(): void }>
  /** Shares of webhooks that come twice or out of order; null: no longer. */
  mixWebhooks(shares: WebhookMix | null): void
  /** Posts any events, signed. */
  deliver(...events: readonly (ApiEvent | object)[]): Promise<Attempt>
  redeliverLast(times?: number): Promise<readonly Attempt[]>
  /** Forgets the secret, so that nothing is believed. */
  revokeToken(): void
  restoreToken(): void
  advanceClock(ms: number): void
  now(): number
  /** Resolves when every status and every retry has been posted. */
  settled(): Promise<void>
  stop(): Promise<void>
}>
