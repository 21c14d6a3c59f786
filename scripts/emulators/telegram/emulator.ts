import type { Emulator, EmulatorOptions } from '../desk/emulator.ts'
import type { Attempt } from '../desk/webhooks.ts'
import type { Customer, Profile } from './customer.ts'
import type { TelegramFaults } from './faults.ts'
import type { ChatMessage } from './world.ts'

export type TelegramEmulatorOptions = EmulatorOptions &
  Readonly<{
    /** The bot's id stands before the colon. */
    botToken: string
    botName?: string
    botUsername?: string
  }>

export type ChatView = Readonly<{
  id: number
  name: string
  /** What the bot was last seen doing. */
  action: string | null
  hasBlocked: boolean
  messages: readonly ChatMessage[]
}>

export type TelegramEmulator = Emulator<ChatView, TelegramFaults> &
  Readonly<{
    /** Somebody who writes to the bot. */
    customer(id: number | string, profile?: Profile): Customer
    /** What was written both ways with somebody. */
    chat(id: number | string): ChatView
    /** Whether the button of this query has stopped spinning. */
    isHeard(queryId: string): boolean
    /** Posts any payload as an update: groups, business accounts, tomorrow's shapes. */
    deliver(payload: unknown): Promise<Attempt>
    /** What the product answered to updates and was taken for a call of the API: there should be none. */
    answeredCalls(): readonly string[]
  }>
