import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { AppError } from '../errors.ts'
import { Housekeeping } from '../housekeeping.ts'
import { quiet } from '../testing/app.ts'
import { makeProviders } from '../testing/providers.ts'
import { choose, type Scene, setScene } from '../testing/scene.ts'
import { declineConversation } from './decline.ts'
import { replayDecision } from './replay.ts'
import { addTeam, lastDecision, lastDecisions, letWait, look, queueUp, setOwner } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const three = ['Ana Agent', 'Ben Agent', 'Cem Agent']

for (const strategy of ['round_robin', 'least_open', 'most_free', 'weighted', 'manual'] as const) {
  test(`every decision under ${strategy} replays from its record`, async () => {
    const scene = await setScene(database, {
      agents: three,
      agentLimit: 3,
      policy: {
        strategy,
        owner: { waitMinutes: 5, overLimit: 'exceed' },
        previous: { waitMinutes: 5, overLimit: 'respect' },
        pace: { max: 5, minutes: 10 },
      },
    })
    for (let rounds = 0; rounds < 4; rounds += 1) {
      const ids = await queueUp(scene, 4)
      await setOwner(scene, ids[0]!, scene.agents[rounds % 3]!)
      await choose(scene, scene.agents[rounds % 3]!, rounds % 2 === 0 ? 'busy' : 'online')
      await look(scene)
      await letWait(scene, ids[0]!, 6)
    }
    await look(scene)

    const decisions = await decisionsOf(scene)
    assert.ok(decisions.length >= 16)
    for (const { id, kind, reason } of decisions) {
      assert.ok((await replay(scene, id)).isSame, `${kind} ${reason}`)
    }
  })
}

test('a snapshot has no names, and only what was decided with it', async () => {
  const scene = await setScene(database, { agents: three, agentLimit: 1 })
  await queueUp(scene, 5)
  await look(scene)
  const [news] = await queueUp(scene, 1)
  await look(scene)

  const { snapshot } = await replay(scene, (await lastDecision(scene, news!)).id)
  const text = JSON.stringify(snapshot)
  assert.ok(!/Ana|Ben|Cem|Mara/.test(text))
  assert.deepEqual(
    (snapshot.waiting as { conversationId: string }[]).map(({ conversationId }) => conversationId),
    [news],
  )
})

test('what the engine would answer otherwise today is seen', async () => {
  const scene = await setScene(database)
  const [id] = await queueUp(scene)
  await look(scene)
  const decision = await lastDecision(scene, id!)
  await database.db
    .updateTable('decision')
    .set({ agent_id: scene.agents[1]!.memberId })
    .where('id', '=', decision.id)
    .execute()

  assert.equal((await replay(scene, decision.id)).isSame, false)
})

test('a decision outlives its snapshot, and says so', async () => {
  const scene = await setScene(database)
  const [id] = await queueUp(scene)
  await look(scene)
  await database.db.deleteFrom('assignment_snapshot').where('workspace_id', '=', scene.workspaceId).execute()

  const decision = await lastDecision(scene, id!)

  assert.equal(decision.canReplay, false)
  await assert.rejects(
    replay(scene, decision.id),
    (error) => error instanceof AppError && error.code === 'snapshot_gone',
  )
})

test('snapshots are kept for ninety days', async () => {
  const scene = await setScene(database)
  await queueUp(scene)
  await look(scene)
  const { workspaceId } = scene
  const kept = async () => {
    await new Housekeeping(database, makeProviders('nowhere'), quiet).run()
    const rows = await database.db
      .selectFrom('assignment_snapshot')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .execute()
    return rows.length
  }
  const age = (days: number) =>
    database.db
      .updateTable('assignment_snapshot')
      .set({ created_at: new Date(Date.now() - days * 86_400_000) })
      .where('workspace_id', '=', workspaceId)
      .execute()

  await age(89)
  assert.equal(await kept(), 1)
  await age(91)
  assert.equal(await kept(), 0)
})

test('records of the first version are shown with what they have', async () => {
  const scene = await setScene(database)
  const [id] = await queueUp(scene)
  await look(scene)
  const data = JSON.stringify({ sentence: 'It was Ana’s turn.', position: null, runnersUp: [], excluded: { busy: 1 } })
  await database.db.updateTable('decision').set({ data }).where('conversation_id', '=', id!).execute()

  const decision = await lastDecision(scene, id!)

  assert.deepEqual(
    [decision.sentence, decision.preferred, decision.limitsReached, decision.tier, decision.isOverLimit],
    ['It was Ana’s turn.', [], {}, null, false],
  )
})

test('a record tells position, wait, trigger and version', async () => {
  const scene = await setScene(database, { agentLimit: 0 })
  const ids = await queueUp(scene, 3)
  await letWait(scene, ids[1]!, 7)
  await look(scene)

  const decisions = await Promise.all(ids.map((id) => lastDecision(scene, id)))

  assert.deepEqual(
    decisions.map(({ position }) => position),
    [2, 1, 3],
  )
  const { trigger, policyVersion, waitedMs, excluded, limitsReached } = decisions[1]!
  assert.deepEqual([trigger, policyVersion, excluded, limitsReached], ['test', 1, { at_capacity: 2 }, { agent: 2 }])
  assert.ok(waitedMs >= 7 * 60_000 && waitedMs < 8 * 60_000)
})

test('positions are right behind the first hundred, too', async () => {
  const scene = await setScene(database, { agentLimit: 0 })
  await queueUp(scene, 105)
  await look(scene)
  const [id] = await queueUp(scene, 1)
  await look(scene)

  assert.equal((await lastDecision(scene, id!)).position, 106)
})

test('what the customer was told of the wait stands beside the decision', async () => {
  const scene = await setScene(database, { agentLimit: 0 })
  const [id] = await queueUp(scene)
  await database.db
    .insertInto('promise')
    .values({
      workspace_id: scene.workspaceId,
      id: crypto.randomUUID(),
      conversation_id: id!,
      team_id: scene.team.id,
      kind: 'wait',
      told: '10 minutes',
      made_at: new Date(),
    })
    .execute()

  await look(scene)

  assert.equal((await lastDecision(scene, id!)).promise, '10 minutes')
})

test('handing back is recorded, with who had it', async () => {
  const scene = await setScene(database, { agents: ['Ana Agent'] })
  await addTeam(scene, 'Sales', [])
  const [id] = await queueUp(scene)
  await look(scene)
  const { workspaceId, memberId } = scene.agents[0]!

  await database.transact((tx) => declineConversation(tx, { workspaceId, id: id!, memberId }))

  const [declined] = await lastDecisions(scene, id!)
  assert.deepEqual(
    [declined?.kind, declined?.reason, declined?.agentId, declined?.sentence, declined?.canReplay],
    ['unassigned', 'declined', memberId, 'Ana Agent handed it back.', false],
  )
})

function replay({ workspaceId }: Scene, id: string) {
  return replayDecision(database.db, { workspaceId, id })
}

function decisionsOf({ workspaceId }: Scene) {
  return database.db.selectFrom('decision').selectAll().where('workspace_id', '=', workspaceId).execute()
}
