import type { Hours, Language, Policy, PriorityRule, Workspace } from '@fairlead/sdk'
import type { ColumnType } from 'kysely'
import type { Counter, CreatedAt, Defaulted, Json, NullableJson } from './column.ts'

/** The workspace, its members and teams. */
export type WorkspaceTables = {
  person: { id: string; name: string; email: string }
  credential: {
    id: string
    person_id: string
    account_id: string
    provider_id: string
    password: string | null
  }
  workspace: {
    id: string
    name: string
    default_team_id: string | null
    agent_limit: number | null
    reopen_hours: Defaulted<number>
    hours: NullableJson<Hours>
    idle_minutes: number | null
    counts_snoozed: Defaulted<boolean>
    boosts: ColumnType<Workspace['boosts'], string | undefined, string>
    stages: Defaulted<string[]>
    priority_rules: ColumnType<readonly PriorityRule[], string | undefined, string>
    closing: ColumnType<Workspace['closing'], string | undefined, string>
    language: Defaulted<Language>
    created_at: CreatedAt
  }
  member: {
    workspace_id: string
    id: string
    person_id: string
    name: string
    email: string
    role: 'owner' | 'manager' | 'agent'
    presence: Defaulted<'online' | 'busy' | 'offline'>
    chosen_presence: Defaulted<'online' | 'busy' | 'offline'>
    agent_limit: number | null
    is_excluded: Defaulted<boolean>
    deactivated_at: Date | null
    hours: NullableJson<Hours>
    skill_ids: Defaulted<string[]>
    misses: Counter
    wrap_up_until: Date | null
    created_at: CreatedAt
  }
  skill: { workspace_id: string; id: string; name: string; language: string | null; created_at: CreatedAt }
  presence_lease: {
    workspace_id: string
    member_id: string
    until: ColumnType<Date, Date | 'infinity', Date | 'infinity'>
    active_at: Defaulted<Date>
  }
  invitation: {
    workspace_id: string
    id: string
    email: string
    role: 'manager' | 'agent'
    team_ids: string[]
    token_hash: Buffer
    invited_by: string
    expires_at: Date
    accepted_at: Date | null
    created_at: CreatedAt
  }
  api_key: {
    workspace_id: string
    id: string
    member_id: string
    name: string
    prefix: string
    key_hash: Buffer
    last_used_at: Date | null
    created_at: CreatedAt
  }
  team: {
    workspace_id: string
    id: string
    name: string
    policy_version: number
    promise_quantile: Defaulted<number>
    look_again_at: Date | null
    created_at: CreatedAt
    deleted_at: Date | null
  }
  policy: {
    workspace_id: string
    team_id: string
    version: number
    settings: Json<Policy>
    created_by: string | null
    created_at: CreatedAt
  }
  team_member: {
    workspace_id: string
    team_id: string
    member_id: string
    last_assigned_at: number | null
    tier: Defaulted<number>
    weight: Defaulted<number>
    weighted_turn: number | null
  }
}
