import type { Role } from '@fairlead/sdk'

const ranks: Readonly<Record<Role, number>> = { agent: 0, manager: 1, owner: 2 }

export function isAtLeast(role: Role, needed: Role): boolean {
  return ranks[role] >= ranks[needed]
}
