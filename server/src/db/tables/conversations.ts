import type { Actor, Attachment, Contact, Conversation, MessageContent } from '@fairlead/sdk'
import type { ColumnType, Generated } from 'kysely'
import type { AssignmentWish } from '../decision-columns.ts'
import type { Counter, CreatedAt, Defaulted, Json, NullableJson, NullableNumber } from './column.ts'

/** Contacts, and what was said with them. */
export type ConversationTables = {
  contact: {
    workspace_id: string
    id: string
    name: string
    email: string | null
    phone: string | null
    locale: string | null
    fields: Json<Contact['fields']>
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
    routing_since: Defaulted<Date | null>
    assignment_wish: NullableJson<AssignmentWish>
    skill_ids: Defaulted<string[]>
    overflowed_from: Defaulted<string[]>
    assigned_at: Date | null
    assigned_by: 'engine' | 'manual' | 'claim' | 'workflow' | null
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
    fields: NullableJson<Conversation['fields']>
    closing_category_id: string | null
    closing_summary: string | null
    undelivered: NullableJson<Conversation['undelivered']>
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
    mention_ids: Defaulted<string[]>
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
    width: NullableNumber
    height: NullableNumber
    error: ColumnType<Attachment['error'] | null, string | null | undefined, string | null>
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
  mail: {
    workspace_id: string
    message_id: string
    copy_channel_id: string | null
    subject: Defaulted<string>
    html: string | null
    text: Defaulted<string>
    headers: ColumnType<Record<string, string>, string | undefined, string>
  }
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
