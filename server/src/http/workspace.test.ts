import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ApiError, type Input, patchContact, patchWorkspace, postContact, postTeam } from '@fairlead/sdk'
import { loadConversation } from '../conversations/present.ts'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { found } from '../errors.ts'
import { addChannel, addConversation, addMember, makeWorkspace, readLog } from '../setup/testing.ts'
import { serveContacts } from './contacts.ts'
import { serveTeams } from './teams.ts'
import { isProblem, serveForTest } from './testing.ts'
import { serveWorkspace } from './workspace.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const as = serveForTest((api) => {
  serveWorkspace(api, { database })
  serveTeams(api, { database })
  serveContacts(api, { database })
})
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('changes what is given, and says so once', async () => {
  const { id, owner } = await makeWorkspace(database)
  const team = await as(owner).call(postTeam, { body: { name: 'Support' } })
  const body = { agentLimit: 5, defaultTeamId: team.id }

  const workspace = await as(owner).call(patchWorkspace, { body })
  await as(owner).call(patchWorkspace, { body })

  assert.deepEqual(
    { name: workspace.name, agentLimit: workspace.agentLimit, defaultTeamId: workspace.defaultTeamId },
    { name: 'Example Shop', ...body },
  )
  assert.deepEqual(
    (await readLog(database, id)).slice(1).map(({ type, data }) => ({ type, data })),
    [{ type: 'workspace.changed', data: { workspace } }],
  )
  assert.equal((await as(owner).call(patchWorkspace, { body: { agentLimit: null } })).agentLimit, null)
})

test('takes no team of another workspace', async () => {
  const { owner } = await makeWorkspace(database)
  const other = await makeWorkspace(database)
  const team = await as(other.owner).call(postTeam, { body: { name: 'Support' } })

  await assert.rejects(
    as(owner).call(patchWorkspace, { body: { defaultTeamId: team.id } }),
    isProblem('unknown_reference'),
  )
})

const closed = { tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] }

test('keeps every setting', async () => {
  const { id, owner } = await makeWorkspace(database)
  const body: Input<typeof patchWorkspace>['body'] = {
    hours: { timeZone: 'Europe/Berlin', week: { ...closed, monday: [{ from: '09:00', to: '17:00' }] } },
    idleMinutes: 10,
    countsSnoozed: true,
    boosts: { urgent: 600, high: 30, normal: 0, low: -30 },
    stages: ['new', 'lead', 'vip'],
    priorityRules: [{ priority: 'urgent', stages: ['vip'], tags: ['gold'] }],
    reopenHours: 12,
  }

  const workspace = await as(owner).call(patchWorkspace, { body })

  const expected = {
    ...body,
    hours: {
      ...body.hours,
      week: { ...closed, monday: [{ from: '09:00', to: '17:00', isNextDay: false }] },
      exceptions: [],
      holidays: null,
    },
    priorityRules: [{ priority: 'urgent', stages: ['vip'], tags: ['gold'], hasOwner: false }],
  }
  assert.deepEqual({ ...workspace, ...expected }, workspace)
  assert.deepEqual((await readLog(database, id)).at(-1)?.data, { workspace })
  const { hours, idleMinutes } = await as(owner).call(patchWorkspace, { body: { hours: null, idleMinutes: null } })
  assert.deepEqual([hours, idleMinutes], [null, null])
})

test('other boosts move what waits, and nothing else', async () => {
  const { id: workspaceId, owner } = await makeWorkspace(database)
  const channelId = await addChannel(database, workspaceId)
  const since = new Date('2026-01-05T10:00:00Z')
  const ids: Record<string, string> = {}
  for (const [name, changes] of Object.entries({
    urgent: { priority: 'urgent' },
    low: { priority: 'low' },
    assigned: { priority: 'urgent', assignee_id: owner.memberId },
    closed: { priority: 'urgent', status: 'closed', closed_at: since },
  } as const)) {
    const id = await addConversation(database, { workspaceId, channelId })
    ids[name] = id
    await database.db
      .updateTable('conversation')
      .set({ ...changes, queued_since: since, queue_order: since })
      .where('id', '=', id)
      .execute()
  }

  await as(owner).call(patchWorkspace, { body: { boosts: { urgent: 90, high: 60, normal: 0, low: -30 } } })

  const rows = await database.db.selectFrom('conversation').select(['id', 'queue_order']).execute()
  const minutes = new Map(rows.map(({ id, queue_order }) => [id, (queue_order.getTime() - since.getTime()) / 60_000]))
  assert.deepEqual(
    Object.entries(ids).map(([name, id]) => [name, minutes.get(id)]),
    [
      ['urgent', -90],
      ['low', 30],
      ['assigned', 0],
      ['closed', 0],
    ],
  )
})

test('rules tell the priority of what is open, and so does what changes of a contact', async () => {
  const { id: workspaceId, owner } = await makeWorkspace(database)
  const channelId = await addChannel(database, workspaceId)
  const id = await addConversation(database, { workspaceId, channelId })
  const { contact } = found(await loadConversation(database.db, workspaceId, id))
  const edit = (body: Input<typeof patchContact>['body']) =>
    as(owner).call(patchContact, { params: { id: contact.id }, body })
  const priority = async () => (await loadConversation(database.db, workspaceId, id))?.priority
  const given = [
    { priority: 'urgent' as const, tags: ['gold'] },
    { priority: 'high' as const, hasOwner: true },
  ]

  await edit({ tags: ['gold'] })
  assert.equal(await priority(), 'normal')
  await as(owner).call(patchWorkspace, { body: { priorityRules: given } })
  assert.equal(await priority(), 'urgent')
  await edit({ tags: [], ownerId: owner.memberId })
  assert.equal(await priority(), 'high')
  await edit({ ownerId: null })
  assert.equal(await priority(), 'normal')

  const log = await readLog(database, workspaceId)
  assert.deepEqual(
    log.map(({ type }) => type),
    [
      'tag.changed',
      'contact.changed',
      'workspace.changed',
      'conversation.changed',
      'contact.changed',
      'conversation.changed',
      'contact.changed',
      'conversation.changed',
    ],
  )
})

test('a stage that contacts are in does not go, and how many they are is said', async () => {
  const { owner } = await makeWorkspace(database)
  const patch = (stages: string[]) => as(owner).call(patchWorkspace, { body: { stages } })
  const cora = await as(owner).call(postContact, { body: { name: 'Cora Customer', stage: 'lead' } })
  await as(owner).call(postContact, { body: { name: 'Dan Domingo', stage: 'lead' } })
  await as(owner).call(postContact, { body: { name: 'Eve Example', stage: 'vip' } })

  await assert.rejects(patch(['customer', 'prospect']), (error) => {
    assert.ok(error instanceof ApiError)
    assert.equal(error.code, 'stage_in_use')
    assert.deepEqual(
      error.problem.errors?.map(({ message }) => message),
      ['2 contacts are in “lead”. Move them to another first', '1 contact is in “vip”. Move them to another first'],
    )
    return true
  })
  assert.deepEqual((await patch(['lead', 'vip', 'prospect'])).stages, ['lead', 'vip', 'prospect'])

  const race = await Promise.allSettled([
    patch(['lead', 'vip']),
    as(owner).call(patchContact, { params: { id: cora.id }, body: { stage: 'prospect' } }),
  ])
  assert.equal(race.filter(({ status }) => status === 'fulfilled').length, 1)
})

const refusals: Readonly<Record<string, readonly [object, string]>> = {
  'a stage twice': [{ stages: ['lead', 'vip', 'lead'] }, 'stages.2'],
  'a stage without a name': [{ stages: [' '] }, 'stages.0'],
  'a rule for a stage there is not': [
    { priorityRules: [{ priority: 'high', stages: ['lead', 'king'] }] },
    'priorityRules.0.stages.1',
  ],
  'a rule that makes normal': [{ priorityRules: [{ priority: 'normal' }] }, 'priorityRules.0.priority'],
  'an idle time of nothing': [{ idleMinutes: 0 }, 'idleMinutes'],
  'a fractional boost': [{ boosts: { urgent: 1.5, high: 0, normal: 0, low: 0 } }, 'boosts.urgent'],
  'a boost left out': [{ boosts: { urgent: 1 } }, 'boosts.high'],
  'a huge limit': [{ agentLimit: 1e9 }, 'agentLimit'],
  'hours that never open': [{ hours: { timeZone: 'Europe/Berlin', week: { ...closed, monday: [] } } }, 'hours.week'],
  'hours in no time zone': [
    { hours: { timeZone: 'Nowhere', week: { ...closed, monday: [{ from: '09:00', to: '17:00' }] } } },
    'hours.timeZone',
  ],
}

for (const [name, [body, place]] of Object.entries(refusals)) {
  test(`refuses ${name}, and says where`, async () => {
    const { owner } = await makeWorkspace(database)
    await assert.rejects(as(owner).call(patchWorkspace, { body }), (error) => {
      assert.ok(error instanceof ApiError)
      assert.equal(error.code, 'invalid_request')
      assert.equal(error.problem.errors?.[0]?.path, place)
      return true
    })
  })
}

test('a stage that a rule speaks of does not go without the rule', async () => {
  const { owner } = await makeWorkspace(database)
  await as(owner).call(patchWorkspace, { body: { priorityRules: [{ priority: 'high', stages: ['vip'] }] } })
  await assert.rejects(as(owner).call(patchWorkspace, { body: { stages: ['lead'] } }), isProblem('invalid_request'))
  await as(owner).call(patchWorkspace, { body: { stages: ['lead'], priorityRules: [] } })
})

test('is not for agents', async () => {
  const { id } = await makeWorkspace(database)
  const agent = await addMember(database, id, { name: 'Ana Agent', role: 'agent' })

  await assert.rejects(as(agent).call(patchWorkspace, { body: { name: 'Mine' } }), isProblem('forbidden'))
})
