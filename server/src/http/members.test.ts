import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ApiError, type Input, listMembers, patchMember, postSkill, putPresence, type Role } from '@fairlead/sdk'
import { sql } from 'kysely'
import { hashToken } from '../auth/secrets.ts'
import { Database } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { createTestDatabase } from '../db/testing.ts'
import { addChannel, addConversation, addMember, makeWorkspace, readLog } from '../setup/testing.ts'
import type { Caller } from './endpoint.ts'
import { serveMembers } from './members.ts'
import { serveSkills } from './skills.ts'
import { isProblem, serveForTest } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const as = serveForTest((api) => {
  serveMembers(api, { database })
  serveSkills(api, { database })
})
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('lists everybody, the deactivated too, by name', async () => {
  const { owner, ana, bea } = await makeStaff()
  await change(owner, bea, { isDeactivated: true })

  const { data } = await as(ana).call(listMembers, {})

  assert.deepEqual(
    data.map(({ name, isDeactivated }) => [name, isDeactivated]),
    [
      ['Ana Agent', false],
      ['Bea Manager', true],
      ['Olga Owner', false],
    ],
  )
})

test('changes what is given, and says so once', async () => {
  const { owner, ana } = await makeStaff()

  const member = await change(owner, ana, { agentLimit: 3, isExcluded: true })
  await change(owner, ana, { agentLimit: 3 })

  assert.deepEqual([member.agentLimit, member.isExcluded, member.name], [3, true, 'Ana Agent'])
  const log = await readLog(database, owner.workspaceId)
  assert.deepEqual(
    log.map(({ type, actor, data }) => ({ type, actor, data })),
    [{ type: 'member.changed', actor: { type: 'member', id: owner.memberId }, data: { member } }],
  )
  assert.equal((await change(owner, ana, { agentLimit: null })).agentLimit, null)
})

test('a manager changes agents and managers, and neither owners nor who becomes one', async () => {
  const { owner, bea, ana } = await makeStaff()

  assert.equal((await change(bea, ana, { role: 'manager' })).role, 'manager')
  await assert.rejects(change(bea, owner, { name: 'Nobody' }), isProblem('forbidden'))
  await assert.rejects(change(bea, ana, { role: 'owner' }), isProblem('forbidden'))
  assert.equal((await change(owner, ana, { role: 'owner' })).role, 'owner')
})

test('an agent changes nobody', async () => {
  const { ana } = await makeStaff()
  await assert.rejects(change(ana, ana, { agentLimit: 100 }), isProblem('forbidden'))
})

test('the last owner stays, even when all step down at once', async () => {
  const { owner } = await makeStaff()
  await assert.rejects(change(owner, owner, { role: 'agent' }), isProblem('last_owner'))

  const second = await addMember(database, owner.workspaceId, { name: 'Otto Owner', role: 'owner' })
  const results = await Promise.allSettled([
    change(owner, second, { isDeactivated: true }),
    change(second, owner, { role: 'manager' }),
    change(owner, owner, { role: 'manager' }),
  ])

  const { data } = await as(owner).call(listMembers, {})
  assert.equal(data.filter(({ role, isDeactivated }) => role === 'owner' && !isDeactivated).length, 1)
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length >= 1, true)
})

test('nobody deactivates themself', async () => {
  const { bea } = await makeStaff()
  await assert.rejects(change(bea, bea, { isDeactivated: true }), isProblem('self_deactivation'))
})

test('who is deactivated loses presence, keys and sessions, and keeps their teams', async () => {
  const { owner, ana } = await makeStaff()
  const teamId = await addTeam(ana)
  await addWaysIn(ana)
  await as({ ...owner, via: 'api_key' }).call(putPresence, {
    params: { id: ana.memberId },
    body: { presence: 'online' },
  })

  const member = await change(owner, ana, { isDeactivated: true })

  assert.deepEqual([member.isDeactivated, member.presence, member.chosenPresence], [true, 'offline', 'online'])
  assert.deepEqual(await waysIn(ana), { keys: 0, sessions: 0, leases: 0 })
  const log = (await readLog(database, owner.workspaceId)).slice(-2)
  assert.deepEqual(
    log.map(({ type, data }) => ({ type, data })),
    [
      { type: 'member.changed', data: { member } },
      { type: 'member.presence_changed', data: { member } },
    ],
  )
  const teams = await database.db.selectFrom('team_member').select('team_id').where('member_id', '=', ana.memberId)
  assert.deepEqual(await teams.execute(), [{ team_id: teamId }])
  assert.equal((await change(owner, ana, { isDeactivated: false })).isDeactivated, false)
})

test('a session goes on for who is active in another workspace', async () => {
  const { owner, ana } = await makeStaff()
  const other = await makeWorkspace(database)
  await addMember(database, other.id, { name: 'Ana Agent', role: 'agent', personId: ana.personId })
  await addWaysIn(ana)

  await change(owner, ana, { isDeactivated: true })

  assert.deepEqual(await waysIn(ana), { keys: 0, sessions: 1, leases: 0 })
})

test('what the deactivated member held goes back to the queue', async () => {
  const { owner, ana } = await makeStaff()
  const { workspaceId } = ana
  const open = await addConversation(database, {
    workspaceId,
    channelId: await addChannel(database, workspaceId),
    assigneeId: ana.memberId,
  })

  await change(owner, ana, { isDeactivated: true })

  const row = await database.db
    .selectFrom('conversation')
    .select(['assignee_id', 'status'])
    .where('id', '=', open)
    .executeTakeFirst()
  assert.deepEqual(row, { assignee_id: null, status: 'open' })
  const last = (await readLog(database, owner.workspaceId)).at(-1)
  assert.equal(last?.type, 'conversation.unassigned')
  assert.equal(last?.subjectId, open)
})

test('a member has skills and hours', async () => {
  const { owner, ana } = await makeStaff()
  const { id: german } = await as(owner).call(postSkill, { body: { name: 'German', language: 'de' } })
  const hours = hoursFrom('09:00', '17:00')

  const member = await change(owner, ana, { skillIds: [german, german], hours })

  assert.deepEqual(member.skillIds, [german])
  assert.deepEqual(member.hours?.week.monday, [{ from: '09:00', to: '17:00', isNextDay: false }])
  const log = await readLog(database, owner.workspaceId)
  assert.deepEqual(log.at(-1)?.data, { member })
  assert.equal((await change(owner, ana, { hours: null })).hours, null)
  assert.deepEqual((await change(owner, ana, { skillIds: [] })).skillIds, [])
  await assert.rejects(change(ana, ana, { skillIds: [german] }), isProblem('forbidden'))
})

test('refuses skills there are not, impossible hours and limits, and says where', async () => {
  const { owner, ana } = await makeStaff()
  const other = await makeStaff()
  const { id: german } = await as(owner).call(postSkill, { body: { name: 'German' } })
  const { id: foreign } = await as(other.owner).call(postSkill, { body: { name: 'German' } })

  for (const [given, code, path] of [
    [{ skillIds: [german, foreign] }, 'unknown_reference', 'skillIds.1'],
    [{ skillIds: [crypto.randomUUID()] }, 'unknown_reference', 'skillIds.0'],
    [{ skillIds: ['x'] }, 'invalid_request', 'skillIds.0'],
    [{ hours: hoursFrom('17:00', '09:00') }, 'invalid_request', 'hours.week.monday.0'],
    [{ agentLimit: -1 }, 'invalid_request', 'agentLimit'],
    [{ agentLimit: 2.5 }, 'invalid_request', 'agentLimit'],
    [{ agentLimit: 1e10 }, 'invalid_request', 'agentLimit'],
  ] as const) {
    await assert.rejects(change(owner, ana, { ...given } as Change), (error) => {
      assert.ok(error instanceof ApiError)
      assert.equal(error.code, code)
      assert.ok(error.problem.errors?.[0]?.path.startsWith(path), JSON.stringify(error.problem))
      return true
    })
  }
})

test('who is deactivated still owns their contacts, for the reports', async () => {
  const { owner, ana } = await makeStaff()
  const id = newId()
  await database.db
    .insertInto('contact')
    .values({ workspace_id: ana.workspaceId, id, name: 'Cora Customer', fields: '{}', owner_id: ana.memberId })
    .execute()

  await change(owner, ana, { isDeactivated: true })

  const contact = await database.db.selectFrom('contact').select('owner_id').where('id', '=', id).executeTakeFirst()
  assert.deepEqual(contact, { owner_id: ana.memberId })
})

test('nobody is changed from another workspace', async () => {
  const { owner } = await makeStaff()
  const other = await makeStaff()

  await assert.rejects(change(owner, other.ana, { agentLimit: 1 }), isProblem('not_found'))
  await assert.rejects(choose(owner, other.ana), isProblem('not_found'))
})

test('an agent chooses their own presence, a manager anybody’s', async () => {
  const { bea, ana } = await makeStaff()

  assert.equal((await choose(ana, ana)).chosenPresence, 'busy')
  await assert.rejects(choose(ana, bea), isProblem('forbidden'))
  assert.equal((await choose(bea, ana)).chosenPresence, 'busy')
})

test('a presence chosen with an API key takes effect at once', async () => {
  const { bea, ana } = await makeStaff()

  assert.equal((await choose(ana, ana)).presence, 'offline')
  assert.equal((await choose({ ...bea, via: 'api_key' }, ana)).presence, 'busy')
})

async function makeStaff() {
  const { id, owner } = await makeWorkspace(database)
  const add = (name: string, role: Role) => addMember(database, id, { name, role })
  return { owner, bea: await add('Bea Manager', 'manager'), ana: await add('Ana Agent', 'agent') }
}

type Change = Input<typeof patchMember>['body']

function hoursFrom(from: string, to: string) {
  const week = { tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] }
  return { timeZone: 'Asia/Kolkata', week: { monday: [{ from, to }], ...week } }
}

function change(by: Caller, member: Caller, body: Change) {
  return as(by).call(patchMember, { params: { id: member.memberId }, body })
}

function choose(by: Caller, member: Caller) {
  return as(by).call(putPresence, { params: { id: member.memberId }, body: { presence: 'busy' } })
}

async function addWaysIn({ workspaceId, memberId, personId }: Caller): Promise<void> {
  await database.db
    .insertInto('api_key')
    .values({
      workspace_id: workspaceId,
      id: newId(),
      member_id: memberId,
      name: 'Sync',
      prefix: 'flk_example',
      key_hash: hashToken(newId()),
      last_used_at: null,
    })
    .execute()
  await sql`INSERT INTO session (id, person_id, token, expires_at)
    VALUES (${newId()}, ${personId}, ${newId()}, now() + interval '1 day')`.execute(database.db)
}

async function waysIn({ memberId, personId }: Caller) {
  const { rows } = await sql<{ keys: number; sessions: number; leases: number }>`
    SELECT (SELECT count(*)::int FROM api_key WHERE member_id = ${memberId}) AS keys,
      (SELECT count(*)::int FROM session WHERE person_id = ${personId}) AS sessions,
      (SELECT count(*)::int FROM presence_lease WHERE member_id = ${memberId}) AS leases`.execute(database.db)
  return rows[0]
}

async function addTeam({ workspaceId, memberId }: Caller): Promise<string> {
  const id = newId()
  await database.db
    .insertInto('team')
    .values({ workspace_id: workspaceId, id, name: 'Support', policy_version: 1 })
    .execute()
  await database.db
    .insertInto('team_member')
    .values({ workspace_id: workspaceId, team_id: id, member_id: memberId })
    .execute()
  return id
}
