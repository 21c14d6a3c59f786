import type { Role } from '@fairlead/sdk'

const ranks: Record<Role, number> = { agent: 0, manager: 1, owner: 2 }

export function outranks(role: Role, other: Role): boolean {
  return ranks[role] > ranks[other]
}

export function isAtLeast(role: Role, other: Role): boolean {
  return ranks[role] >= ranks[other]
}
