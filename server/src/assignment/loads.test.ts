import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { pino } from 'pino'
import { closeConversation } from '../conversations/close.ts'
import { snoozeConversation } from '../conversations/snooze.ts'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { allConversations, type Scene, setScene } from '../testing/scene.ts'
import { loadAgents } from './agents.ts'
import { findWrongLoads, foldLoads, repairLoads } from './loads.ts'
import { assignManually } from './manual.ts'
import { loadPolicy } from './policy.ts'
import { addTeam, look, queueUp } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('loads are what is held, whatever becomes of it', async () => {
  const scene = await setScene(database)
  const { workspaceId, agents, team } = scene
  const actor = { type: 'member', id: scene.owner.memberId } as const
  const [ana, ben] = agents
  const other = await addTeam(scene, 'Sales', [ana!])
  const ids = await queueUp(scene, 6)
  await look(scene)
  assert.deepEqual(await loadsOf(scene), [3, 3])

  const [first, second, third, fourth] = (await heldBy(scene, ana!.memberId)).concat(await heldBy(scene, ben!.memberId))
  await database.transact((tx) => closeConversation(tx, { workspaceId, id: first!, actor }))
  const until = new Date(Date.now() + 3_600_000)
  await database.transact((tx) => snoozeConversation(tx, { workspaceId, id: second!, actor, until }))
  await database.transact((tx) => assignManually(tx, { workspaceId, id: third!, actor, memberId: ben!.memberId }))
  await database.transact((tx) =>
    assignManually(tx, { workspaceId, id: fourth!, actor, memberId: ana!.memberId, teamId: other }),
  )
  assert.deepEqual(await loadsOf(scene), [1, 3])
  assert.deepEqual(await loadsOf(scene, other), [1])

  await sql`DELETE FROM message WHERE workspace_id = ${workspaceId}`.execute(database.db)
  await sql`DELETE FROM conversation WHERE workspace_id = ${workspaceId} AND id = ${third}`.execute(database.db)
  assert.deepEqual(await loadsOf(scene), [1, 2])
  assert.deepEqual(await findWrongLoads(database.db, workspaceId), [])
  assert.equal(ids.length, 6)
  assert.ok(team)
})

test('changes that are added up leave every load as it is', async () => {
  const scene = await setScene(database)
  const { workspaceId } = scene
  await queueUp(scene, 5)
  await look(scene)
  const before = await loadsOf(scene)

  await database.transact((tx) => foldLoads(tx, workspaceId, 0))

  assert.deepEqual(await loadsOf(scene), before)
  assert.equal(await countChanges(workspaceId), 0)
  const [conversation] = await allConversations(scene)
  const actor = { type: 'member', id: scene.owner.memberId } as const
  await database.transact((tx) => closeConversation(tx, { workspaceId, id: conversation!.id, actor }))
  await database.transact((tx) => foldLoads(tx, workspaceId, 0))
  assert.equal(
    (await loadsOf(scene)).reduce((sum, each) => sum + each, 0),
    4,
  )
  assert.deepEqual(await findWrongLoads(database.db, workspaceId), [])
})

test('a load that somebody spoiled is counted anew, and the log says so', async () => {
  const scene = await setScene(database)
  const { workspaceId, agents } = scene
  await queueUp(scene, 2)
  await look(scene)
  await sql`INSERT INTO agent_load_change SELECT workspace_id, member_id, team_id, channel_id, 7, 1 FROM agent_load_change
    WHERE workspace_id = ${workspaceId} AND member_id = ${agents[0]!.memberId}`.execute(database.db)
  assert.equal((await findWrongLoads(database.db, workspaceId)).length, 1)
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => void lines.push(line) })

  assert.equal(await repairLoads(database, log), 1)

  assert.deepEqual(await loadsOf(scene), [1, 1])
  assert.match(lines.join(''), /counted anew/)
  assert.equal(await repairLoads(database, log), 0)
})

async function loadsOf({ workspaceId, team }: Scene, teamId = team.id): Promise<number[]> {
  const now = Date.now()
  const policy = await loadPolicy(database.db, workspaceId, teamId, now)
  const agents = await loadAgents(database.db, policy!, { now, channelIds: [] })
  return agents.map(({ agent }) => agent.load)
}

async function heldBy(scene: Scene, memberId: string): Promise<string[]> {
  return (await allConversations(scene)).filter(({ assigneeId }) => assigneeId === memberId).map(({ id }) => id)
}

async function countChanges(workspaceId: string): Promise<number> {
  const rows = await database.db
    .selectFrom('agent_load_change')
    .select('open')
    .where('workspace_id', '=', workspaceId)
    .execute()
  return rows.length
}
