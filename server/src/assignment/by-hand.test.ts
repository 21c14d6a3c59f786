import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { assignConversations, declineConversation, listQueue, replayDecision } from '@fairlead/sdk'
import { sql } from 'kysely'
import { closeConversation } from '../conversations/close.ts'
import { snoozeConversation } from '../conversations/snooze.ts'
import { Database } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { createTestDatabase } from '../db/testing.ts'
import { clientOf, openApp } from '../testing/app.ts'
import { type Scene, setScene } from '../testing/scene.ts'
import { assignMany } from './assign-many.ts'
import { assignManually, claimConversation } from './manual.ts'
import { addTeam, holderOf, lastDecision, look, queueUp } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('what a person does says so, and whom it makes the contact’s last agent', async () => {
  const scene = await setScene(database)
  const [id] = await queueUp(scene)
  const [ana, ben] = scene.agents.map(({ memberId }) => memberId)

  await database.transact((tx) => claimConversation(tx, { workspaceId: scene.workspaceId, id: id!, memberId: ana! }))
  assert.deepEqual(await heldBy(id!), { assigned_by: 'claim', last_agent_id: ana })

  await assign(scene, id!, { memberId: ben! })
  assert.deepEqual(await heldBy(id!), { assigned_by: 'manual', last_agent_id: ben })

  const before = await rowOf(id!)
  await assign(scene, id!, { memberId: null })
  assert.deepEqual(await heldBy(id!), { assigned_by: null, last_agent_id: null })
  const after = await rowOf(id!)
  assert.ok(after.queued_at > before.queued_at)
  assert.deepEqual(after.queued_since, before.queued_since)
})

test('a move by hand begins anew: holds, overflow, who was tried', async () => {
  const scene = await setScene(database)
  const sales = await addTeam(scene, 'Sales', [])
  const [id] = await queueUp(scene)
  const ana = scene.agents[0]!.memberId
  await database.db
    .updateTable('conversation')
    .set({ tried: [ana], overflowed_from: [sales], queued_reason: 'x', escalated_at: new Date() })
    .where('id', '=', id!)
    .execute()

  await assign(scene, id!, { teamId: sales })

  const row = await rowOf(id!)
  assert.deepEqual(
    [row.tried, row.overflowed_from, row.queued_reason, row.escalated_at, row.team_id],
    [[], [], null, null, sales],
  )
})

for (const counts of [true, false]) {
  test(`an assignment by hand ${counts ? 'is a turn where the policy says so' : 'is no turn by itself'}`, async () => {
    const scene = await setScene(database, { policy: { manualCountsAsTurn: counts } })
    const [first, second] = await queueUp(scene, 2)
    await assign(scene, first!, { memberId: scene.agents[0]!.memberId })

    await look(scene)

    assert.equal(await holderOf(scene, second!), counts ? 'Ben Agent' : 'Ana Agent')
  })
}

test('warnings look at weights, at every limit, and at what is snoozed where it counts', async () => {
  const scene = await setScene(database, { agentLimit: 2 })
  const ana = scene.agents[0]!.memberId
  const ids = await queueUp(scene, 5)
  await database.db.updateTable('channel').set({ weight: 0.5 }).where('id', '=', scene.whatsapp.channelId).execute()
  for (const id of ids.slice(0, 4)) assert.equal((await assign(scene, id, { memberId: ana })).warning, null)
  assert.equal((await assign(scene, ids[4]!, { memberId: ana })).warning, 'over_limit')

  await assign(scene, ids[4]!, { memberId: null })
  await database.transact((tx) =>
    snoozeConversation(tx, { ...subject(scene, ids[0]!), until: new Date(Date.now() + 60_000) }),
  )
  await database.db.updateTable('workspace').set({ counts_snoozed: true }).where('id', '=', scene.workspaceId).execute()
  assert.equal((await assign(scene, ids[4]!, { memberId: ana })).warning, 'over_limit')

  await assign(scene, ids[4]!, { memberId: null })
  await database.db
    .updateTable('workspace')
    .set({ counts_snoozed: false, agent_limit: null })
    .where('id', '=', scene.workspaceId)
    .execute()
  await database.db.updateTable('channel').set({ agent_limit: 1 }).where('id', '=', scene.whatsapp.channelId).execute()
  assert.equal((await assign(scene, ids[4]!, { memberId: ana })).warning, 'over_limit')
})

test('of many at once each stands for itself', async () => {
  const scene = await setScene(database, { agentLimit: 1 })
  const [first, closed, second] = await queueUp(scene, 3)
  await database.transact((tx) => closeConversation(tx, subject(scene, closed!)))
  const strange = newId()

  const { data } = await assignMany(database, {
    workspaceId: scene.workspaceId,
    actor: { type: 'member', id: scene.owner.memberId },
    conversationIds: [first!, closed!, strange, second!, first!],
    memberId: scene.agents[0]!.memberId,
  })

  assert.deepEqual(
    data.map(({ conversationId, conversation, warning, problem }) => [
      conversationId,
      conversation?.assigneeId ?? null,
      warning,
      problem?.code ?? null,
    ]),
    [
      [first, scene.agents[0]!.memberId, null, null],
      [closed, null, null, 'conversation_closed'],
      [strange, null, null, 'not_found'],
      [second, scene.agents[0]!.memberId, 'over_limit', null],
    ],
  )
})

test('all of it over HTTP', async () => {
  await using app = await openApp()
  const scene = await setScene(app.database, { agentLimit: 1, agents: ['Ana Agent'] })
  const [ana] = scene.agents
  const [manager, agent] = [await clientOf(app, scene.owner), await clientOf(app, ana!)]
  const [id, waiting] = await queueUp(scene, 2)
  await app.queues.settled()

  const declined = await agent.call(declineConversation, { params: { id: id! } })
  assert.equal(declined.assigneeId, null)
  await app.queues.settled()
  const decision = await lastDecision(scene, id!)
  const replayed = await manager.call(replayDecision, { params: { id: decision.id } })
  assert.equal(replayed.isSame, true)
  await assert.rejects(agent.call(replayDecision, { params: { id: decision.id } }), /role/)
  const queue = await agent.call(listQueue, { params: { id: scene.team.id }, query: {} })
  assert.deepEqual(
    queue.data.map(({ conversation }) => conversation.id),
    [id],
  )
  const body = { conversationIds: [waiting!, id!], memberId: null }
  const many = await manager.call(assignConversations, { body })
  assert.deepEqual(
    many.data.map(({ problem }) => problem),
    [null, null],
  )
})

function subject({ workspaceId, owner }: Scene, id: string) {
  return { workspaceId, id, actor: { type: 'member', id: owner.memberId } as const }
}

function assign(scene: Scene, id: string, to: { memberId?: string | null; teamId?: string | null }) {
  return database.transact((tx) => assignManually(tx, { ...subject(scene, id), ...to }))
}

async function heldBy(id: string) {
  const { assigned_by, last_agent_id } = await rowOf(id)
  return { assigned_by, last_agent_id }
}

async function rowOf(id: string) {
  const { rows } = await sql<Record<string, unknown> & { queued_at: Date; queued_since: Date }>`
    SELECT * FROM conversation WHERE id = ${id}`.execute(database.db)
  return rows[0]!
}
