import type { Field, Filter, Macro, Preferences, ScheduledMessage } from '@fairlead/sdk'
import type { ColumnType } from 'kysely'
import type { Counter, CreatedAt, Defaulted, Json, NullableJson } from './column.ts'

/** What the app keeps for members beside conversations themselves. */
export type InboxTables = {
  saved_view: {
    workspace_id: string
    id: string
    owner_id: string | null
    name: string
    filter: Json<Filter>
    sort: 'queue' | 'activity' | 'oldest'
    position: Counter
    created_at: CreatedAt
  }
  message_search: { workspace_id: string; message_id: string; conversation_id: string; grams: string }
  contact_search: { workspace_id: string; contact_id: string; grams: string }
  draft: {
    workspace_id: string
    member_id: string
    conversation_id: string
    data: Json<Record<string, unknown>>
    version: Defaulted<number>
    updated_at: Defaulted<Date>
  }
  snippet: {
    workspace_id: string
    id: string
    owner_id: string | null
    team_id: string | null
    shortcut: string
    name: string
    text: string
    created_at: CreatedAt
  }
  scheduled_message: {
    workspace_id: string
    id: string
    conversation_id: string
    member_id: string
    body: Json<ScheduledMessage['body']>
    due_at: Date
    error: NullableJson<{ code: string; detail: string }>
    created_at: CreatedAt
  }
  mention: {
    workspace_id: string
    member_id: string
    message_id: string
    conversation_id: string
    at: Date
    seen_at: Date | null
  }
  field: {
    workspace_id: string
    id: string
    subject: Field['subject']
    key: string
    name: string
    type: Field['type']
    options: ColumnType<string[], string | undefined, string>
    position: Counter
    created_at: CreatedAt
  }
  closing_category: {
    workspace_id: string
    id: string
    name: string
    position: Counter
    created_at: CreatedAt
    deleted_at: Date | null
  }
  macro: {
    workspace_id: string
    id: string
    owner_id: string | null
    name: string
    steps: Json<Macro['steps']>
    position: Counter
    created_at: CreatedAt
  }
  tag: {
    workspace_id: string
    name: string
    color: Defaulted<string>
    description: Defaulted<string>
    created_at: CreatedAt
  }
  contact_note: {
    workspace_id: string
    id: string
    contact_id: string
    member_id: string
    text: string
    at: Defaulted<Date>
    edited_at: Date | null
  }
  preference: { workspace_id: string; member_id: string; data: Json<Preferences> }
  push_subscription: {
    workspace_id: string
    id: string
    member_id: string
    endpoint: string
    p256dh: string
    auth: string
    device: Defaulted<string>
    created_at: CreatedAt
  }
  conversation_viewer: {
    workspace_id: string
    conversation_id: string
    member_id: string
    is_typing: Defaulted<boolean>
    until: Date
  }
}
