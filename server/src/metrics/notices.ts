/**
 * What features say in passing, for whoever counts. Saying it changes nothing and cannot fail; with nobody listening it
 * costs a loop over nothing. Of one process, like the figures made of it.
 */
import type { FailureCode } from '../channels/channel.ts'

export type Look = Readonly<{
  workspaceId: string
  teamId: string
  trigger: string
  /** Null when the team was gone. */
  strategy: string | null
  /** For each that was assigned: how long it had been in the queue. */
  waitedMs: readonly number[]
  ms: number
}>

export type DeliveryTry = Readonly<{
  workspaceId: string
  channelId: string
  channelType: string
  outcome: 'sent' | 'failed' | 'unknown' | 'retried'
  code: FailureCode | null
  /** In the provider's words, when it was not sent. */
  detail: string | null
}>

export type JobRun = Readonly<{ task: string; outcome: 'done' | 'failed'; ms: number }>

type OfChannel = Readonly<{ workspaceId: string; channelId: string }>

class Notice<T> {
  readonly #listeners = new Set<(value: T) => void>()

  tell(value: T): void {
    for (const listener of this.#listeners) listener(value)
  }

  /** Returns what ends the listening. */
  listen(listener: (value: T) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

/** A queue was looked at. */
export const looked = new Notice<Look>()
/** A message was handed to its provider, or was not. */
export const triedDelivery = new Notice<DeliveryTry>()
/** A job ran. */
export const ranJob = new Notice<JobRun>()
/** Something came in on a channel. */
export const cameIn = new Notice<OfChannel>()
/** Something is wrong with a channel, beside what cannot be delivered. */
export const hadTrouble = new Notice<OfChannel & Readonly<{ code: string; detail: string }>>()
