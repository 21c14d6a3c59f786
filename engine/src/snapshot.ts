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
  /** Minutes of waiting that each priority is worth. */
  boosts: Readonly<Record<Priority, number>>
  /** A conversation whose deadline is at most this many minutes away goes before all scores. */
  deadlineNearMinutes: number
  /** The contact's owner first; `null`: the owner is nobody special. */
  owner: Preference | null
  /** Then who last held a conversation of this contact. */
  previous: Preference | null
  /** After so many minutes in the queue no skill is required any more; `null`: always required. */
  skillRelaxMinutes: number | null
  /** At most so many automatic assignments per agent within so many minutes. */
  pace: Readonly<{ max: number; minutes: number }> | null
  /** When a conversation should go to another team; `null`: never. */
  overflow: Overflow | null
}>

/** How a preferred agent is waited for. */
export type Preference = Readonly<{
  /** 0: take whoever is there when they cannot. */
  waitMinutes: number
  overLimit: 'respect' | 'exceed'
}>

/** Each on its own is enough. */
export type Overflow = Readonly<{
  /** In this team's queue for as long. */
  afterMinutes: number | null
  /** Further back than this position. */
  longerThan: number | null
  /** Nobody of the team is online. */
  whenNobodyOnline: boolean
  /** The team is out of hours. */
  whenClosed: boolean
}>

export type Waiting = Readonly<{
  conversationId: string
  channelId: string
  /** The first customer message that nobody has answered, in milliseconds since the epoch. */
  waitingSince: number
  /** When it came into this team's queue. Holds, relaxation of skills and overflow count from it. */
  queuedAt: number
  priority: Priority
  /** By when somebody should answer; `null`: no promise of that kind. */
  deadlineAt: number | null
  /** What the conversation adds to a load: 1 unless its channel says otherwise, never negative. */
  weight: number
  /** Every one of these is required of an agent, until they are relaxed. */
  skills: readonly string[]
  /** The contact's dedicated agent. */
  ownerId: string | null
  /** Who last held a conversation of this contact. */
  previousId: string | null
  /** Agents who declined this conversation or did not answer it. */
  tried: readonly string[]
  /** False when it went through too many teams already, or would come back to one of them. */
  canOverflow: boolean
  /** How this one is to be assigned where that is not as the policy says; absent or `null`: as it says. */
  wish?: Wish | null
}>

/** What counts for one conversation instead of what the policy says; each `null`: as it says. */
export type Wish = Readonly<{
  strategy: Strategy | null
  onlineOnly: boolean | null
  /** So many at most that an agent holds of the team. Every other limit counts as well, the team's own among them. */
  agentLimit: number | null
}>

export type Priority = 'urgent' | 'high' | 'normal' | 'low'
