import type { Agent } from './agent.ts'
import type { Strategy } from './strategies/list.ts'

/** Everything a decision may know. The engine reads nothing else: no clock, no database, no random source. */
export type Snapshot = Readonly<{
  /** Milliseconds since the epoch, as the caller's clock said it. */
  now: number
  policy: Policy
  /** Every member of the team once, eligible or not: the decision says why each was passed over. */
  agents: readonly Agent[]
  /** The waiting conversations of the team, each once, in any order. */
  waiting: readonly Waiting[]
}>

/** How a team assigns. */
export type Policy = Readonly<{
  strategy: Strategy
  /** When false, offline agents get conversations too (sales teams give leads evenly, present or not). */
  onlineOnly: boolean
  /** When true, `busy` agents get conversations too. Only looked at when `onlineOnly` is false. */
  assignWhenBusy: boolean
}>

export type Waiting = Readonly<{
  conversationId: string
  channelId: string
  /** The first customer message that nobody has answered, in milliseconds since the epoch. */
  waitingSince: number
  priority: Priority
  /** What the conversation adds to a load: 1 unless its channel says otherwise, never negative. */
  weight: number
  /** Agents who declined this conversation or did not answer it. */
  tried: readonly string[]
}>

export type Priority = 'urgent' | 'high' | 'normal' | 'low'
