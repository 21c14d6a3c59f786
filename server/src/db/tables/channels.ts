import type { ChannelType, Template } from '@fairlead/sdk'
import type { ColumnType } from 'kysely'
import type { CreatedAt, Defaulted, Json, NullableJson } from './column.ts'

/** Where messages come from and go to. */
export type ChannelTables = {
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
  channel_health: {
    workspace_id: string
    channel_id: string
    last_in_at: Date | null
    last_out_at: Date | null
    last_error: NullableJson<{ code: string; detail: string }>
    last_error_at: Date | null
  }
  template: {
    workspace_id: string
    channel_id: string
    name: string
    language: string
    provider_id: string | null
    status: string
    reason: string | null
    category: string
    quality: string | null
    content: Json<TemplateContent>
    told_at: Date | null
    last_used_at: Date | null
  }
  template_sync: {
    workspace_id: string
    channel_id: string
    tried_at: Date | null
    synced_at: Date | null
    error: NullableJson<{ code: string; detail: string }>
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
}

type TemplateContent = Pick<Template, 'parameterFormat' | 'header' | 'body' | 'footer' | 'buttons'>
