import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { AppError } from '../errors.ts'
import { readLog } from '../setup/testing.ts'
import { quiet } from '../testing/app.ts'
import { type Scene, setScene } from '../testing/scene.ts'
import { declineConversation } from './decline.ts'
import { assignManually } from './manual.ts'
import { Queues } from './queues.ts'
import { holderOf, lastDecisions, letWait, look, queueUp } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('the next agent gets at once what one hands back, its age kept, and never the same agent again', async () => {
  const scene = await setScene(database)
  const queues = new Queues(database, quiet)
  const [id] = await queueUp(scene)
  await queues.settled()
  await letWait(scene, id!, 5)
  const before = await rowOf(id!)

  await decline(scene, id!, 0)
  await queues.settled()

  const row = await rowOf(id!)
  assert.equal(await holderOf(scene, id!), 'Ben Agent')
  assert.deepEqual([row.queued_since, row.waiting_since], [before.queued_since, before.waiting_since])
  assert.deepEqual(
    (await lastDecisions(scene, id!)).map(({ kind, sentence }) => [kind, sentence]),
    [
      ['assigned', 'Ben Agent was the only one who could take it.'],
      ['unassigned', 'Ana Agent handed it back.'],
      ['assigned', 'Ana Agent stood level with others, and came first by a fixed order.'],
    ],
  )

  await decline(scene, id!, 1)
  await queues.settled()
  await queues.stop()

  assert.equal(await holderOf(scene, id!), null)
  assert.equal((await lastDecisions(scene, id!))[0]?.sentence, 'Nobody could take it: 2 asked already.')
})

test('managers are told once when everybody who takes part was asked', async () => {
  const scene = await setScene(database, { agents: ['Ana Agent', 'Ben Agent', 'Cem Agent'] })
  await database.db.updateTable('member').set({ is_excluded: true }).where('id', '=', idOf(scene, 2)).execute()
  const [id] = await queueUp(scene)
  await look(scene)
  await decline(scene, id!, 0)
  assert.equal((await escalations(scene)).length, 0)
  await look(scene)
  await decline(scene, id!, 1)

  assert.deepEqual(
    (await escalations(scene)).map(({ subjectId, data }) => [subjectId, 'reason' in data && data.reason]),
    [[id, 'all_tried']],
  )
  assert.notEqual((await rowOf(id!)).escalated_at, null)
})

test('only the assignee declines, and only what came automatically', async () => {
  const scene = await setScene(database)
  const [id, other] = await queueUp(scene, 2)
  await look(scene)
  const actor = { type: 'member', id: scene.owner.memberId } as const
  const { workspaceId } = scene
  await database.transact((tx) => assignManually(tx, { workspaceId, id: other!, actor, memberId: idOf(scene, 0) }))

  await assert.rejects(decline(scene, id!, 1), hasCode('not_assignee'))
  await assert.rejects(decline(scene, other!, 0), hasCode('not_automatic'))
})

test('a timer for the answer is set with the assignment, and goes when somebody declines or a person decides', async () => {
  const scene = await setScene(database, { policy: { noAnswerMinutes: 10 } })
  const [id, other] = await queueUp(scene, 2)
  await look(scene)
  const from = (await rowOf(id!)).assigned_at!.getTime()
  const timers = await timersOf(id!, other!)
  assert.equal(timers.length, 2)
  assert.ok(Math.abs(timers[0]!.run_at.getTime() - from - 600_000) < 2000)

  await decline(scene, id!, 0)
  const actor = { type: 'member', id: scene.owner.memberId } as const
  await database.transact((tx) =>
    assignManually(tx, { workspaceId: scene.workspaceId, id: other!, actor, memberId: scene.owner.memberId }),
  )

  assert.equal((await timersOf(id!, other!)).length, 0)
})

function decline(scene: Scene, id: string, agent: number) {
  const { workspaceId } = scene
  const memberId = idOf(scene, agent)
  return database.transact((tx) => declineConversation(tx, { workspaceId, id, memberId }))
}

function idOf(scene: Scene, agent: number): string {
  return scene.agents[agent]!.memberId
}

async function escalations({ workspaceId }: Scene) {
  return (await readLog(database, workspaceId)).filter(({ type }) => type === 'conversation.escalated')
}

async function timersOf(...ids: string[]) {
  const { rows } = await sql<{ key: string; run_at: Date }>`SELECT key, run_at FROM graphile_worker.jobs
    WHERE key = ANY (${ids.map((id) => `answer:${id}`)}::text[])`.execute(database.db)
  return rows
}

function rowOf(id: string) {
  return database.db.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

function hasCode(code: string): (error: unknown) => boolean {
  return (error) => error instanceof AppError && error.code === code
}
