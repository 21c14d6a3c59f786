import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { readLog } from '../setup/testing.ts'
import { quiet } from '../testing/app.ts'
import { allConversations, choose, type Scene, setScene } from '../testing/scene.ts'
import { Queues } from './queues.ts'
import { replayDecision } from './replay.ts'
import { addTeam, holderOf, lastDecision, lastDecisions, letWait, look, queueUp } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const nothing = { teamId: null, afterMinutes: null, longerThan: null, whenNobodyOnline: false }

test('who waited too long goes on to the other team, and is served there', async () => {
  const scene = await setScene(database, { agents: ['Ana Agent', 'Ben Agent'], agentLimit: 0 })
  const sales = await addTeam(scene, 'Sales', [scene.agents[1]!])
  await overflowTo(scene, { teamId: sales, afterMinutes: 10 })
  const [id, later] = await queueUp(scene, 2)
  await look(scene)
  await letWait(scene, id!, 10)
  await database.db
    .updateTable('conversation')
    .set({ tried: [scene.agents[0]!.memberId] })
    .where('id', '=', id!)
    .execute()

  await look(scene)

  const decision = await lastDecision(scene, id!)
  assert.deepEqual(
    [decision.kind, decision.reason, decision.toTeamId, decision.sentence],
    ['overflowed', 'waited_too_long', sales, 'Waited 10 minutes in Support: went on to Sales.'],
  )
  const row = await rowOf(id!)
  assert.deepEqual([row.team_id, row.overflowed_from, row.tried, row.queued_reason], [sales, [scene.team.id], [], null])
  assert.equal((await rowOf(later!)).team_id, scene.team.id)
  const moved = (await readLog(database, scene.workspaceId)).filter(({ type }) => type === 'conversation.moved')
  assert.deepEqual(
    moved.map(({ data }) => 'by' in data && data.by),
    ['overflow'],
  )
  assert.equal((await replayDecision(database.db, { workspaceId: scene.workspaceId, id: decision.id })).isSame, true)
})

test('what is more than the queue may be goes on; the rest stays, and it replays', async () => {
  const scene = await setScene(database, { agentLimit: 0 })
  const sales = await addTeam(scene, 'Sales', [])
  await overflowTo(scene, { teamId: sales, longerThan: 120 })
  const ids = await queueUp(scene, 123)

  await look(scene)

  const teams = (await allConversations(scene)).map(({ teamId }) => teamId)
  assert.equal(teams.filter((teamId) => teamId === scene.team.id).length, 120)
  const decision = await lastDecision(scene, ids.at(-1)!)
  assert.match(decision.sentence, /^The queue of Support was too long \(position \d+\): went on to Sales\.$/)
  assert.equal((await replayDecision(database.db, { workspaceId: scene.workspaceId, id: decision.id })).isSame, true)
})

test('when nobody is online all goes on, and the other team is looked at', async () => {
  const scene = await setScene(database, { presence: 'offline' })
  const sales = await addTeam(scene, 'Sales', [scene.agents[1]!], { onlineOnly: false })
  await overflowTo(scene, { teamId: sales, whenNobodyOnline: true })
  const queues = new Queues(database, quiet)
  const [id] = await queueUp(scene)

  await queues.settled()
  await queues.stop()

  assert.equal(await holderOf(scene, id!), 'Ben Agent')
  const decisions = await lastDecisions(scene, id!)
  assert.deepEqual(
    decisions.map(({ kind, sentence }) => [kind, sentence]),
    [
      ['assigned', 'Ben Agent was the only one who could take it.'],
      ['overflowed', 'Nobody of Support was online: went on to Sales.'],
    ],
  )
})

test('two teams that overflow into each other hand nothing back', async () => {
  const scene = await setScene(database, { presence: 'offline' })
  const sales = await addTeam(scene, 'Sales', [scene.agents[1]!])
  await overflowTo(scene, { teamId: sales, whenNobodyOnline: true })
  await overflowTo(scene, { teamId: scene.team.id, whenNobodyOnline: true }, sales)
  const queues = new Queues(database, quiet)
  const [id] = await queueUp(scene)

  await queues.settled()
  queues.look(scene.workspaceId, 'test')
  await queues.settled()
  await queues.stop()

  const row = await rowOf(id!)
  assert.deepEqual([row.team_id, row.overflowed_from], [sales, [scene.team.id]])
})

test('after three teams it stays', async () => {
  const scene = await setScene(database, { presence: 'offline' })
  const teams = [scene.team.id]
  for (const name of ['Two', 'Three', 'Four', 'Five']) teams.push(await addTeam(scene, name, [scene.agents[0]!]))
  for (const [index, team] of teams.slice(0, -1).entries()) {
    await overflowTo(scene, { teamId: teams[index + 1]!, whenNobodyOnline: true }, team)
  }
  const [id] = await queueUp(scene)

  for (const team of [...teams, ...teams]) await look(scene, team)

  const row = await rowOf(id!)
  assert.deepEqual([row.team_id, row.overflowed_from], [teams[3], teams.slice(0, 3)])
})

test('a team that is gone takes nothing', async () => {
  const scene = await setScene(database, { presence: 'offline' })
  const sales = await addTeam(scene, 'Sales', [])
  await overflowTo(scene, { teamId: sales, whenNobodyOnline: true })
  await database.db.updateTable('team').set({ deleted_at: new Date() }).where('id', '=', sales).execute()
  const [id] = await queueUp(scene)

  await look(scene)

  assert.equal((await lastDecision(scene, id!)).kind, 'queued')
  await choose(scene, scene.agents[0]!, 'online')
  await look(scene)
  assert.equal(await holderOf(scene, id!), 'Ana Agent')
})

async function overflowTo(
  scene: Scene,
  overflow: Partial<Record<keyof typeof nothing, unknown>>,
  teamId = scene.team.id,
): Promise<void> {
  const settings = JSON.stringify({ overflow: { ...nothing, ...overflow } })
  await sql`UPDATE policy SET settings = settings || ${settings}::jsonb WHERE team_id = ${teamId}`.execute(database.db)
}

function rowOf(id: string) {
  return database.db.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}
