/** People outrank the engine: what they say is done, and over a limit it is said so. */
import type { Actor, Conversation } from '@fairlead/sdk'
import { sql } from 'kysely'
import { type ConversationRow, changeConversation, lockConversation, requireOpen } from '../conversations/change.ts'
import { loadConversation } from '../conversations/present.ts'
import type { Tx } from '../db/database.ts'
import { AppError, found } from '../errors.ts'
import { requireTeams } from '../teams/queries.ts'

type Warning = 'over_limit' | 'offline' | 'not_in_team'
type Assignment = Readonly<{
  workspaceId: string
  id: string
  actor: Actor
  /** Absent: unchanged, except that a move to another team goes back to the queue. */
  memberId?: string | null | undefined
  teamId?: string | null | undefined
}>

/** Assigns, moves to a team, or takes back into the queue. */
export async function assignManually(
  tx: Tx,
  { workspaceId, id, actor, memberId, teamId }: Assignment,
): Promise<{ conversation: Conversation; warning: Warning | null }> {
  if (memberId) await lockMember(tx, workspaceId, memberId)
  const row = await lockConversation(tx, workspaceId, id)
  requireOpen(row)

  const isMove = teamId !== undefined && teamId !== row.team_id
  if (isMove) await moveTo(tx, row, teamId, actor)
  const wanted = memberId === undefined && isMove ? null : memberId
  if (wanted === undefined || wanted === row.assignee_id) {
    return { conversation: found(await loadConversation(tx, workspaceId, id)), warning: null }
  }
  if (wanted === null) {
    const conversation = await changeConversation(
      tx,
      row,
      { assignee_id: null, assigned_at: null },
      {
        type: 'conversation.unassigned',
        actor,
        extra: { fromAgentId: row.assignee_id!, by: isMove ? 'transfer' : 'manual' },
      },
    )
    return { conversation, warning: null }
  }
  return give(tx, { ...row, team_id: isMove ? teamId : row.team_id }, wanted, actor, 'manual')
}

/** Takes a waiting conversation. Of two at once one succeeds; the other hears by whom. */
export async function claimConversation(
  tx: Tx,
  { workspaceId, id, memberId }: { workspaceId: string; id: string; memberId: string },
): Promise<Conversation> {
  await lockMember(tx, workspaceId, memberId)
  const row = await lockConversation(tx, workspaceId, id)
  requireOpen(row)
  if (row.assignee_id === memberId) return found(await loadConversation(tx, workspaceId, id))
  if (row.assignee_id !== null) {
    const holder = await tx
      .selectFrom('member')
      .select('name')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', row.assignee_id)
      .executeTakeFirst()
    throw new AppError('already_assigned', {
      detail: `${holder?.name ?? 'Somebody else'} has this conversation already.`,
      data: { memberId: row.assignee_id, memberName: holder?.name ?? null },
    })
  }
  const { conversation } = await give(tx, row, memberId, { type: 'member', id: memberId }, 'claim')
  return conversation
}

async function give(tx: Tx, row: ConversationRow, memberId: string, actor: Actor, by: 'manual' | 'claim') {
  const warning = await warningFor(tx, row, memberId)
  const conversation = await changeConversation(
    tx,
    row,
    // Who is given a snoozed conversation should see it.
    {
      assignee_id: memberId,
      assigned_at: sql<Date>`clock_timestamp()`,
      queued_reason: null,
      status: 'open',
      snoozed_until: null,
    },
    {
      type: 'conversation.assigned',
      actor,
      extra: {
        agentId: memberId,
        fromAgentId: row.assignee_id,
        by,
        sentence: null,
        isOverLimit: warning === 'over_limit',
      },
    },
  )
  return { conversation, warning }
}

async function moveTo(tx: Tx, row: ConversationRow, teamId: string | null, actor: Actor): Promise<void> {
  if (teamId !== null) await requireTeams(tx, row.workspace_id, [teamId])
  await changeConversation(
    tx,
    row,
    { team_id: teamId, queued_reason: null },
    { type: 'conversation.moved', actor, extra: { teamId, fromTeamId: row.team_id } },
  )
}

// Before the conversation, as everywhere: the engine holds members while it looks for conversations.
async function lockMember(tx: Tx, workspaceId: string, memberId: string): Promise<void> {
  const member = await tx
    .selectFrom('member')
    .select('deactivated_at')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', memberId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!member) throw new AppError('unknown_reference', { detail: 'memberId: there is no such member.' })
  if (member.deactivated_at) throw new AppError('member_deactivated')
}

async function warningFor(tx: Tx, row: ConversationRow, memberId: string): Promise<Warning | null> {
  const { rows } = await sql<{ is_over: boolean; is_offline: boolean; is_outside: boolean }>`
    SELECT
      coalesce(count(c.id) >= coalesce(m.agent_limit, w.agent_limit), false)
        OR coalesce(count(c.id) FILTER (WHERE c.team_id = t.id) >= (p.settings ->> 'agentLimit')::int, false) AS is_over,
      m.presence = 'offline' AS is_offline,
      t.id IS NOT NULL AND NOT EXISTS (SELECT FROM team_member tm
        WHERE tm.workspace_id = m.workspace_id AND tm.team_id = t.id AND tm.member_id = m.id) AS is_outside
    FROM member m
    JOIN workspace w ON w.id = m.workspace_id
    LEFT JOIN team t ON t.workspace_id = m.workspace_id AND t.id = ${row.team_id}
    LEFT JOIN policy p ON p.workspace_id = t.workspace_id AND p.team_id = t.id AND p.version = t.policy_version
    LEFT JOIN conversation c ON c.workspace_id = m.workspace_id AND c.assignee_id = m.id AND c.status = 'open'
      AND c.id <> ${row.id}
    WHERE m.workspace_id = ${row.workspace_id} AND m.id = ${memberId}
    GROUP BY m.workspace_id, m.id, w.id, t.workspace_id, t.id, p.settings`.execute(tx)
  const { is_over, is_offline, is_outside } = rows[0]!
  if (is_over) return 'over_limit'
  if (is_offline) return 'offline'
  return is_outside ? 'not_in_team' : null
}
