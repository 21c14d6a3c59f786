import type { Actor } from '@fairlead/sdk'
import { append, type Tx } from '../db/database.ts'
import { presentChannel } from './present.ts'

type Row = Parameters<typeof presentChannel>[0]

/** Appends that a channel is as the row says now. */
export function announceChannel(tx: Tx, row: Row, actor: Actor = { type: 'system', id: null }): void {
  append(tx, {
    workspaceId: row.workspace_id,
    type: 'channel.changed',
    subjectId: row.id,
    actor,
    data: { channel: presentChannel(row, null) },
  })
}
