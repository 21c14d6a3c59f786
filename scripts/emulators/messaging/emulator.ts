import type { Emulator, EmulatorOptions } from '../desk/emulator.ts'
import type { Attempt } from '../desk/webhooks.ts'
import type { Customer, Profile } from './customer.ts'
import type { MessagingFaults } from './faults.ts'
import type { NoticeDelays } from './notices.ts'
import type { ChatView } from './world.ts'

export type MessagingEmulatorOptions = EmulatorOptions &
  Readonly<{
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
    /** Echo, delivery and reading follow each other after 10 ms unless said otherwise; null: never. */
    delays?: Partial<NoticeDelays>
    /** Echoes come before the answer to the message they are of. */
    echoBeforeResponse?: boolean
  }>

export type MessagingEmulator = Emulator<ChatView, MessagingFaults> &
  Readonly<{
    /** As webhooks name it. */
    accountId: string
    pageId: string
    /** Subscribes the webhook with the real handshake, to all there is unless said otherwise. @throws when the product refuses. */
    connect(options: Readonly<{ webhookUrl: string; verifyToken?: string; fields?: readonly string[] }>): Promise<void>
    /** Somebody who writes to the account. */
    customer(personId: string, profile?: Profile): Customer
    /** What was written both ways with somebody. */
    chat(personId: string): ChatView
    /** Posts any payload, signed: batches, other fields, tomorrow's shapes. */
    deliver(payload: unknown): Promise<Attempt>
    /** The token that was given out last; null: all are revoked. */
    accessToken(): string | null
    /** Whether an id in a path of Graph is one of those it knows, for a Graph that stands before several products. */
    has(id: string): boolean
  }>
