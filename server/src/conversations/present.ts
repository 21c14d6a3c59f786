import type { ChannelType, Conversation } from '@fairlead/sdk'
import { channels } from '../channels/list.ts'
import type { Db, Tx } from '../db/database.ts'

/** Conversations as the contract shows them, in the order of the ids given. */
export async function loadConversations(
  db: Db | Tx,
  workspaceId: string,
  ids: readonly string[],
): Promise<Conversation[]> {
  if (ids.length === 0) return []
  const rows = await selectConversations(db)
    .where('c.workspace_id', '=', workspaceId)
    .where('c.id', 'in', ids)
    .execute()
  const byId = new Map(rows.map((row) => [row.id, presentConversation(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

export async function loadConversation(db: Db | Tx, workspaceId: string, id: string): Promise<Conversation | null> {
  const [conversation] = await loadConversations(db, workspaceId, [id])
  return conversation ?? null
}

export async function loadByNumber(db: Db, workspaceId: string, number: number): Promise<Conversation | null> {
  const row = await selectConversations(db)
    .where('c.workspace_id', '=', workspaceId)
    .where('c.number', '=', String(number))
    .executeTakeFirst()
  return row ? presentConversation(row) : null
}

export function selectConversations(db: Db | Tx) {
  return db
    .selectFrom('conversation as c')
    .innerJoin('contact as k', (join) =>
      join.onRef('k.workspace_id', '=', 'c.workspace_id').onRef('k.id', '=', 'c.contact_id'),
    )
    .innerJoin('channel as h', (join) =>
      join.onRef('h.workspace_id', '=', 'c.workspace_id').onRef('h.id', '=', 'c.channel_id'),
    )
    .selectAll('c')
    .select(['k.name as contact_name', 'h.type as channel_type'])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectConversations>['execute']>>[number]

/** As much of a conversation as is shown, and as messages change. */
export type ConversationState = Pick<
  Row,
  | 'workspace_id'
  | 'id'
  | 'number'
  | 'channel_id'
  | 'channel_type'
  | 'contact_id'
  | 'contact_name'
  | 'team_id'
  | 'assignee_id'
  | 'assigned_at'
  | 'assigned_by'
  | 'status'
  | 'priority'
  | 'is_priority_manual'
  | 'tags'
  | 'skill_ids'
  | 'tried'
  | 'waiting_since'
  | 'queued_since'
  | 'queue_order'
  | 'escalated_at'
  | 'unread_count'
  | 'last_message'
  | 'last_message_at'
  | 'last_contact_message_at'
  | 'snoozed_until'
  | 'created_at'
  | 'closed_at'
  | 'last_activity_at'
  | 'subject'
  | 'fields'
  | 'closing_category_id'
  | 'closing_summary'
  | 'undelivered'
>

export function presentConversation(row: ConversationState): Conversation {
  return {
    id: row.id,
    number: Number(row.number),
    channelId: row.channel_id,
    channelType: row.channel_type,
    contact: { id: row.contact_id, name: row.contact_name },
    teamId: row.team_id,
    assigneeId: row.assignee_id,
    assignedAt: row.assigned_at?.toISOString() ?? null,
    assignedBy: row.assigned_by,
    status: row.status,
    priority: row.priority,
    tags: row.tags,
    skillIds: row.skill_ids,
    waitingSince: row.waiting_since?.toISOString() ?? null,
    queuedSince: row.queued_since.toISOString(),
    escalatedAt: row.escalated_at?.toISOString() ?? null,
    unreadCount: row.unread_count,
    lastMessage: row.last_message,
    undelivered: row.undelivered ?? [],
    windowEndsAt: windowEnd(row.channel_type, row.last_contact_message_at)?.toISOString() ?? null,
    humanWindowEndsAt: humanWindowEnd(row.channel_type, row.last_contact_message_at)?.toISOString() ?? null,
    subject: row.subject,
    fields: row.fields ?? {},
    closing: closingOf(row),
    snoozedUntil: row.snoozed_until?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    lastActivityAt: row.last_activity_at.toISOString(),
  }
}

function closingOf({ closing_category_id: categoryId, closing_summary: summary }: ConversationState) {
  return categoryId === null && summary === null ? null : { categoryId, summary: summary ?? '' }
}

/** Until when free-form messages may be sent; null when the channel has no window. Never opened: long ago. */
export function windowEnd(channelType: ChannelType, lastContactMessageAt: Date | null): Date | null {
  const { window } = channels[channelType].capabilities
  return window && hoursAfter(lastContactMessageAt, window.hours)
}

/** Until when members may write all the same; null where that is no longer than for everybody. */
export function humanWindowEnd(channelType: ChannelType, lastContactMessageAt: Date | null): Date | null {
  const { window } = channels[channelType].capabilities
  return window?.humanHours ? hoursAfter(lastContactMessageAt, window.humanHours) : null
}

function hoursAfter(at: Date | null, hours: number): Date {
  return at === null ? new Date(0) : new Date(at.getTime() + hours * 3_600_000)
}
