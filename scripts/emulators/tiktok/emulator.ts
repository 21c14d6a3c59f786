import type { Emulator, EmulatorOptions } from '../desk/emulator.ts'
import type { Attempt } from '../desk/webhooks.ts'
import type { Customer } from './customer.ts'
import type { TiktokFaults } from './faults.ts'
import type { NoticeDelays } from './notices.ts'
import type { TokenPair } from './tokens.ts'
import type { ChatView } from './world.ts'

export type TiktokEmulatorOptions = EmulatorOptions &
  Readonly<{
    appId: string
    appSecret: string
    accessToken: string
    refreshToken: string
    businessId?: string
    username?: string
    /** Where the app's webhooks go, until the product says so by API. */
    webhookUrl?: string
    /** The echo of a message comes after 10 ms, its reading after 10 more, unless said otherwise; null: never. */
    delays?: Partial<NoticeDelays>
    /** Echoes come before the answer to the message they are of. */
    echoBeforeResponse?: boolean
  }>

export type TiktokEmulator = Emulator<ChatView, TiktokFaults> &
  Readonly<{
    businessId: string
    /** Has the app's webhooks posted there. */
    connect(webhookUrl: string): void
    /** Somebody who writes to the account. */
    customer(userId: string, profile?: Readonly<{ username?: string }>): Customer
    /** What was written both ways in a conversation. */
    chat(conversationId: string): ChatView
    /** Posts any event, signed: tomorrow's shapes. A text is taken for content as it is. */
    deliver(event: string, content: object | string): Promise<Attempt>
    /** The tokens that are good now. */
    tokens(): TokenPair
  }>
