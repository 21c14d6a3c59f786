import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { Current } from './open.ts'
import type { ConversationState } from './present.ts'

/** Answers the numbers they were given, by their ids. */
export async function insertConversations(
  tx: Tx,
  opened: readonly Pick<Current, 'state' | 'isRouted' | 'address' | 'thread'>[],
): Promise<Map<string, string>> {
  if (opened.length === 0) return new Map()
  const rows = opened.map(({ state, isRouted, address, thread }) => ({
    ...{ ...changing(state), ...fixed(state), address, thread },
    routing_since: isRouted ? state.created_at : null,
  }))
  const { rows: numbers } = await sql<{ id: string; number: string }>`/* conversation.insert */
    INSERT INTO conversation (workspace_id, id, channel_id, contact_id, team_id, status, closed_at, priority, address,
      thread, subject, created_at, queued_at, last_message, last_activity_at, waiting_since, queued_since, queue_order, last_message_at,
      last_contact_message_at, unread_count, routing_since)
    SELECT workspace_id, id, channel_id, contact_id, team_id, status, closed_at, priority, address,
      thread, subject, created_at, created_at, last_message, last_activity_at, waiting_since, queued_since, queue_order, last_message_at,
      last_contact_message_at, unread_count, routing_since
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS c (workspace_id uuid, id uuid, channel_id uuid,
      contact_id uuid, team_id uuid, status text, closed_at timestamptz, priority text, address text,
      thread text, subject text, created_at timestamptz, last_message jsonb, last_activity_at timestamptz, waiting_since timestamptz,
      queued_since timestamptz, queue_order timestamptz, last_message_at timestamptz,
      last_contact_message_at timestamptz, unread_count int, routing_since timestamptz)
    RETURNING id, number`.execute(tx)
  return new Map(numbers.map(({ id, number }) => [id, number]))
}

export async function updateConversations(tx: Tx, states: readonly ConversationState[]): Promise<void> {
  if (states.length === 0) return
  await sql`/* conversation.update */
    UPDATE conversation AS c SET last_message = u.last_message, last_activity_at = u.last_activity_at,
      waiting_since = u.waiting_since, queued_since = u.queued_since, queue_order = u.queue_order,
      last_message_at = u.last_message_at, last_contact_message_at = u.last_contact_message_at,
      unread_count = u.unread_count, tried = u.tried, escalated_at = u.escalated_at, undelivered = u.undelivered
    FROM json_to_recordset(${JSON.stringify(states.map(changing))}::json) AS u (workspace_id uuid, id uuid,
      last_message jsonb, last_activity_at timestamptz, waiting_since timestamptz, queued_since timestamptz,
      queue_order timestamptz, last_message_at timestamptz, last_contact_message_at timestamptz, unread_count int,
      tried uuid[], escalated_at timestamptz, undelivered jsonb)
    WHERE c.workspace_id = u.workspace_id AND c.id = u.id`.execute(tx)
}

function changing(state: ConversationState) {
  const { workspace_id, id, last_message, last_activity_at, waiting_since, queued_since, queue_order } = state
  const { last_message_at, last_contact_message_at, unread_count, tried, escalated_at, undelivered } = state
  return {
    ...{ workspace_id, id, last_message, last_activity_at, waiting_since, queued_since, queue_order },
    ...{ last_message_at, last_contact_message_at, unread_count, tried, escalated_at, undelivered },
  }
}

function fixed({
  channel_id,
  contact_id,
  subject,
  team_id,
  status,
  closed_at,
  priority,
  created_at,
}: ConversationState) {
  return { channel_id, contact_id, subject, team_id, status, closed_at, priority, created_at }
}
