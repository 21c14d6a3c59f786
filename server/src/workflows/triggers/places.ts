import type { ChannelType, Event } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Db, Tx } from '../../db/database.ts'

/** Where a run would go on. */
export type Place = Readonly<{
  conversationId: string
  contactId: string
  channel: Readonly<{ id: string; type: ChannelType }>
  /** Since when it is closed; null: it is not. */
  closedAt: Date | null
}>

type Row = Readonly<{
  id: string
  contact_id: string
  channel_id: string
  channel_type: ChannelType
  closed_at: Date | null
}>

/** The conversations, by their ids. */
export async function loadPlaces(
  db: Db | Tx,
  workspaceId: string,
  conversationIds: readonly string[],
): Promise<ReadonlyMap<string, Place>> {
  if (conversationIds.length === 0) return new Map()
  const { rows } = await sql<Row>`/* workflow.load-places */
    SELECT c.id, c.contact_id, c.channel_id, c.closed_at, h.type AS channel_type FROM conversation c
    JOIN channel h ON h.workspace_id = c.workspace_id AND h.id = c.channel_id
    WHERE c.workspace_id = ${workspaceId} AND c.id = ANY (${conversationIds}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, toPlace(row)]))
}

/** The contacts' conversations in which what concerns them is done: an open one rather than the last. By contact. */
export async function loadPlacesOf(
  db: Db | Tx,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<ReadonlyMap<string, Place>> {
  if (contactIds.length === 0) return new Map()
  const { rows } = await sql<Row>`/* workflow.load-places-of */
    SELECT c.id, c.contact_id, c.channel_id, c.closed_at, h.type AS channel_type
    FROM unnest(${contactIds}::uuid[]) AS w (contact_id)
    CROSS JOIN LATERAL (SELECT c.* FROM conversation c
      WHERE c.workspace_id = ${workspaceId} AND c.contact_id = w.contact_id
      ORDER BY c.status = 'closed', c.last_activity_at DESC, c.id DESC LIMIT 1) AS c
    JOIN channel h ON h.workspace_id = c.workspace_id AND h.id = c.channel_id`.execute(db)
  return new Map(rows.map((row) => [row.contact_id, toPlace(row)]))
}

/** Of these conversations those whose contact had none before. */
export async function findFirstOnes(
  tx: Tx,
  workspaceId: string,
  conversationIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (conversationIds.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`/* workflow.find-first-ones */
    SELECT c.id FROM conversation c WHERE c.workspace_id = ${workspaceId} AND c.id = ANY (${conversationIds}::uuid[])
      AND NOT EXISTS (SELECT FROM conversation o WHERE o.workspace_id = c.workspace_id
        AND o.contact_id = c.contact_id AND (o.created_at, o.id) < (c.created_at, c.id))`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/** Of these messages those before which nothing came from the contact that day, in the workspace's time zone. */
export async function findFirstOfDay(
  tx: Tx,
  workspaceId: string,
  messages: readonly Readonly<{ id: string; conversationId: string }>[],
): Promise<ReadonlySet<string>> {
  if (messages.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`/* workflow.find-first-of-day */
    WITH came AS (
      SELECT w.id, c.contact_id, date_trunc('day', m.created_at AT TIME ZONE z.zone) AT TIME ZONE z.zone AS day
      FROM unnest(${messages.map(({ id }) => id)}::uuid[], ${messages.map(({ conversationId }) => conversationId)}::uuid[])
        AS w (id, conversation_id)
      JOIN conversation c ON c.workspace_id = ${workspaceId} AND c.id = w.conversation_id
      JOIN message m ON m.workspace_id = ${workspaceId} AND m.id = w.id
      JOIN LATERAL (SELECT coalesce(hours ->> 'timeZone', 'UTC') AS zone FROM workspace
        WHERE id = ${workspaceId}) AS z ON true)
    SELECT came.id FROM came WHERE NOT EXISTS (
      SELECT FROM conversation o JOIN message m ON m.workspace_id = o.workspace_id AND m.conversation_id = o.id
      WHERE o.workspace_id = ${workspaceId} AND o.contact_id = came.contact_id AND o.last_activity_at >= came.day
        AND m.author_type = 'contact' AND NOT m.is_note AND NOT m.is_automatic
        AND m.id < came.id AND m.created_at >= came.day)`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/** The conversation that an event is of; null where it is of a contact, or of something else. */
export function conversationOf(event: Event): string | null {
  switch (event.type) {
    case 'conversation.opened':
    case 'conversation.reopened':
    case 'conversation.closed':
    case 'conversation.assigned':
    case 'conversation.unassigned':
    case 'conversation.moved':
      return event.subjectId
    case 'message.created':
      return event.data.message.conversationId
    case 'rating.given':
      return event.data.rating.conversationId
    default:
      return null
  }
}

function toPlace({ id, contact_id, channel_id, channel_type, closed_at }: Row): Place {
  return {
    conversationId: id,
    contactId: contact_id,
    channel: { id: channel_id, type: channel_type },
    closedAt: closed_at,
  }
}
