import type { Actor, Invitation, postInvitation } from '@fairlead/sdk'
import { type Selectable, sql } from 'kysely'
import type { z } from 'zod'
import { normalizeEmail } from '../auth/people.ts'
import { makeToken } from '../auth/secrets.ts'
import { append, type Db, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import type { Tables } from '../db/schema.ts'
import { AppError, found } from '../errors.ts'
import { requireTeams } from '../teams/queries.ts'

type NewInvitation = z.output<(typeof postInvitation)['body']>

/** Those that wait for an answer, the newest first. */
export async function listInvitations(db: Db, workspaceId: string): Promise<Invitation[]> {
  const rows = await db
    .selectFrom('invitation')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('accepted_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(presentInvitation)
}

/**
 * Invites a person, and answers with the token of the link, of which only the hash is kept. Inviting somebody again
 * takes the earlier invitation back: its link was lost, or gave another role.
 */
export async function inviteMember(
  tx: Tx,
  { workspaceId, by, given }: { workspaceId: string; by: string; given: NewInvitation },
): Promise<{ invitation: Invitation; token: string }> {
  const email = normalizeEmail(given.email)
  const teamIds = [...new Set(given.teamIds)]
  const actor = { type: 'member' as const, id: by }
  await refuseMember(tx, workspaceId, email)
  await requireTeams(tx, workspaceId, teamIds)
  await takeBackEarlier(tx, { workspaceId, email, actor })

  const { token, hash } = makeToken('fli_')
  const row = await tx
    .insertInto('invitation')
    .values({
      workspace_id: workspaceId,
      id: newId(),
      email,
      role: given.role,
      team_ids: teamIds,
      token_hash: hash,
      invited_by: by,
      expires_at: sql`now() + interval '7 days'`,
    })
    .returningAll()
    .executeTakeFirstOrThrow()

  const invitation = presentInvitation(row)
  append(tx, { workspaceId, type: 'invitation.created', subjectId: invitation.id, actor, data: { invitation } })
  return { invitation, token }
}

export async function takeBackInvitation(
  tx: Tx,
  { workspaceId, id, actor }: { workspaceId: string; id: string; actor: Actor },
): Promise<void> {
  const row = found(
    await tx
      .selectFrom('invitation')
      .select('accepted_at')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst(),
  )
  if (row.accepted_at) throw new AppError('invitation_over')
  await tx.deleteFrom('invitation').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
  append(tx, { workspaceId, type: 'invitation.deleted', subjectId: id, actor, data: { id } })
}

async function refuseMember(tx: Tx, workspaceId: string, email: string): Promise<void> {
  const member = await tx
    .selectFrom('member as m')
    .innerJoin('person as p', 'p.id', 'm.person_id')
    .select('m.deactivated_at')
    .where('m.workspace_id', '=', workspaceId)
    .where('p.email', '=', email)
    .executeTakeFirst()
  if (member?.deactivated_at) {
    throw new AppError('already_member', {
      detail: 'A person with this e-mail is a member who was deactivated. Reactivate them instead.',
    })
  }
  if (member) throw new AppError('already_member')
}

async function takeBackEarlier(
  tx: Tx,
  { workspaceId, email, actor }: { workspaceId: string; email: string; actor: Actor },
): Promise<void> {
  const rows = await tx
    .deleteFrom('invitation')
    .where('workspace_id', '=', workspaceId)
    .where('email', '=', email)
    .where('accepted_at', 'is', null)
    .returning('id')
    .execute()
  for (const { id } of rows) {
    append(tx, { workspaceId, type: 'invitation.deleted', subjectId: id, actor, data: { id } })
  }
}

function presentInvitation(row: Selectable<Tables['invitation']>): Invitation {
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    teamIds: row.team_ids,
    expiresAt: row.expires_at.toISOString(),
    acceptedAt: row.accepted_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  }
}
