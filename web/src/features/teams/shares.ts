import type { TeamMember } from '@fairlead/sdk'

/** The part of the conversations of their tier that a member gets under the strategy `weighted`, from 0 to 1. */
export function shareOf({ tier, weight }: TeamMember, members: readonly TeamMember[]): number {
  const sum = members.filter((each) => each.tier === tier).reduce((total, each) => total + each.weight, 0)
  return sum > 0 ? weight / sum : 0
}
