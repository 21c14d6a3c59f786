import type { ChannelType, Client } from '@fairlead/sdk'
import type { Fault, FaultMix } from '../../scripts/emulators/desk/faults.ts'
import type { Attempt, WebhookMix } from '../../scripts/emulators/desk/webhooks.ts'
import type { GraphProduct } from '../../scripts/emulators/graph-front.ts'

/** The customers of one channel type, and the stand-in of the provider that they are reached through. */
export type Crowd = Readonly<{
  type: ChannelType
  /** What the server is told of the stand-in. */
  environment: Readonly<Record<string, string>>
  /** A product of Meta's shares its address with others. */
  graph?: GraphProduct
  /** Connects a channel, as a manager and at the provider; its id. `url` is the server's. */
  connect(client: Client, url: string): Promise<string>
  /** Done when what a customer wrote was posted to the server at least once, or is on its way. */
  write(customer: number, text: string): Promise<Pick<Attempt, 'status'>>
  /** Every text that some customer was sent, as often as they were. */
  received(): readonly string[]
  /** How often something came to them again, of which their program knows that it was there: that is no second message. */
  arrivedAgain?(): number
  /** What was written both ways with each customer who wrote. */
  chats(): readonly Chat[]
  faults: Readonly<{ next(fault: Fault): void; mix(shares: FaultMix | null): void; clear(): void }>
  mixWebhooks(shares: WebhookMix | null): void
  settled(): Promise<void>
  stop(): Promise<void>
}>

/** Providers go on for hours or days: on a machine that has much to do, nothing may be given up before its time. */
export const redeliverAfterMs = [100, 300, 1_000, 3_000, 10_000, 30_000, 60_000, 60_000] as const

export type Chat = Readonly<{ messages: readonly Readonly<{ direction: 'in' | 'out'; text: string }>[] }>

/** What all emulators have under the same name. */
export type Emulated = Pick<Crowd, 'chats' | 'faults' | 'settled' | 'stop' | 'mixWebhooks'>

export function fromEmulator({ faults, mixWebhooks, settled, stop, chats }: Emulated) {
  return {
    faults,
    mixWebhooks,
    settled,
    stop,
    chats,
    received: () =>
      chats().flatMap(({ messages }) => messages.flatMap(({ direction, text }) => (direction === 'out' ? [text] : []))),
  }
}
