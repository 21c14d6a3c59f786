/** A member of the team, as the engine sees them. */
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
  /** The `assignedAt` of this team's last automatic assignment to them; `null` when there was none. */
  lastAssignedAt: number | null
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
