import type { ApiEvent } from '@fairlead/sdk'
import type { Emulator, EmulatorOptions } from '../desk/emulator.ts'
import type { Attempt } from '../desk/webhooks.ts'
import type { Customer } from './customer.ts'
import type { SystemFaults } from './faults.ts'
import type { NoticeDelays } from './notices.ts'
import type { ChatView, Person } from './world.ts'

/** What Fairlead shows to managers once the channel is connected. */
export type Connection = Readonly<{ webhookUrl: string; signingSecret: string }>

export type ExampleSystemOptions = EmulatorOptions &
  Readonly<{
    connection?: Connection
    /** Messages are delivered after 10 ms and read after 10 more, unless said otherwise; null: never. */
    delays?: Partial<NoticeDelays>
    /** Statuses come before the answer to the message they are about. */
    statusBeforeResponse?: boolean
  }>

export type ExampleSystem = Emulator<ChatView, SystemFaults> &
  Readonly<{
    /** For the channel's settings. */
    messagesUrl: string
    connect(connection: Connection): void
    /** Somebody who is reached through this system. */
    customer(address: string, person?: Partial<Omit<Person, 'address'>>): Customer
    /** What was written both ways with an address. */
    chat(address: string): ChatView
    /** Posts any events, signed. */
    deliver(...events: readonly (ApiEvent | object)[]): Promise<Attempt>
    /** Forgets the secret, so that nothing is believed. */
    revokeToken(): void
  }>
