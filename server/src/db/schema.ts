import type { Announcement, Snapshot } from '@fairlead/engine'
import type { Actor, ChannelType, Hours, MessageContent, Policy, PriorityRule, Workspace } from '@fairlead/sdk'
import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { PackedDecision, SnapshotDifference } from './decision-columns.ts'

type Json<T> = JSONColumnType<T & object, string, string>
type Defaulted<T> = ColumnType<T, T | undefined, T>
type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>
type Counter = ColumnType<number, number | undefined, number>
type CreatedAt = Defaulted<Date>

export type Tables = {
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
    created_at: CreatedAt
  }
  event_sequence: { workspace_id: string; last: Counter; dropped: Counter }
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
  channel: {
    workspace_id: string
    id: string
    type: ChannelType
    name: string
    team_id: string | null
    settings: Json<Record<string, unknown>>
    account_id: string | null
    secrets: Buffer
    status: Defaulted<'active' | 'broken'>
    status_reason: string | null
    weight: Defaulted<number>
    agent_limit: number | null
    reopen_hours: number | null
    created_at: CreatedAt
    deleted_at: Date | null
  }
  contact: {
    workspace_id: string
    id: string
    name: string
    email: string | null
    phone: string | null
    locale: string | null
    fields: Json<Record<string, string | number | boolean | null>>
    tags: Defaulted<string[]>
    owner_id: string | null
    stage: string | null
    created_at: CreatedAt
    avatar_id: string | null
    is_name_given: Defaulted<boolean>
  }
  identity: {
    workspace_id: string
    id: string
    channel_id: string
    address: string
    contact_id: string
    is_verified: Defaulted<boolean>
    last_used_at: Defaulted<Date>
    created_at: CreatedAt
    phone: string | null
    email: string | null
    blocked_at: Date | null
    opted_out_at: Date | null
    profile_at: Date | null
    delivered_until: Date | null
    read_until: Date | null
  }
  conversation: {
    workspace_id: string
    id: string
    /** bigint: a string on the wire. */
    number: Generated<string>
    channel_id: string
    contact_id: string
    team_id: string | null
    assignee_id: string | null
    status: Defaulted<'open' | 'snoozed' | 'closed'>
    priority: Defaulted<'urgent' | 'high' | 'normal' | 'low'>
    tags: Defaulted<string[]>
    waiting_since: Date | null
    queued_since: Defaulted<Date>
    queued_at: Defaulted<Date>
    queue_order: Date
    queued_reason: string | null
    tried: Defaulted<string[]>
    escalated_at: Date | null
    skill_ids: Defaulted<string[]>
    overflowed_from: Defaulted<string[]>
    assigned_at: Date | null
    assigned_by: 'engine' | 'manual' | 'claim' | null
    last_agent_id: string | null
    last_agent_at: Date | null
    is_priority_manual: Defaulted<boolean>
    address: string | null
    last_message_at: Date | null
    unread_count: Counter
    last_message: ColumnType<LastMessage | null, string | null | undefined, string | null>
    last_contact_message_at: Date | null
    snoozed_until: Date | null
    created_at: CreatedAt
    closed_at: Date | null
    last_activity_at: CreatedAt
    /** bigint: a string on the wire. Of the stretch of waiting or having that it is in, since it became so. */
    stay_id: Generated<string>
    stay_since: CreatedAt
    /** On a threaded channel: what tells it from the contact's others; else empty. */
    thread: Defaulted<string>
    subject: string | null
  }
  message: {
    workspace_id: string
    id: string
    conversation_id: string
    channel_id: string
    author_type: 'contact' | 'member' | 'system'
    author_id: string | null
    author_name: string
    is_note: Defaulted<boolean>
    kind: string
    text: Defaulted<string>
    content: ColumnType<MessageContent, string | undefined, string>
    reply_to_id: string | null
    reply_to_provider_id: string | null
    provider_id: string | null
    client_id: string | null
    state: MessageStateColumn
    error: ColumnType<{ code: string; detail: string } | null, string | null | undefined, string | null>
    tries: Counter
    next_try_at: Date | null
    sending_since: Date | null
    edited_at: Date | null
    deleted_at: Date | null
    at: Date
    created_at: CreatedAt
    provider_data: NullableJson<Record<string, string>>
    is_automatic: Defaulted<boolean>
  }
  reaction: { workspace_id: string; message_id: string; by: 'contact' | 'member'; emoji: string; at: Date }
  attachment: {
    workspace_id: string
    id: string
    message_id: string | null
    position: Counter
    uploaded_by: string | null
    name: string
    type: string
    /** bigint: a string on the wire. */
    size: ColumnType<string, number | undefined, number>
    state: 'pending' | 'stored' | 'failed'
    is_voice: Defaulted<boolean>
    media_id: string | null
    content_id: string | null
    created_at: CreatedAt
  }
  parked_update: {
    workspace_id: string
    id: string
    channel_id: string
    provider_id: string
    data: Json<Record<string, unknown>>
    created_at: CreatedAt
  }
  channel_health: {
    workspace_id: string
    channel_id: string
    last_in_at: Date | null
    last_out_at: Date | null
    last_error: NullableJson<{ code: string; detail: string }>
    last_error_at: Date | null
  }
  mailbox: {
    workspace_id: string
    channel_id: string
    folder: string
    uid_validity: string | null
    /** bigint: a string on the wire. */
    last_uid: ColumnType<string, number | undefined, number>
  }
  mailbox_lease: { workspace_id: string; channel_id: string; owner: string; until: Date }
  mail: {
    workspace_id: string
    message_id: string
    copy_channel_id: string | null
    subject: Defaulted<string>
    html: string | null
    text: Defaulted<string>
    headers: ColumnType<Record<string, string>, string | undefined, string>
  }
  contact_merge: {
    workspace_id: string
    id: string
    contact_id: string
    merged: Json<Record<string, unknown>>
    actor: Json<Actor>
    at: Defaulted<Date>
    undone_at: Date | null
  }
  contact_distinct: { workspace_id: string; contact_id: string; other_id: string }
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
  event: {
    workspace_id: string
    /** bigint: a string on the wire. */
    sequence: ColumnType<string, number, never>
    type: string
    subject_id: string
    actor: Json<{ type: 'member' | 'contact' | 'system'; id: string | null }>
    data: Json<Record<string, unknown>>
    at: Date
  }
  job_worker: { id: string; seen_at: Defaulted<Date> }
  idempotent_answer: {
    workspace_id: string
    member_id: string
    key: string
    request_hash: Buffer
    status: number | null
    body: Buffer | null
    created_at: CreatedAt
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

type MessageStateColumn =
  | 'received'
  | 'pending'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'read'
  | 'played'
  | 'failed'
  | 'unknown'

export type LastMessage = { text: string; kind: string; authorType: 'contact' | 'member' | 'system'; at: string }
