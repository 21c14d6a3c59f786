/** People outrank the engine: what they say is done, ends its timers, and over a limit it is said so. */
import type { Actor, Conversation } from '@fairlead/sdk'
import { sql } from 'kysely'
import { type ConversationRow, changeConversation, lockConversation, requireOpen } from '../conversations/change.ts'
import { loadConversation } from '../conversations/present.ts'
import type { Tx } from '../db/database.ts'
import { AppError, found } from '../errors.ts'
import { removeJob } from '../jobs/add.ts'
import { requireTeams } from '../teams/queries.ts'
import { holdForChange } from './lock.ts'
import { takeTurnByHand } from './manual-turn.ts'
import { type Warning, warningFor } from './warning.ts'

export type Assignment = Readonly<{
  workspaceId: string
  id: string
  actor: Actor
  /** Absent: unchanged, except that a move to another team goes back to the queue. */
  memberId?: string | null | undefined
  teamId?: string | null | undefined
}>

export type Assigned = Readonly<{ conversation: Conversation; warning: Warning | null }>

/** Assigns, moves to a team, or takes back into the queue. */
export async function assignManually(
  tx: Tx,
  { workspaceId, id, actor, memberId, teamId }: Assignment,
): Promise<Assigned> {
  await holdForChange(tx, workspaceId)
  if (memberId) await lockMember(tx, workspaceId, memberId)
  const row = await lockConversation(tx, workspaceId, id)
  requireOpen(row)

  const isMove = teamId !== undefined && teamId !== row.team_id
  const wanted = memberId === undefined && isMove ? null : memberId
  if (isMove) await moveTo(tx, row, { teamId, actor, isKept: wanted !== null && wanted === row.assignee_id })
  if (wanted === undefined || wanted === row.assignee_id) {
    return { conversation: found(await loadConversation(tx, workspaceId, id)), warning: null }
  }
  if (wanted === null) {
    const conversation = await takeBack(tx, row, actor, isMove ? 'transfer' : 'manual')
    return { conversation, warning: null }
  }
  return give(tx, { ...row, team_id: isMove ? teamId : row.team_id }, wanted, actor, 'manual')
}

/** Takes a waiting conversation. Of two at once one succeeds; the other hears by whom. */
export async function claimConversation(
  tx: Tx,
  { workspaceId, id, memberId }: { workspaceId: string; id: string; memberId: string },
): Promise<Conversation> {
  await holdForChange(tx, workspaceId)
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

async function give(
  tx: Tx,
  row: ConversationRow,
  memberId: string,
  actor: Actor,
  by: 'manual' | 'claim',
): Promise<Assigned> {
  const warning = await warningFor(tx, row, memberId)
  await removeJob(tx, `answer:${row.id}`)
  const conversation = await changeConversation(
    tx,
    row,
    // Who is given a snoozed conversation should see it.
    {
      assignee_id: memberId,
      assigned_at: sql<Date>`clock_timestamp()`,
      assigned_by: by,
      last_agent_id: memberId,
      last_agent_at: sql<Date>`clock_timestamp()`,
      queued_reason: null,
      escalated_at: null,
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
  await takeTurnByHand(tx, row, memberId)
  return { conversation, warning }
}

// Nobody is the contact's previous agent from whom a person took it away.
async function takeBack(tx: Tx, row: ConversationRow, actor: Actor, by: 'manual' | 'transfer'): Promise<Conversation> {
  await removeJob(tx, `answer:${row.id}`)
  return changeConversation(
    tx,
    row,
    {
      assignee_id: null,
      assigned_at: null,
      assigned_by: null,
      last_agent_id: null,
      last_agent_at: null,
      queued_at: sql<Date>`clock_timestamp()`,
      queued_reason: null,
    },
    { type: 'conversation.unassigned', actor, extra: { fromAgentId: row.assignee_id!, by } },
  )
}

async function moveTo(
  tx: Tx,
  row: ConversationRow,
  { teamId, actor, isKept }: Readonly<{ teamId: string | null; actor: Actor; isKept: boolean }>,
): Promise<void> {
  if (teamId !== null) await requireTeams(tx, row.workspace_id, [teamId])
  await removeJob(tx, `answer:${row.id}`)
  await changeConversation(
    tx,
    row,
    {
      team_id: teamId,
      queued_at: sql<Date>`clock_timestamp()`,
      queued_reason: null,
      tried: sql<string[]>`'{}'`,
      overflowed_from: sql<string[]>`'{}'`,
      escalated_at: null,
      ...(isKept ? { assigned_by: 'manual' as const } : {}),
    },
    { type: 'conversation.moved', actor, extra: { teamId, fromTeamId: row.team_id, by: 'manual' } },
  )
}

// Before the conversation, as everywhere.
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
