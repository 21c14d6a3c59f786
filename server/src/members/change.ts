import { isDeepStrictEqual } from 'node:util'
import type { Hours, Member, patchMember, Role } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { z } from 'zod'
import { holdForChange } from '../assignment/lock.ts'
import { releaseConversationsOf } from '../conversations/release.ts'
import { append, type Tx } from '../db/database.ts'
import { AppError, found } from '../errors.ts'
import { requireValidHours } from '../hours/check.ts'
import { requireSkills } from '../skills/queries.ts'
import { type MemberRow, presentMember } from './present.ts'

type MemberChange = z.output<(typeof patchMember)['body']>
type Changer = Readonly<{ id: string; role: Role }>

/** Changes a member. One who is deactivated loses every way in, and what they hold goes back to the queue. */
export async function changeMember(
  tx: Tx,
  { workspaceId, id, by, given }: { workspaceId: string; id: string; by: Changer; given: MemberChange },
): Promise<Member> {
  await holdForChange(tx, workspaceId)
  const skillIds = given.skillIds && [...new Set(given.skillIds)]
  if (skillIds) await requireSkills(tx, workspaceId, skillIds)
  if (given.hours) requireValidHours(given.hours)
  const rows = await lockWithOwners(tx, workspaceId, id)
  const row = found(rows.find((candidate) => candidate.id === id))
  requireAllowed(row, given, by)
  if (endsOwnership(row, given) && !rows.some((other) => other.id !== id && isActiveOwner(other))) {
    throw new AppError('last_owner')
  }

  const isDeactivated = given.isDeactivated ?? row.deactivated_at !== null
  const after = await tx
    .updateTable('member')
    .set({
      name: given.name ?? row.name,
      role: given.role ?? row.role,
      agent_limit: given.agentLimit === undefined ? row.agent_limit : given.agentLimit,
      is_excluded: given.isExcluded ?? row.is_excluded,
      skill_ids: skillIds ?? row.skill_ids,
      hours: toJson(given.hours === undefined ? row.hours : given.hours),
      deactivated_at: isDeactivated ? sql`coalesce(deactivated_at, now())` : null,
      ...(isDeactivated ? { presence: 'offline' as const } : {}),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

  const member = presentMember(after)
  const actor = { type: 'member' as const, id: by.id }
  if (!isDeepStrictEqual(presentMember(row), member)) {
    append(tx, { workspaceId, type: 'member.changed', subjectId: id, actor, data: { member } })
  }
  if (after.presence !== row.presence) {
    append(tx, { workspaceId, type: 'member.presence_changed', subjectId: id, actor, data: { member } })
  }
  if (isDeactivated && row.deactivated_at === null) {
    await shutOut(tx, after)
    await releaseConversationsOf(tx, { workspaceId, memberId: id, actor, by: 'deactivated' })
  }
  return member
}

function toJson(hours: Hours | null): string | null {
  return hours && JSON.stringify(hours)
}

// With the owners, since two who step down at once must not both believe that the other stays.
async function lockWithOwners(tx: Tx, workspaceId: string, id: string): Promise<MemberRow[]> {
  return await tx
    .selectFrom('member')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb.or([eb('id', '=', id), eb('role', '=', 'owner')]))
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}

function requireAllowed(row: MemberRow, given: MemberChange, by: Changer): void {
  if ((row.role === 'owner' || given.role === 'owner') && by.role !== 'owner') {
    throw new AppError('forbidden', { detail: 'Only an owner changes owners and makes them. Ask one.' })
  }
  if (given.isDeactivated === true && row.id === by.id) throw new AppError('self_deactivation')
}

function endsOwnership(row: MemberRow, given: MemberChange): boolean {
  const isDemoted = given.role !== undefined && given.role !== 'owner'
  return isActiveOwner(row) && (isDemoted || given.isDeactivated === true)
}

function isActiveOwner({ role, deactivated_at }: MemberRow): boolean {
  return role === 'owner' && deactivated_at === null
}

async function shutOut(tx: Tx, { workspace_id: workspaceId, id, person_id: personId }: MemberRow): Promise<void> {
  await tx.deleteFrom('presence_lease').where('workspace_id', '=', workspaceId).where('member_id', '=', id).execute()
  await tx.deleteFrom('api_key').where('workspace_id', '=', workspaceId).where('member_id', '=', id).execute()
  // Somebody who is active in another workspace goes on there.
  await sql`
    DELETE FROM session WHERE person_id = ${personId}
      AND NOT EXISTS (SELECT FROM member WHERE person_id = ${personId} AND deactivated_at IS NULL)`.execute(tx)
}
