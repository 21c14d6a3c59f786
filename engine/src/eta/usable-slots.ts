/** An eligible agent online, as the wait of one team's queue sees them. */
export type SharedAgent = Readonly<{
  /** What they may hold at most, over all of their teams that count here. */
  slots: number
  /** How many teams they serve, this one included. */
  teams: number
  /** Of the conversations that they gave back lately, how many were this team's. */
  releasesHere: number
  /** How many they gave back lately in all of their teams. */
  releasesInAll: number
}>

/**
 * The slots that a team can count on: an agent of several teams counts by the share of releases that this team got.
 *
 * Before an agent has given anything back, their teams share them evenly; that guess weighs as much as one release.
 *
 * @example
 * usableSlots([{ slots: 4, teams: 1, releasesHere: 9, releasesInAll: 9 }]) // 4
 */
export function usableSlots(agents: readonly SharedAgent[]): number {
  return agents.reduce((sum, agent) => sum + Math.max(0, agent.slots) * shareOf(agent), 0)
}

function shareOf({ teams, releasesHere, releasesInAll }: SharedAgent): number {
  return Math.min(1, (releasesHere + 1 / Math.max(1, teams)) / (releasesInAll + 1))
}
