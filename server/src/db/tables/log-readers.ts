import type { ColumnType } from 'kysely'
import type { Counter, CreatedAt, Defaulted } from './column.ts'

/** Who reads the log to do something about it, and what is told to other systems. */
export type LogReaderTables = {
  log_cursor: {
    workspace_id: string
    reader: string
    /** bigint: a string on the wire. */
    sequence: ColumnType<string, number, number>
  }
  webhook: {
    workspace_id: string
    id: string
    name: string
    url: string
    secret: Buffer
    event_types: Defaulted<string[]>
    is_active: Defaulted<boolean>
    failing_since: Date | null
    created_by: string | null
    created_at: CreatedAt
  }
  webhook_delivery: {
    workspace_id: string
    id: string
    webhook_id: string
    /** bigint: a string on the wire. */
    sequence: ColumnType<string, number, never>
    type: string
    state: Defaulted<'pending' | 'delivered' | 'failed'>
    tries: Counter
    next_try_at: Date | null
    status: number | null
    answer: string | null
    ms: number | null
    created_at: CreatedAt
    done_at: Date | null
  }
}
