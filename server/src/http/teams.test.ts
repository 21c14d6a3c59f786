import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  ApiError,
  policy as contract,
  deleteTeam,
  type Input,
  listTeams,
  patchTeam,
  patchWorkspace,
  postTeam,
  putPolicy,
  putTeamMembers,
  type Team,
} from '@fairlead/sdk'
import { sql } from 'kysely'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { addChannel, addConversation, addMember, makeWorkspace, readLog } from '../setup/testing.ts'
import { serveTeams } from './teams.ts'
import { isProblem, serveForTest } from './testing.ts'
import { serveWorkspace } from './workspace.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const as = serveForTest((api) => {
  serveTeams(api, { database })
  serveWorkspace(api, { database })
})
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const policy = contract.parse({ strategy: 'least_open', onlineOnly: false, assignWhenBusy: true, agentLimit: 3 })

test('makes a team with the usual policy, changed where one is given', async () => {
  const { id, owner } = await makeWorkspace(database)

  const team = await as(owner).call(postTeam, {
    body: { name: 'Support', policy: { agentLimit: 4 }, memberIds: [owner.memberId, owner.memberId] },
  })

  assert.deepEqual(team.policy, contract.parse({ agentLimit: 4 }))
  assert.equal(team.policyVersion, 1)
  assert.deepEqual(team.members, [{ memberId: owner.memberId, tier: 1, weight: 1 }])
  assert.deepEqual(await lastEvent(id), { type: 'team.created', data: { team } })
  assert.deepEqual(await as(owner).call(listTeams, {}), { data: [team] })
})

test('lets no two teams bear one name, whatever the case, until one is deleted', async () => {
  const { owner } = await makeWorkspace(database)
  const support = await as(owner).call(postTeam, { body: { name: 'Support' } })
  const sales = await as(owner).call(postTeam, { body: { name: 'Sales' } })

  await assert.rejects(as(owner).call(postTeam, { body: { name: 'support' } }), isProblem('team_name_taken'))
  await assert.rejects(rename(sales, 'SUPPORT'), isProblem('team_name_taken'))
  await as(owner).call(deleteTeam, { params: { id: support.id } })
  assert.equal((await rename(sales, 'Support')).name, 'Support')
  assert.equal((await rename(sales, 'support')).name, 'support')

  async function rename(team: Team, name: string) {
    return await as(owner).call(patchTeam, { params: { id: team.id }, body: { name } })
  }
})

test('a new policy is a new version, and the old one is kept', async () => {
  const { id, owner } = await makeWorkspace(database)
  const { id: teamId } = await as(owner).call(postTeam, { body: { name: 'Support' } })

  const team = await as(owner).call(putPolicy, { params: { id: teamId }, body: policy })

  assert.deepEqual(team.policy, policy)
  assert.equal(team.policyVersion, 2)
  assert.deepEqual(await lastEvent(id), { type: 'team.changed', data: { team } })
  assert.deepEqual(await as(owner).call(listTeams, {}), { data: [team] })
  const versions = await database.db.selectFrom('policy').select('version').where('team_id', '=', teamId).execute()
  assert.equal(versions.length, 2)
})

test('policies given at once all become versions', async () => {
  const { owner } = await makeWorkspace(database)
  const { id } = await as(owner).call(postTeam, { body: { name: 'Support' } })

  const teams = await Promise.all(
    [1, 2, 3, 4, 5].map((agentLimit) => as(owner).call(putPolicy, { params: { id }, body: { ...policy, agentLimit } })),
  )

  assert.deepEqual(teams.map(({ policyVersion }) => policyVersion).sort(), [2, 3, 4, 5, 6])
})

test('who stays in the team keeps their place in the rotation', async () => {
  const { id, owner } = await makeWorkspace(database)
  const ids: string[] = []
  for (const name of ['Ana', 'Bea', 'Cem']) ids.push((await addMember(database, id, { name, role: 'agent' })).memberId)
  const [ana, bea, cem] = ids
  const team = await as(owner).call(postTeam, { body: { name: 'Support', memberIds: [ana!, bea!] } })
  await database.db.updateTable('team_member').set({ last_assigned_at: 1000 }).where('team_id', '=', team.id).execute()

  const changed = await as(owner).call(putTeamMembers, {
    params: { id: team.id },
    body: { members: [{ memberId: cem!, tier: 2, weight: 0.5 }, { memberId: bea! }] },
  })

  assert.deepEqual(changed.members, [
    { memberId: bea, tier: 1, weight: 1 },
    { memberId: cem, tier: 2, weight: 0.5 },
  ])
  assert.deepEqual(await lastEvent(id), { type: 'team.changed', data: { team: changed } })
  const places = await database.db
    .selectFrom('team_member')
    .select(['member_id', 'last_assigned_at'])
    .where('team_id', '=', team.id)
    .execute()
  assert.deepEqual(new Map(places.map((row) => [row.member_id, row.last_assigned_at])).get(bea!), 1000)
  assert.deepEqual(new Map(places.map((row) => [row.member_id, row.last_assigned_at])).get(cem!), null)
})

test('who stays may change tier and weight, and nobody is there twice', async () => {
  const { id, owner } = await makeWorkspace(database)
  const { memberId } = await addMember(database, id, { name: 'Ana Agent', role: 'agent' })
  const team = await as(owner).call(postTeam, { body: { name: 'Support', memberIds: [memberId] } })
  const put = (...members: TeamMembers) =>
    as(owner).call(putTeamMembers, { params: { id: team.id }, body: { members } })

  assert.deepEqual((await put({ memberId, tier: 3, weight: 2.5 })).members, [{ memberId, tier: 3, weight: 2.5 }])
  const count = (await readLog(database, id)).length
  await put({ memberId, tier: 3, weight: 2.5 })
  assert.equal((await readLog(database, id)).length, count)

  for (const [members, path] of [
    [[{ memberId }, { memberId, tier: 2 }], 'members.1.memberId'],
    [[{ memberId }, { memberId: memberId.toUpperCase() }], 'members.1.memberId'],
    [[{ memberId, tier: 0 }], 'members.0.tier'],
    [[{ memberId, tier: 10 }], 'members.0.tier'],
    [[{ memberId, tier: 1.5 }], 'members.0.tier'],
    [[{ memberId, weight: 0 }], 'members.0.weight'],
    [[{ memberId, weight: -1 }], 'members.0.weight'],
    [[{ memberId, weight: 1e9 }], 'members.0.weight'],
  ] as const) {
    await assert.rejects(put(...members), (error) => {
      assert.ok(error instanceof ApiError)
      assert.equal(error.code, 'invalid_request')
      assert.equal(error.problem.errors?.[0]?.path, path)
      return true
    })
  }
})

test('what a member who leaves holds of the team’s goes back to its queue, and nothing else', async () => {
  const { id: workspaceId, owner } = await makeWorkspace(database)
  const { memberId } = await addMember(database, workspaceId, { name: 'Ana Agent', role: 'agent' })
  const support = await as(owner).call(postTeam, { body: { name: 'Support', memberIds: [memberId, owner.memberId] } })
  const sales = await as(owner).call(postTeam, { body: { name: 'Sales', memberIds: [memberId] } })
  const channelId = await addChannel(database, workspaceId)
  const hold = (teamId: string, assigneeId: string) =>
    addConversation(database, { workspaceId, channelId, teamId, assigneeId })
  const released = await hold(support.id, memberId)
  const kept = [await hold(sales.id, memberId), await hold(support.id, owner.memberId)]
  const before = (await readLog(database, workspaceId)).length

  await as(owner).call(putTeamMembers, {
    params: { id: support.id },
    body: { members: [{ memberId: owner.memberId }] },
  })

  const rows = await database.db.selectFrom('conversation').select(['id', 'assignee_id']).execute()
  const holders = new Map(rows.map((row) => [row.id, row.assignee_id]))
  assert.deepEqual(
    [released, ...kept].map((id) => holders.get(id)),
    [null, memberId, owner.memberId],
  )
  const log = (await readLog(database, workspaceId)).slice(before)
  assert.deepEqual(
    log.map(({ type, subjectId }) => [type, subjectId]),
    [
      ['team.changed', support.id],
      ['conversation.unassigned', released],
    ],
  )
  const last = log.at(-1)
  assert.ok(last?.type === 'conversation.unassigned')
  assert.deepEqual([last.data.by, last.data.fromAgentId], ['removed', memberId])
})

test('members given at once leave the team as the last event says', async () => {
  const { id, owner } = await makeWorkspace(database)
  const members = await Promise.all(
    ['Ana', 'Bea', 'Cem', 'Dia'].map((name) => addMember(database, id, { name, role: 'agent' })),
  )
  const team = await as(owner).call(postTeam, { body: { name: 'Support' } })

  await Promise.all(
    members.map(({ memberId }) =>
      as(owner).call(putTeamMembers, {
        params: { id: team.id },
        body: { members: [{ memberId }, { memberId: owner.memberId }] },
      }),
    ),
  )

  const { data } = await as(owner).call(listTeams, {})
  assert.equal(data[0]?.members.length, 2)
  assert.deepEqual(await lastEvent(id), { type: 'team.changed', data: { team: data[0] } })
})

test('takes no member of another workspace', async () => {
  const { owner } = await makeWorkspace(database)
  const other = await makeWorkspace(database)
  const team = await as(owner).call(postTeam, { body: { name: 'Support' } })
  const memberIds = [owner.memberId, other.owner.memberId]

  const refused = isProblem('unknown_reference')
  await assert.rejects(as(owner).call(postTeam, { body: { name: 'Sales', memberIds } }), refused)
  await assert.rejects(
    as(owner).call(putTeamMembers, {
      params: { id: team.id },
      body: { members: memberIds.map((memberId) => ({ memberId })) },
    }),
    refused,
  )
})

test('does not show or change the teams of another workspace', async () => {
  const { owner } = await makeWorkspace(database)
  const other = await makeWorkspace(database)
  const { id } = await as(other.owner).call(postTeam, { body: { name: 'Support' } })
  const params = { id }

  assert.deepEqual(await as(owner).call(listTeams, {}), { data: [] })
  const unknown = isProblem('not_found')
  await assert.rejects(as(owner).call(patchTeam, { params, body: { name: 'Mine' } }), unknown)
  await assert.rejects(as(owner).call(putTeamMembers, { params, body: { members: [] } }), unknown)
  await assert.rejects(as(owner).call(putPolicy, { params, body: policy }), unknown)
  await assert.rejects(as(owner).call(deleteTeam, { params }), unknown)
})

test('does not delete a team that something rests on', async () => {
  const { id: workspaceId, owner } = await makeWorkspace(database)
  const { id } = await as(owner).call(postTeam, { body: { name: 'Support' } })
  const remove = () => as(owner).call(deleteTeam, { params: { id } })
  const inUse = isProblem('team_in_use')

  await as(owner).call(patchWorkspace, { body: { defaultTeamId: id } })
  await assert.rejects(remove(), inUse)
  await as(owner).call(patchWorkspace, { body: { defaultTeamId: null } })

  const channelId = await addChannel(database, workspaceId, id)
  await assert.rejects(remove(), inUse)
  await database.db.updateTable('channel').set({ team_id: null }).where('id', '=', channelId).execute()

  const conversationId = await addConversation(database, { workspaceId, channelId, teamId: id })
  await assert.rejects(remove(), inUse)
  await database.db
    .updateTable('conversation')
    .set({ status: 'closed', closed_at: sql`now()` })
    .where('id', '=', conversationId)
    .execute()

  await remove()
  assert.deepEqual(await lastEvent(workspaceId), { type: 'team.deleted', data: { id } })
  assert.deepEqual(await as(owner).call(listTeams, {}), { data: [] })
  await assert.rejects(remove(), isProblem('not_found'))
})

test('is for managers, and agents may look', async () => {
  const { id } = await makeWorkspace(database)
  const agent = await addMember(database, id, { name: 'Ana Agent', role: 'agent' })

  assert.deepEqual(await as(agent).call(listTeams, {}), { data: [] })
  await assert.rejects(as(agent).call(postTeam, { body: { name: 'Mine' } }), isProblem('forbidden'))
})

type TeamMembers = Input<typeof putTeamMembers>['body']['members']

async function lastEvent(workspaceId: string) {
  const { type, data } = (await readLog(database, workspaceId)).at(-1)!
  return { type, data }
}
