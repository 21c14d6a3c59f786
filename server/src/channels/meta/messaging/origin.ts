import type { InboundMessage, Sender } from '../../inbound.ts'
import { number } from '../../reading.ts'

/** Messenger and Instagram speak one language with two accents. */
export type Product = Readonly<{
  /** What webhooks call it. */
  object: 'page' | 'instagram'
  accountId: string
  /** All audio that people send was recorded by them. */
  isAudioVoice: boolean
}>

/** `sentAt`: when the entry was made. `isStandby`: another app has the word. */
export type Origin = Product & Readonly<{ sentAt: unknown; isStandby: boolean }>

/** Who did something, when, and on whose side they are. */
export type Doer = Readonly<{ contact: Sender; author: 'contact' | 'member'; accountId: string; at: number }>

/** While another app answers, what comes is kept and asks nothing of anybody here. */
export function standby({ isStandby }: Origin): Pick<InboundMessage, 'isAutomatic'> {
  return isStandby ? { isAutomatic: true } : {}
}

/** Milliseconds, but seconds in what the dashboard's test button sends. Nonsense becomes 0: the server's own time. */
export function moment(value: unknown): number {
  const read = number(value)
  if (read === null || read <= 0 || read >= 100_000_000_000_000) return 0
  return Math.floor(read < 100_000_000_000 ? read * 1000 : read)
}
