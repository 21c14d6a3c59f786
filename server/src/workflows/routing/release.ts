/**
 * A conversation that a workflow is to route has no team until it does. Whatever becomes of the workflow, it gets one:
 * its channel's, or else the workspace's, as if there had been none.
 */
import type { Actor } from '@fairlead/sdk'
import { sql } from 'kysely'
import { type ConversationRow, changeConversation, lockConversation } from '../../conversations/change.ts'
import type { Tx } from '../../db/database.ts'

const system: Actor = { type: 'system', id: null }

/** Where no workflow routes it any more, it goes where it would have gone without. Answers whether it went. */
export async function releaseRouting(
  tx: Tx,
  { workspaceId, id }: Readonly<{ workspaceId: string; id: string }>,
): Promise<boolean> {
  const row = await lockConversation(tx, workspaceId, id)
  if (row.routing_since === null || (await isBeingRouted(tx, row))) return false

  const released = await endRouting(tx, row)
  return released.team_id !== row.team_id
}

/** The same, whoever may be routing it: a person takes over. The caller holds it. Answers how it stands then. */
export async function endRouting(tx: Tx, row: ConversationRow): Promise<ConversationRow> {
  if (row.routing_since === null) return row

  const teamId = row.team_id ?? (await usualTeamOf(tx, row))
  if (teamId === row.team_id) {
    await tx
      .updateTable('conversation')
      .set({ routing_since: null })
      .where('workspace_id', '=', row.workspace_id)
      .where('id', '=', row.id)
      .execute()
  } else {
    await changeConversation(
      tx,
      row,
      { team_id: teamId, routing_since: null, queued_at: sql<Date>`clock_timestamp()`, queued_reason: null },
      { type: 'conversation.moved', actor: system, extra: { teamId, fromTeamId: row.team_id, by: 'workflow' } },
    )
  }
  return { ...row, team_id: teamId, routing_since: null }
}

/** The channel's team, else the workspace's, of those that exist and go on to; null where there is none. */
export async function usualTeamOf(
  tx: Tx,
  { workspace_id: workspaceId, channel_id: channelId }: Pick<ConversationRow, 'workspace_id' | 'channel_id'>,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    SELECT t.id FROM channel h JOIN workspace w ON w.id = h.workspace_id
    JOIN team t ON t.workspace_id = h.workspace_id AND t.id IN (h.team_id, w.default_team_id) AND t.deleted_at IS NULL
    WHERE h.workspace_id = ${workspaceId} AND h.id = ${channelId}
    ORDER BY t.id IS NOT DISTINCT FROM h.team_id DESC LIMIT 1 FOR KEY SHARE OF t`.execute(tx)
  return rows[0]?.id ?? null
}

async function isBeingRouted(tx: Tx, { workspace_id: workspaceId, id }: ConversationRow): Promise<boolean> {
  const run = await tx
    .selectFrom('workflow_run')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', id)
    .where('is_routing', '=', true)
    .where('status', 'in', ['running', 'waiting'])
    .limit(1)
    .executeTakeFirst()
  return run !== undefined
}
