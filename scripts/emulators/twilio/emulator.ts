import type { Emulator, EmulatorOptions } from '../desk/emulator.ts'
import type { Faults } from '../desk/faults.ts'
import type { Attempt } from '../desk/webhooks.ts'
import type { Operation } from './api.ts'
import type { Customer, Profile } from './customer.ts'
import type { Fields, StatusDelays } from './notices.ts'
import type { TwilioFault } from './refusal.ts'
import type { ChatMessage } from './world.ts'

export type TwilioEmulatorOptions = EmulatorOptions &
  Readonly<{
    accountSid: string
    authToken: string
    accountName?: string
    /** After 10 and 20 ms unless said otherwise; null: never. */
    statusDelays?: Partial<StatusDelays>
    /** Statuses come before the answer to the message they are about. */
    statusBeforeResponse?: boolean
    /** Numbers that exist before anything is connected. */
    numbers?: readonly NumberOptions[]
  }>

export type NumberOptions = Readonly<{
  /** In E.164, or a short code. */
  number: string
  friendlyName?: string
  messagingServiceSid?: string
  takesText?: boolean
}>

export type ChatView = Readonly<{
  ownNumber: string
  number: string
  hasOptedOut: boolean
  /** Their files are named by type and size. */
  messages: readonly (Omit<ChatMessage, 'media'> &
    Readonly<{ media: readonly Readonly<{ type: string; size: number }>[] }>)[]
}>

export type TwilioEmulator = Emulator<ChatView, Faults<Operation, TwilioFault>> &
  Readonly<{
    /** Makes the number known and says where its messages go, as the console would. */
    connect(options: NumberOptions & Readonly<{ webhookUrl: string }>): void
    /** Somebody who writes to the number; the only one, or the first, unless said otherwise. */
    customer(number: string, profile?: Profile & Readonly<{ ownNumber?: string }>): Customer
    /** What was written both ways with a number. */
    chat(number: string, ownNumber?: string): ChatView
    /** Posts any fields, signed, to the number's webhook. */
    deliver(fields: Fields, ownNumber?: string): Promise<Attempt>
    /** Posts a status of one of the product's messages. */
    tellStatus(messageSid: string, status: string, error?: number): Promise<number | null>
    /** Signs with another token from now on, while calls still take the first. */
    rotateToken(authToken: string): void
  }>
