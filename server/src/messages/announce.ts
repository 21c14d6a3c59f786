import type { Actor, EventData } from '@fairlead/sdk'
import { append, type Tx } from '../db/database.ts'
import { found } from '../errors.ts'
import { loadMessage } from './present.ts'

/** Tells the log that a message is not as it was. The caller holds it, so that what is told later is the later state. */
export async function announceChange(
  tx: Tx,
  message: { workspace_id: string; id: string; conversation_id: string },
  what: EventData<'message.changed'>['what'],
  actor: Actor,
): Promise<void> {
  append(tx, {
    workspaceId: message.workspace_id,
    type: 'message.changed',
    subjectId: message.conversation_id,
    actor,
    data: { message: found(await loadMessage(tx, message.workspace_id, message.id)), what },
  })
}
