import type { Role } from '@fairlead/sdk'
import { sql } from 'kysely'
import { hasPassword, makePerson, type People } from '../auth/people.ts'
import { hashToken } from '../auth/secrets.ts'
import { append, type Db, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { AppError, found } from '../errors.ts'
import { loadTeam, lockTeams } from '../teams/queries.ts'
import { insertTeamMembers } from '../teams/set-members.ts'
import { presentMember } from './present.ts'

type InvitationView = Readonly<{ workspaceName: string; email: string; role: Role; hasPassword: boolean }>

/** What an invited person sees before accepting. */
export async function viewInvitation(db: Db, token: string): Promise<InvitationView> {
  const row = await selectByToken(db, token)
    .innerJoin('workspace as w', 'w.id', 'i.workspace_id')
    .select((eb) => [
      'w.name as workspace_name',
      eb
        .exists(
          eb
            .selectFrom('person as p')
            .innerJoin('credential as c', 'c.person_id', 'p.id')
            .whereRef('p.email', '=', 'i.email')
            .where('c.password', 'is not', null),
        )
        .as('has_password'),
    ])
    .executeTakeFirst()
  const invitation = requireOpen(row)
  return {
    workspaceName: invitation.workspace_name,
    email: invitation.email,
    role: invitation.role,
    hasPassword: Boolean(invitation.has_password),
  }
}

/** Makes a member of whoever holds the token: a new person with the password, or a known one who proves theirs. */
export async function acceptInvitation(
  tx: Tx,
  people: People,
  { token, name, password }: { token: string; name: string; password: string },
): Promise<{ workspaceId: string; memberId: string }> {
  const invitation = requireOpen(await selectByToken(tx, token).forNoKeyUpdate('i').executeTakeFirst())
  const { workspace_id: workspaceId, email } = invitation
  const person = await findOrMakePerson(tx, people, { name, email, password })

  const id = newId()
  const row = await tx
    .insertInto('member')
    .values({ workspace_id: workspaceId, id, person_id: person.id, name, email, role: invitation.role })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'person_id']).doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new AppError('already_member')
  const actor = { type: 'member' as const, id }
  append(tx, { workspaceId, type: 'member.created', subjectId: id, actor, data: { member: presentMember(row) } })

  await tx
    .updateTable('invitation')
    .set({ accepted_at: sql`now()` })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', invitation.id)
    .execute()
  append(tx, {
    workspaceId,
    type: 'invitation.accepted',
    subjectId: invitation.id,
    actor,
    data: { id: invitation.id, memberId: id },
  })

  // A team may have been deleted since.
  for (const teamId of await lockTeams(tx, workspaceId, invitation.team_ids)) {
    await insertTeamMembers(tx, { workspaceId, teamId, memberIds: [id] })
    const team = found(await loadTeam(tx, workspaceId, teamId))
    append(tx, { workspaceId, type: 'team.changed', subjectId: teamId, actor, data: { team } })
  }
  return { workspaceId, memberId: id }
}

function selectByToken(db: Db | Tx, token: string) {
  return db
    .selectFrom('invitation as i')
    .select(['i.workspace_id', 'i.id', 'i.email', 'i.role', 'i.team_ids'])
    .select(sql<boolean>`i.accepted_at IS NULL AND i.expires_at > now()`.as('is_open'))
    .where('i.token_hash', '=', hashToken(token))
}

function requireOpen<T extends { is_open: boolean }>(invitation: T | undefined): T {
  if (!invitation) {
    throw new AppError('not_found', { detail: 'The invitation is not known, or was taken back. Ask for a new one.' })
  }
  if (!invitation.is_open) throw new AppError('invitation_over')
  return invitation
}

async function findOrMakePerson(
  tx: Tx,
  people: People,
  { name, email, password }: { name: string; email: string; password: string },
): Promise<{ id: string }> {
  // Invited by two workspaces and accepting both at once, a person is still one person.
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('person ' || ${email}, 0))`.execute(tx)
  const known = await tx.selectFrom('person').select('id').where('email', '=', email).executeTakeFirst()
  if (!known) return await makePerson(tx, people, { name, email, password })

  // The link alone must not open an account that its holder has elsewhere.
  if (!(await hasPassword(people, tx, known.id, password))) throw new AppError('wrong_password')
  return known
}
