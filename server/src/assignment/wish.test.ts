import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { closeConversation, reopenConversation } from '../conversations/close.ts'
import { Database } from '../db/database.ts'
import type { AssignmentWish } from '../db/decision-columns.ts'
import { createTestDatabase } from '../db/testing.ts'
import { findViolations } from '../testing/invariants.ts'
import { choose, type Scene, setScene } from '../testing/scene.ts'
import { findStranded, findUnlike } from '../testing/stranded.ts'
import { drain } from './assign.ts'
import { listCandidates } from './candidates.ts'
import { addTeam, holderOf, lastDecision, lastDecisions, look, queueUp } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const other = new Database(testDatabase.url)
after(async () => {
  await other[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const begin = '00000000-0000-0000-0000-000000000000'

test('a team that leaves it to people gives away what a workflow wants given', async () => {
  const scene = await setScene(database, { policy: { strategy: 'manual' } })
  const [left, given] = await queueUp(scene, 2)
  await wish(scene, given!, { strategy: 'round_robin' })

  assert.equal(await look(scene), 1)

  assert.deepEqual([await holderOf(scene, left!), await holderOf(scene, given!)], [null, 'Ana Agent'])
  const decision = await lastDecision(scene, given!)
  assert.deepEqual([decision.strategy, decision.kind], ['round_robin', 'assigned'])
  assert.match(decision.sentence, /A workflow asked for it to be assigned this way\.$/)
  assert.doesNotMatch((await lastDecision(scene, left!)).sentence, /workflow/)
  await isSound(scene)
})

test('who is away gets what a workflow gives to everybody, and nobody else’s', async () => {
  const scene = await setScene(database, { presence: 'offline' })
  const [usual, wished] = await queueUp(scene, 2)
  await wish(scene, wished!, { onlineOnly: false })

  assert.equal(await look(scene), 1)

  assert.deepEqual([await holderOf(scene, usual!), await holderOf(scene, wished!)], [null, 'Ana Agent'])
  await isSound(scene)
})

test('a limit of a workflow counts what agents hold of the team, beside every other limit', async () => {
  const scene = await setScene(database, { agentLimit: 3 })
  const elsewhere = await addTeam(scene, 'Sales', [scene.agents[0]!])
  const [sold] = await queueUp(scene)
  await database.db.updateTable('conversation').set({ team_id: elsewhere }).where('id', '=', sold!).execute()
  await look(scene, elsewhere)
  const wished = await queueUp(scene, 4)
  for (const id of wished) await wish(scene, id, { agentLimit: 1 })
  const usual = await queueUp(scene, 4)

  await look(scene)

  const holders = await Promise.all([...wished, ...usual].map((id) => holderOf(scene, id)))
  assert.deepEqual(holders.slice(0, 4).filter(Boolean).sort(), ['Ana Agent', 'Ben Agent'])
  assert.deepEqual(holders.slice(4).filter(Boolean).sort(), ['Ana Agent', 'Ben Agent', 'Ben Agent'])
  assert.deepEqual((await lastDecision(scene, wished[3]!)).limitsReached, { team: 2 })
  await isSound(scene)
})

test('a wish that is far back in a long queue is found, too', async () => {
  const scene = await setScene(database, { presence: 'offline' })
  const ids = await queueUp(scene, 120)
  await look(scene)
  const last = ids.at(-1)!
  await wish(scene, last, { onlineOnly: false })

  assert.equal(await look(scene), 1)

  assert.notEqual(await holderOf(scene, last), null)
  await isSound(scene)
})

test('what differs in wishes alone is told apart in the snapshots that are kept', async () => {
  const agents = Array.from({ length: 20 }, (_, index) => `Agent ${index}`)
  const scene = await setScene(database, { agents, agentLimit: 4 })
  for (let round = 0; round < 4; round += 1) {
    const ids = await queueUp(scene, 4)
    await wish(scene, ids[0]!, { strategy: 'least_open', agentLimit: 2 })
    await wish(scene, ids[2]!, { strategy: 'weighted', onlineOnly: false })
    await choose(scene, scene.agents[round]!, round % 2 === 0 ? 'offline' : 'online')
    await look(scene)
  }
  const [{ count } = { count: 0 }] = (
    await sql<{ count: number }>`SELECT count(*)::int AS count FROM assignment_snapshot
      WHERE workspace_id = ${scene.workspaceId} AND base_id IS NOT NULL`.execute(database.db)
  ).rows
  assert.ok(count > 0)
  await isSound(scene)
})

test('a decision outlives the wish: why nobody yet becomes why somebody', async () => {
  const scene = await setScene(database, { presence: 'offline' })
  const [id] = await queueUp(scene)
  await look(scene)
  await wish(scene, id!, { onlineOnly: false })
  await look(scene)

  const kinds = (await lastDecisions(scene, id!)).map(({ kind }) => kind)
  assert.deepEqual(kinds, ['assigned', 'queued'])
})

test('the picker shows whom the engine would take by the wish', async () => {
  const scene = await setScene(database, { presence: 'offline' })
  const [id] = await queueUp(scene)
  await wish(scene, id!, { onlineOnly: false })

  const place = { workspaceId: scene.workspaceId, teamId: scene.team.id, conversationId: id! }
  const [ana] = await listCandidates(database.db, place)

  assert.deepEqual([ana?.isNext, ana?.exclusion], [true, null])
})

test('two processes that look at once keep to the limits of wishes', async () => {
  const scene = await setScene(database, { agents: ['Ana Agent', 'Ben Agent', 'Cem Agent'] })
  const ids = await queueUp(scene, 30)
  for (const [index, id] of ids.entries()) if (index % 2 === 0) await wish(scene, id, { agentLimit: 2 })

  const queue = { workspaceId: scene.workspaceId, teamId: scene.team.id, trigger: 'test' }
  await Promise.all([drain(database, queue), drain(other, queue), drain(database, queue), drain(other, queue)])

  const holders = await Promise.all(ids.map((id) => holderOf(scene, id)))
  const usual = holders.filter((_, index) => index % 2 === 1)
  assert.ok(usual.every((holder) => holder !== null))
  assert.ok(holders.filter((_, index) => index % 2 === 0).filter(Boolean).length <= 6)
  await isSound(scene)
})

test('a wish is forgotten when it is closed, and stays so when it is opened again', async () => {
  const scene = await setScene(database)
  const { workspaceId, owner } = scene
  const [id] = await queueUp(scene)
  await wish(scene, id!, { agentLimit: 1 })
  const subject = { workspaceId, id: id!, actor: { type: 'member', id: owner.memberId } as const }

  await database.transact((tx) => closeConversation(tx, subject))
  assert.equal(await wishOf(id!), null)
  await wish(scene, id!, { agentLimit: 1 })
  await database.transact((tx) => reopenConversation(tx, subject))
  assert.equal(await wishOf(id!), null)
})

async function wish({ workspaceId }: Scene, id: string, wished: Partial<AssignmentWish>): Promise<void> {
  const whole: AssignmentWish = { strategy: null, onlineOnly: null, agentLimit: null, ...wished }
  await database.db
    .updateTable('conversation')
    .set({ assignment_wish: JSON.stringify(whole), queued_reason: null })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

async function wishOf(id: string): Promise<AssignmentWish | null> {
  const row = await database.db
    .selectFrom('conversation')
    .select('assignment_wish')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return row.assignment_wish
}

// The log does not tell of the move that a test makes on its own.
async function isSound({ workspaceId }: Scene): Promise<void> {
  assert.deepEqual(await findStranded(database, workspaceId), [])
  assert.deepEqual(await findUnlike(database, workspaceId, begin), [])
  const violations = await findViolations(database, workspaceId)
  assert.deepEqual(
    violations.filter((each) => !each.includes('but\n        the log says')),
    [],
  )
}
