import type { Clock } from './clock.ts'
import type { Faults } from './faults.ts'
import type { DeskServer, RecordedRequest } from './server.ts'
import type { Attempt, Delivery, WebhookMix, Webhooks } from './webhooks.ts'

/** What every emulator is started with, beside what its provider needs. */
export type EmulatorOptions = Readonly<{
  /** 0, the default: any that is free. */
  port?: number
  /** How far the provider's clock is ahead, in milliseconds. */
  clockOffset?: number
  /** How long the product has to answer a webhook; as long as the provider gives it unless said otherwise. */
  webhookTimeoutMs?: number
  /** When a webhook is tried again after a failure; empty: never. */
  redeliverAfterMs?: readonly number[]
}>

type Breakable = Pick<Faults, 'next' | 'mix' | 'clear'>

/** What every emulator can do beside being called by the product and written to by customers. */
export type Emulator<ChatView = unknown, OwnFaults extends Breakable = Breakable> = AsyncDisposable &
  Readonly<{
    /** Where the product finds it: the base address of the provider's API. */
    url: string
    chats(): readonly ChatView[]
    /** What the product called, oldest first. */
    requests(): readonly RecordedRequest[]
    /** What was posted to the product, oldest first, with every attempt. */
    deliveries(): readonly Delivery[]
    faults: Readonly<Pick<OwnFaults, keyof Breakable>>
    /** Shares of webhooks that come twice or out of order; null: no longer. */
    mixWebhooks(shares: WebhookMix | null): void
    /** Posts the last body again, as often at once as said; once unless said otherwise. */
    redeliverLast(times?: number): Promise<readonly Attempt[]>
    revokeToken(): void
    /** Makes this token, or the first one again, the valid one. */
    restoreToken(accessToken?: string): void
    advanceClock(ms: number): void
    now(): number
    /** Resolves when everything that follows from what was done, and every retry, has been posted. */
    settled(): Promise<void>
    stop(): Promise<void>
  }>

type Workings<OwnFaults> = Readonly<{
  clock: Clock
  faults: OwnFaults
  webhooks: Webhooks
  servers: readonly Pick<DeskServer, 'requests' | 'close'>[]
}>

/** What works in every emulator in the same way. */
export function workingsOf<OwnFaults extends Breakable>({ clock, faults, webhooks, servers }: Workings<OwnFaults>) {
  async function stop(): Promise<void> {
    await webhooks.stop()
    for (const server of servers) await server.close()
  }

  return {
    requests: () => servers.flatMap((server) => server.requests()),
    deliveries: () => webhooks.deliveries(),
    faults,
    mixWebhooks: (shares: WebhookMix | null) => webhooks.mix(shares),
    redeliverLast: (times = 1) => webhooks.redeliverLast(times),
    advanceClock: (ms: number) => clock.advance(ms),
    now: () => clock.now(),
    settled: () => webhooks.settled(),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
