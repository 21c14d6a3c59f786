import type { Team, TeamMember } from '@fairlead/sdk'

/** The teams somebody is in, by name, with how they stand there. */
export function membershipsOf(memberId: string, teams: readonly Team[]): { team: Team; membership: TeamMember }[] {
  return teams
    .flatMap((team) => {
      const membership = team.members.find((each) => each.memberId === memberId)
      return membership ? [{ team, membership }] : []
    })
    .sort((a, b) => a.team.name.localeCompare(b.team.name))
}

/** A team's members with one of them changed where they stand, or added. */
export function withMember(members: readonly TeamMember[], changed: TeamMember): TeamMember[] {
  const index = members.findIndex(({ memberId }) => memberId === changed.memberId)
  return index < 0 ? [...members, changed] : members.with(index, changed)
}

export function withoutMember(members: readonly TeamMember[], memberId: string): TeamMember[] {
  return members.filter((each) => each.memberId !== memberId)
}

/** The limit over all that somebody holds, and whose it is. */
export function limitOf(
  own: number | null,
  ofWorkspace: number | null,
): Readonly<{ limit: number | null; from: 'member' | 'workspace' }> {
  return own === null ? { limit: ofWorkspace, from: 'workspace' } : { limit: own, from: 'member' }
}
