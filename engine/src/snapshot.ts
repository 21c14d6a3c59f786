/** Everything a decision may know. The engine reads nothing else: no clock, no database, no random source. */
export type Snapshot = Readonly<{
  /** Milliseconds since the epoch, as the caller's clock said it. */
  now: number
  policy: Policy
  /** Every member of the team, eligible or not: the decision says why each was passed over. */
  agents: readonly Agent[]
  /** The waiting conversations of the team, in any order. */
  waiting: readonly Waiting[]
}>

export type Strategy = 'round_robin' | 'least_open' | 'manual'

/** How a team assigns. */
export type Policy = Readonly<{
  strategy: Strategy
  /** When false, offline agents get conversations too (sales teams give leads evenly, present or not). */
  onlineOnly: boolean
  /** When true, `busy` agents get conversations too. Only looked at when `onlineOnly` is false. */
  assignWhenBusy: boolean
}>

export type Presence = 'online' | 'busy' | 'offline'
export type Priority = 'urgent' | 'high' | 'normal' | 'low'

export type Agent = Readonly<{
  id: string
  presence: Presence
  isDeactivated: boolean
  /** Takes part in no automatic assignment. */
  isExcluded: boolean
  /** Every limit that applies; all must pass. No entry means no limit. */
  limits: readonly Limit[]
  /** Sum of the weights of the open conversations held, over the whole workspace. */
  load: number
  /** When this team last assigned automatically to them, in milliseconds since the epoch. */
  lastAssignedAt: number | null
}>

/** At most `max` counted over `scope`. `0` gets nothing automatically. */
export type Limit = Readonly<{
  scope: 'agent' | 'team' | 'channel'
  /** Given when the scope is a channel: the limit looks only at conversations of that channel. */
  channelId?: string
  max: number
  /** What the agent holds in that scope now. */
  load: number
}>

export type Waiting = Readonly<{
  conversationId: string
  channelId: string
  /** The first customer message that nobody has answered, in milliseconds since the epoch. */
  waitingSince: number
  priority: Priority
  weight: number
  /** Agents who declined this conversation or did not answer it. */
  tried: readonly string[]
}>
