import type { Member } from '@fairlead/sdk'
import type { Selectable } from 'kysely'
import type { Tables } from '../db/schema.ts'

export type MemberRow = Selectable<Tables['member']>

export function presentMember(row: MemberRow): Member {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    presence: row.presence,
    chosenPresence: row.chosen_presence,
    agentLimit: row.agent_limit,
    isExcluded: row.is_excluded,
    isDeactivated: row.deactivated_at !== null,
    skillIds: row.skill_ids,
    hours: row.hours,
    createdAt: row.created_at.toISOString(),
  }
}
