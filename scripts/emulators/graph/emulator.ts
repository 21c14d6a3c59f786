import type { Emulator, EmulatorOptions } from '../desk/emulator.ts'
import type { Attempt } from '../desk/webhooks.ts'
import type { Customer, Profile } from './customer.ts'
import type { GraphFaults } from './faults.ts'
import type { StatusDelays } from './notices.ts'
import type { Review } from './reviews.ts'
import type { EmulatedTemplate } from './templates.ts'
import type { ChatMessage } from './world.ts'

export type GraphEmulatorOptions = EmulatorOptions &
  Readonly<{
    appSecret: string
    accessToken: string
    /** Used by `connect` when it is given none. */
    verifyToken?: string
    /** After 10, 20 and 30 ms unless said otherwise; null: never. */
    statusDelays?: Partial<StatusDelays>
    /** Statuses come before the answer to the message they are about. */
    statusBeforeResponse?: boolean
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

export type GraphEmulator = Emulator<ChatView, GraphFaults> &
  Readonly<{
    /** Makes the number known and subscribes the webhook with the real handshake. @throws when the product refuses. */
    connect(options: NumberOptions & Readonly<{ webhookUrl: string; verifyToken?: string }>): Promise<void>
    /** Somebody who writes to the number; the only one, or the first, unless said otherwise. */
    customer(waId: string, profile?: Profile & Readonly<{ phoneNumberId?: string }>): Customer
    /** What was written both ways with a number or user id. */
    chat(address: string, phoneNumberId?: string): ChatView
    /** Posts any payload, signed: batches, other fields, tomorrow's shapes. */
    deliver(payload: unknown, phoneNumberId?: string): Promise<Attempt>
    /** Changes how far a template is approved, and tells of it. */
    reviewTemplate(review: Review): Promise<number | null>
    /** Posts a status of one of the product's messages, such as `played`. */
    tellStatus(messageId: string, status: 'sent' | 'delivered' | 'read' | 'played'): Promise<number | null>
  }>
