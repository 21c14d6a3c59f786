import type { ColumnType } from 'kysely'
import type { Counter, CreatedAt, Defaulted, Json } from './column.ts'

/** What happened, and what keeps many processes at one. */
export type LogTables = {
  event_sequence: { workspace_id: string; last: Counter; dropped: Counter }
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
