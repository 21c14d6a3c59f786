/** People outrank the engine: what they say is done, ends its timers, and over a limit it is said so. */
import type { Actor, Conversation } from '@fairlead/sdk'
import { lockConversation, requireOpen } from '../conversations/change.ts'
import { loadConversation } from '../conversations/present.ts'
import type { Tx } from '../db/database.ts'
import { AppError, found } from '../errors.ts'
import { requireTeams } from '../teams/queries.ts'
import { endRouting } from '../workflows/routing/release.ts'
import { type Assigned, give, moveTo, takeBack } from './hand-over.ts'
import { holdForChange } from './lock.ts'

export type Assignment = Readonly<{
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
): Promise<Assigned> {
  await holdForChange(tx, workspaceId)
  if (memberId) await lockActiveMember(tx, workspaceId, memberId)
  const row = await lockConversation(tx, workspaceId, id)
  requireOpen(row)

  const isMove = teamId !== undefined && teamId !== row.team_id
  const wanted = memberId === undefined && isMove ? null : memberId
  if (isMove) {
    if (teamId !== null) await requireTeams(tx, workspaceId, [teamId])
    const isKept = wanted !== null && wanted === row.assignee_id
    await moveTo(tx, row, teamId, { actor, by: 'manual', ...(isKept ? { more: { assigned_by: 'manual' } } : {}) })
  }
  if (wanted === undefined || wanted === row.assignee_id) {
    return { conversation: found(await loadConversation(tx, workspaceId, id)), warning: null }
  }
  const moved = isMove ? { ...row, team_id: teamId } : await endRouting(tx, row)
  if (wanted !== null) return give(tx, moved, wanted, { actor, by: 'manual' })
  const by = isMove ? 'transfer' : 'manual'
  return { conversation: await takeBack(tx, { ...moved, assignee_id: row.assignee_id! }, { actor, by }), warning: null }
}

/** Takes a waiting conversation. Of two at once one succeeds; the other hears by whom. */
export async function claimConversation(
  tx: Tx,
  { workspaceId, id, memberId }: { workspaceId: string; id: string; memberId: string },
): Promise<Conversation> {
  await holdForChange(tx, workspaceId)
  await lockActiveMember(tx, workspaceId, memberId)
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
  const actor = { type: 'member', id: memberId } as const
  const { conversation } = await give(tx, await endRouting(tx, row), memberId, { actor, by: 'claim' })
  return conversation
}

/** Before the conversation, as everywhere. */
export async function lockActiveMember(tx: Tx, workspaceId: string, memberId: string): Promise<void> {
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
