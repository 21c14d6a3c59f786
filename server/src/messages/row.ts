import { now } from '../db/clock.ts'
import type { Tx } from '../db/database.ts'
import { announceChange } from './announce.ts'
import { checkArrival } from './check-arrival.ts'

/** A message of ours as its delivery sees it. */
export type MessageRow = NonNullable<Awaited<ReturnType<typeof lockMessage>>>

export async function lockMessage(tx: Tx, workspaceId: string, id: string) {
  return tx
    .selectFrom('message')
    .select([
      'workspace_id',
      'id',
      'conversation_id',
      'channel_id',
      'author_type',
      'author_name',
      'client_id',
      'text',
      'content',
      'reply_to_id',
      'provider_id',
      'provider_data',
      'state',
      'error',
      'tries',
      'next_try_at',
      'sending_since',
    ])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

type MessageChange = Partial<{
  state: MessageRow['state']
  error: string | null
  content: string
  provider_id: string | null
  provider_data: string | null
  tries: number
  next_try_at: Date | null
  sending_since: Date
}>

export async function setState(
  tx: Tx,
  message: Pick<MessageRow, 'workspace_id' | 'id' | 'conversation_id' | 'state'>,
  set: MessageChange,
): Promise<void> {
  await tx
    .updateTable('message')
    .set(set)
    .where('workspace_id', '=', message.workspace_id)
    .where('id', '=', message.id)
    .execute()
  if (set.state !== undefined) await checkArrival(tx, message, set.state)
  await announceChange(tx, message, 'state', { type: 'system', id: null })
}

export function isLater(at: Date | null): boolean {
  return at !== null && at.getTime() > now()
}

/** Why a message failed, as it is stored. */
export function problem(code: string, detail: string): string {
  return JSON.stringify({ code, detail })
}
