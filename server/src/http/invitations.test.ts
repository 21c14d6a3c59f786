import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  acceptInvitation,
  deleteInvitation,
  deleteTeam,
  getInvitationByToken,
  listInvitations,
  listMembers,
  listTeams,
  postInvitation,
  postTeam,
} from '@fairlead/sdk'
import { sql } from 'kysely'
import { createPeople } from '../auth/people.ts'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { addMember, makeWorkspace, readLog } from '../setup/testing.ts'
import type { Caller } from './endpoint.ts'
import { serveInvitations } from './invitations.ts'
import { Limits } from './limits.ts'
import { serveMembers } from './members.ts'
import { serveTeams } from './teams.ts'
import { isProblem, serveForTest } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const publicUrl = 'https://chat.example'
const people = createPeople(database.db, { publicUrl }, 'a secret of the tests, long enough')
const as = serveForTest((api) => {
  serveInvitations(api, { database, people, limits: new Limits(database.pool), publicUrl })
  serveMembers(api, { database })
  serveTeams(api, { database })
})
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const password = 'correct-horse'

test('an invited person becomes a member with a password, in the teams that still exist', async () => {
  const { id: workspaceId, owner } = await makeWorkspace(database)
  const support = await as(owner).call(postTeam, { body: { name: 'Support' } })
  const sales = await as(owner).call(postTeam, { body: { name: 'Sales' } })
  const { token, invitation } = await invite(owner, {
    email: 'New.One@Example.com',
    role: 'manager',
    teamIds: [support.id, sales.id],
  })
  await as(owner).call(deleteTeam, { params: { id: sales.id } })

  assert.deepEqual(await view(token), {
    workspaceName: 'Example Shop',
    email: 'new.one@example.com',
    role: 'manager',
    hasPassword: false,
  })
  const { memberId } = await accept(token, { name: 'Nia New', password })

  const { data: members } = await as(owner).call(listMembers, {})
  const member = members.find(({ id }) => id === memberId)
  assert.deepEqual([member?.name, member?.email, member?.role], ['Nia New', 'new.one@example.com', 'manager'])
  const { data: teams } = await as(owner).call(listTeams, {})
  assert.deepEqual(teams[0]?.members, [{ memberId, tier: 1, weight: 1 }])
  assert.deepEqual(
    (await readLog(database, workspaceId)).slice(-3).map(({ type, data }) => ({ type, data })),
    [
      { type: 'member.created', data: { member } },
      { type: 'invitation.accepted', data: { id: invitation.id, memberId } },
      { type: 'team.changed', data: { team: teams[0] } },
    ],
  )
  await people.api.signInEmail({ body: { email: 'new.one@example.com', password } })
  assert.deepEqual(await as(owner).call(listInvitations, {}), { data: [] })
})

test('an invitation is accepted once, however often at once', async () => {
  const { owner } = await makeWorkspace(database)
  const { token } = await invite(owner, { email: 'once@example.com' })

  const results = await Promise.allSettled([1, 2, 3].map(() => accept(token, { name: 'Olu Once', password })))

  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
  await assert.rejects(accept(token, { name: 'Olu Once', password }), isProblem('invitation_over'))
  await assert.rejects(view(token), isProblem('invitation_over'))
})

test('a known person proves their password', async () => {
  const first = await makeWorkspace(database)
  const second = await makeWorkspace(database)
  const email = 'known@example.com'
  await accept((await invite(first.owner, { email })).token, { name: 'Kim Known', password })
  const { token } = await invite(second.owner, { email })

  assert.equal((await view(token)).hasPassword, true)
  await assert.rejects(accept(token, { name: 'Kim Known', password: 'battery-staple' }), isProblem('wrong_password'))
  const { workspaceId } = await accept(token, { name: 'Kim Known', password })

  assert.equal(workspaceId, second.id)
  const persons = await database.db.selectFrom('person').select('id').where('email', '=', email).execute()
  assert.equal(persons.length, 1)
})

test('a person whom two workspaces invited and who accepts both at once is one person', async () => {
  const workspaces = [await makeWorkspace(database), await makeWorkspace(database)]
  const email = 'twice@example.com'
  const tokens = await Promise.all(workspaces.map(async ({ owner }) => (await invite(owner, { email })).token))

  await Promise.all(tokens.map((token) => accept(token, { name: 'Tia Twice', password })))

  const persons = await database.db.selectFrom('person').select('id').where('email', '=', email).execute()
  assert.equal(persons.length, 1)
})

test('a link alone opens no account that has no password', async () => {
  const { owner } = await makeWorkspace(database)
  const other = await makeWorkspace(database)
  const member = await addMember(database, other.id, { name: 'Sol Single', role: 'agent' })
  const { email } = await database.db
    .selectFrom('person')
    .select('email')
    .where('id', '=', member.personId)
    .executeTakeFirstOrThrow()
  const { token } = await invite(owner, { email })

  await assert.rejects(accept(token, { name: 'Sol Single', password }), isProblem('wrong_password'))
})

test('members are not invited again, nor are those who were deactivated', async () => {
  const { id, owner } = await makeWorkspace(database)
  const { personId } = await addMember(database, id, { name: 'Ana Agent', role: 'agent' })
  const person = await database.db.selectFrom('person').select('email').where('id', '=', personId).executeTakeFirst()

  await assert.rejects(invite(owner, { email: person!.email.toUpperCase() }), isProblem('already_member'))
  await database.db
    .updateTable('member')
    .set({ deactivated_at: sql`now()` })
    .where('person_id', '=', personId)
    .execute()
  await assert.rejects(invite(owner, { email: person!.email }), isProblem('already_member'))
})

test('inviting somebody again takes the earlier invitation back', async () => {
  const { id, owner } = await makeWorkspace(database)
  const first = await invite(owner, { email: 'lost@example.com' })
  const second = await invite(owner, { email: 'lost@example.com', role: 'manager' })

  assert.deepEqual(await as(owner).call(listInvitations, {}), { data: [second.invitation] })
  await assert.rejects(view(first.token), isProblem('not_found'))
  assert.deepEqual(
    (await readLog(database, id)).map(({ type, data }) => ({ type, data })),
    [
      { type: 'invitation.created', data: { invitation: first.invitation } },
      { type: 'invitation.deleted', data: { id: first.invitation.id } },
      { type: 'invitation.created', data: { invitation: second.invitation } },
    ],
  )
})

test('an invitation taken back, run out or of nobody opens nothing', async () => {
  const { owner } = await makeWorkspace(database)
  const back = await invite(owner, { email: 'back@example.com' })
  const old = await invite(owner, { email: 'old@example.com' })
  const done = await invite(owner, { email: 'done@example.com' })
  await remove(owner, back.invitation.id)
  await sql`UPDATE invitation SET expires_at = now() WHERE id = ${old.invitation.id}`.execute(database.db)
  await accept(done.token, { name: 'Dua Done', password })

  await assert.rejects(accept(back.token, { name: 'Bo Back', password }), isProblem('not_found'))
  await assert.rejects(accept(old.token, { name: 'Olaf Old', password }), isProblem('invitation_over'))
  await assert.rejects(view('fli_nonsense'), isProblem('not_found'))
  await assert.rejects(remove(owner, done.invitation.id), isProblem('invitation_over'))
  await assert.rejects(remove(owner, back.invitation.id), isProblem('not_found'))
  assert.deepEqual(await as(owner).call(listInvitations, {}), { data: [] })
})

test('neither takes a team of another workspace nor takes back its invitations', async () => {
  const { owner } = await makeWorkspace(database)
  const other = await makeWorkspace(database)
  const team = await as(other.owner).call(postTeam, { body: { name: 'Support' } })
  const { invitation } = await invite(other.owner, { email: 'theirs@example.com' })

  await assert.rejects(invite(owner, { email: 'a@example.com', teamIds: [team.id] }), isProblem('unknown_reference'))
  await assert.rejects(remove(owner, invitation.id), isProblem('not_found'))
})

async function invite(
  by: Caller,
  { email, role = 'agent', teamIds = [] }: { email: string; role?: 'agent' | 'manager'; teamIds?: string[] },
) {
  const { url, ...invitation } = await as(by).call(postInvitation, { body: { email, role, teamIds } })
  assert.ok(url.startsWith(`${publicUrl}/invitations/fli_`))
  return { invitation, token: url.slice(`${publicUrl}/invitations/`.length) }
}

function view(token: string) {
  return as(null).call(getInvitationByToken, { params: { token } })
}

function accept(token: string, body: { name: string; password: string }) {
  return as(null).call(acceptInvitation, { params: { token }, body })
}

function remove(by: Caller, id: string) {
  return as(by).call(deleteInvitation, { params: { id } })
}
