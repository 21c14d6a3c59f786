import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { patchWorkspace, postTeam } from '@fairlead/sdk'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { addMember, makeWorkspace, readLog } from '../setup/testing.ts'
import { serveTeams } from './teams.ts'
import { isProblem, serveForTest } from './testing.ts'
import { serveWorkspace } from './workspace.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const as = serveForTest((api) => {
  serveWorkspace(api, { database })
  serveTeams(api, { database })
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

test('is not for agents', async () => {
  const { id } = await makeWorkspace(database)
  const agent = await addMember(database, id, { name: 'Ana Agent', role: 'agent' })

  await assert.rejects(as(agent).call(patchWorkspace, { body: { name: 'Mine' } }), isProblem('forbidden'))
})
