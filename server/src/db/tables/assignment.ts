import type { Announcement, Snapshot } from '@fairlead/engine'
import type { Generated } from 'kysely'
import type { PackedDecision, SnapshotDifference } from '../decision-columns.ts'
import type { CreatedAt, Defaulted, Json, NullableJson } from './column.ts'

/** Who got what and why, and what was promised meanwhile. */
export type AssignmentTables = {
  decision: {
    workspace_id: string
    id: string
    conversation_id: string
    at: Date
    kind: 'assigned' | 'queued' | 'overflowed' | 'unassigned'
    reason: Defaulted<string>
    snapshot_id: string | null
    trigger: string
    team_id: string
    policy_version: number
    strategy: string
    agent_id: string | null
    data: Json<PackedDecision>
  }
  assignment_snapshot: {
    workspace_id: string
    id: string
    /** The snapshot that this one is told as the difference from; null: it says everything itself. */
    base_id: string | null
    data: Json<Snapshot | SnapshotDifference>
    created_at: CreatedAt
  }
  /** A stretch that is over; the one that goes on stands in its conversation. */
  stay: {
    workspace_id: string
    /** bigint: a string on the wire. */
    id: Generated<string>
    conversation_id: string
    team_id: string | null
    agent_id: string | null
    began_at: Date
    ended_at: Date
  }
  agent_load: AgentLoad
  agent_load_change: AgentLoad
  promise: {
    workspace_id: string
    id: string
    conversation_id: string
    team_id: string
    kind: 'wait' | 'reply' | 'position'
    told: string
    position: number | null
    latest_at: Date | null
    made_at: Date
    outcome: 'kept' | 'broken' | 'void' | null
    settled_at: Date | null
  }
  expectation: {
    workspace_id: string
    conversation_id: string
    kind: string
    state: string
    told_at: CreatedAt
    message_id: string | null
    announced: NullableJson<{ position: number; announcement: Announcement | null }>
  }
}

type AgentLoad = {
  workspace_id: string
  member_id: string
  team_id: string | null
  channel_id: string
  open: number
  snoozed: number
}
