import type { Emulator, EmulatorOptions } from '../desk/emulator.ts'
import type { Faults } from '../desk/faults.ts'
import type { JsonObject } from '../desk/json.ts'
import type { Operation } from './api.ts'
import type { Customer, Profile } from './customer.ts'
import type { LineFault } from './refusal.ts'
import type { ChatMessage } from './world.ts'

export type LineEmulatorOptions = EmulatorOptions &
  Readonly<{
    /** Of the host of contents; 0, the default: any that is free. */
    dataPort?: number
    channelSecret: string
    accessToken: string
    /** What webhooks call the account; made up unless said otherwise. */
    botUserId?: string
    displayName?: string
    /** How many messages may be pushed in a month; as many as wished unless said otherwise. */
    monthlyLimit?: number
    /** How long videos and voices are prepared; 30 ms unless said otherwise. */
    preparedAfterMs?: number
  }>

export type ChatView = Readonly<{
  userId: string
  name: string
  isBlocking: boolean
  messages: readonly Omit<ChatMessage, 'content'>[]
}>

export type LineEmulator = Emulator<ChatView, Faults<Operation, LineFault>> &
  Readonly<{
    /** Where the product finds what people sent: another host. */
    dataUrl: string
    botUserId: string
    /** Sets the webhook, as the console would; `isActive` false: “Use webhook” is off. */
    connect(options: Readonly<{ webhookUrl: string; isActive?: boolean }>): void
    /** The console's “Verify” button: no events at all. Gives the status. */
    verify(): Promise<number | null>
    /** Somebody who writes to the account, by their id or by any name. */
    customer(name: string, profile?: Profile): Customer
    /** What was written both ways with somebody. */
    chat(name: string): ChatView
    /** Posts any events, signed. */
    deliver(events: readonly JsonObject[]): Promise<number | null>
    /** How many messages were pushed this month. */
    used(): number
  }>
