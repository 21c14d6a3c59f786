/** A member of the team, as the engine sees them. */
export type Agent = Readonly<{
  id: string
  presence: Presence
  isDeactivated: boolean
  /** Takes part in no automatic assignment. */
  isExcluded: boolean
  /** Works now by the team's hours and their own, or the policy does not look at hours. */
  isInHours: boolean
  /** Every limit that applies; all must pass. No entry means no limit. */
  limits: readonly Limit[]
  /** Sum of the weights of the conversations held that count, over the whole workspace. */
  load: number
  /** The same of this team. Looked at only for a conversation whose wish has a limit; absent: as `load`. */
  teamLoad?: number
  /** The `assignedAt` of this team's last automatic assignment to them; `null` when there was none. */
  lastAssignedAt: number | null
  /** Somebody of a higher tier gets a conversation only when nobody of a lower one is eligible. From 1. */
  tier: number
  /** The share of this team's conversations under `weighted`, beside the others' weights. Above 0. */
  weight: number
  /** The `weightedTurn` of this team's last automatic assignment to them; `null` when there was none. */
  weightedTurn: number | null
  skills: readonly string[]
  /** When they got automatic assignments, of whatever team, as far back as the pace looks; oldest first. */
  recentTurns: readonly number[]
  /** Finishing what they just closed; `null` when they are not. */
  wrapUpUntil: number | null
}>

export type Presence = 'online' | 'busy' | 'offline'

/** At most `max` counted over `scope`. `0` gets nothing automatically. */
export type Limit = Readonly<{
  scope: LimitScope
  /** Given when the scope is a channel: the limit looks only at conversations of that channel. */
  channelId?: string
  max: number
  /** What the agent holds in that scope now. */
  load: number
}>

export type LimitScope = 'agent' | 'team' | 'channel'
