import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { policy } from '@fairlead/sdk'
import { sql } from 'kysely'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { changeMember } from '../members/change.ts'
import { changePolicy } from '../teams/policy.ts'
import { setTeamMembers } from '../teams/set-members.ts'
import { quiet } from '../testing/app.ts'
import { allConversations, type Scene, setScene } from '../testing/scene.ts'
import { loadPolicy } from './policy.ts'
import { Queues } from './queues.ts'
import { readQueue } from './read-queue.ts'
import { addTeam, assignedEvents, lastDecision, look, queueUp } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const others = [new Database(testDatabase.url), new Database(testDatabase.url)]
after(async () => {
  for (const each of [database, ...others]) await each[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('agents of several teams stay within their limits when all queues are looked at at once', async () => {
  const scene = await setScene(database, { agents: ['Ana Agent', 'Ben Agent', 'Cem Agent'], agentLimit: 3 })
  const [ana, ben, cem] = scene.agents
  const teams = [
    scene.team.id,
    await addTeam(scene, 'Sales', [ana!, ben!], { strategy: 'least_open' }),
    await addTeam(scene, 'Billing', [cem!, ben!], { strategy: 'most_free', agentLimit: 1 }),
  ]
  const ids = await queueUp(scene, 30)
  for (const [index, id] of ids.entries()) {
    await database.db
      .updateTable('conversation')
      .set({ team_id: teams[index % 3]! })
      .where('id', '=', id)
      .execute()
  }

  await Promise.all([database, ...others].flatMap((on) => teams.map((team) => look(scene, team, on))))
  for (const team of teams) await look(scene, team)

  const held = (await allConversations(scene)).filter(({ assigneeId }) => assigneeId !== null)
  for (const { memberId } of scene.agents) {
    assert.equal(held.filter(({ assigneeId }) => assigneeId === memberId).length, 3)
    const billing = held.filter(({ assigneeId, teamId }) => assigneeId === memberId && teamId === teams[2])
    assert.ok(billing.length <= 1)
  }
  assert.equal((await assignedEvents(scene)).length, 9)
})

test('a policy edited while its queue drains: what was decided says under which, and the rest follows the new one', async () => {
  const scene = await setScene(database, { agents: ['Ana Agent', 'Ben Agent'], policy: { agentLimit: 40 } })
  const ids = await queueUp(scene, 60)
  const actor = { type: 'member', id: scene.owner.memberId } as const
  const edit = (change: Parameters<typeof policy.parse>[0]) =>
    database.transact((tx) =>
      changePolicy(tx, {
        workspaceId: scene.workspaceId,
        id: scene.team.id,
        actor,
        settings: policy.parse(change),
      }),
    )

  await Promise.all([
    look(scene, scene.team.id, others[0]),
    edit({ agentLimit: 10 }),
    look(scene, scene.team.id, others[1]),
    edit({ agentLimit: 20, strategy: 'least_open' }),
    look(scene),
  ])
  await look(scene)

  const limits = [Number.NaN, 40, 10, 20]
  const loads = new Map<string, number>()
  const decisions = await Promise.all(ids.map((id) => lastDecision(scene, id)))
  for (const { data } of await assignedEvents(scene)) {
    loads.set(data.agentId, (loads.get(data.agentId) ?? 0) + 1)
  }
  const versions = new Set(decisions.filter(({ kind }) => kind === 'assigned').map((each) => each.policyVersion))
  const most = Math.max(20, ...[...versions].map((version) => limits[version]!))
  for (const load of loads.values()) assert.ok(load >= 20 && load <= most, `${load} of ${most}`)
})

test('an agent who is deactivated or leaves while the engine decides ends with nothing, and nothing is stuck', async () => {
  const scene = await setScene(database, { agents: ['Ana Agent', 'Ben Agent', 'Cem Agent'] })
  const { workspaceId, owner, agents, team } = scene
  const queues = [database, ...others].map((each) => new Queues(each, quiet))
  const by = { id: owner.memberId, role: owner.role }

  const ids = await queueUp(scene, 12)
  await Promise.all([
    ...[database, ...others].map((on) => look(scene, team.id, on)),
    database.transact((tx) =>
      changeMember(tx, { workspaceId, id: agents[0]!.memberId, by, given: { isDeactivated: true } }),
    ),
    others[0]!.transact((tx) =>
      setTeamMembers(tx, {
        workspaceId,
        id: team.id,
        actor: { type: 'member', id: owner.memberId },
        members: [agents[0]!, agents[2]!].map(({ memberId }) => ({ memberId, tier: 1, weight: 1 })),
      }),
    ),
  ])
  for (const each of queues) each.look(workspaceId, 'test')
  for (const each of queues) await each.settled()
  for (const each of queues) await each.stop()

  const holders = (await allConversations(scene)).map(({ assigneeId }) => assigneeId)
  assert.equal(holders.length, ids.length)
  assert.ok(!holders.includes(agents[0]!.memberId))
  assert.deepEqual([...new Set(holders)], [agents[2]!.memberId])
})

test('of thousands whom nobody can take only a few are read at each look', async () => {
  const scene = await setScene(database, { agentLimit: 0 })
  await fill(scene, 3000)
  await look(scene)
  await database.db
    .updateTable('conversation')
    .set({ queued_reason: 'nobody_eligible:at_capacity' })
    .where('workspace_id', '=', scene.workspaceId)
    .execute()
  const now = Date.now()
  const team = await loadPolicy(database.db, scene.workspaceId, scene.team.id, now)

  const { waiting } = await readQueue(database.db, team!, now)

  assert.equal(waiting.length, 100)
})

test('one free slot among thousands is given to the first', async () => {
  const scene = await setScene(database, { agents: ['Ana Agent'], agentLimit: 1 })
  await fill(scene, 3000)

  assert.equal(await look(scene), 1)
})

async function fill(scene: Scene, count: number): Promise<void> {
  await queueUp(scene, 1)
  await sql`INSERT INTO contact (workspace_id, id, name, fields)
    SELECT ${scene.workspaceId}::uuid, gen_random_uuid(), 'Customer ' || n, '{}' FROM generate_series(2, ${count}::int) AS n`.execute(
    database.db,
  )
  await sql`INSERT INTO conversation (workspace_id, id, channel_id, contact_id, team_id, queue_order)
    SELECT k.workspace_id, gen_random_uuid(), ${scene.whatsapp.channelId}::uuid, k.id, ${scene.team.id}::uuid, now()
    FROM contact k WHERE k.workspace_id = ${scene.workspaceId} AND k.name LIKE 'Customer %'`.execute(database.db)
}
