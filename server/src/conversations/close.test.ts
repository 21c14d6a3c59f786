import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Policy } from '@fairlead/sdk'
import { sql } from 'kysely'
import { drain } from '../assignment/assign.ts'
import { assignManually } from '../assignment/manual.ts'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { changeMember } from '../members/change.ts'
import { readLog } from '../setup/testing.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { allConversations, bring, choose, onlyConversation, type Scene, setScene } from '../testing/scene.ts'
import { closeInactive } from './auto-close.ts'
import { closeConversation, reopenConversation } from './close.ts'
import { listConversations } from './list.ts'
import { reply } from './reply.ts'
import { snoozeConversation, unsnoozeConversation, wakeSnoozed } from './snooze.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('closing gives the assignee the time to wrap up that the policy has, whoever closes', async () => {
  const scene = await begin({ wrapUpMinutes: 5 })
  await closeIt(scene)

  const seconds = await wrapUpSeconds(scene)
  assert.ok(seconds !== null && Math.abs(seconds - 300) < 10, `${seconds}`)
})

test('there is no time to wrap up without one in the policy, or without an assignee', async () => {
  const none = await begin({ wrapUpMinutes: 0 })
  await closeIt(none)
  assert.equal(await wrapUpSeconds(none), null)

  const nobody = await begin({ wrapUpMinutes: 5 }, null)
  await closeIt(nobody)
  assert.equal(await wrapUpSeconds(nobody), null)
})

test('closing forgets who was tried', async () => {
  const scene = await begin({})
  await sql`UPDATE conversation SET tried = ARRAY[gen_random_uuid()], escalated_at = now()
    WHERE workspace_id = ${scene.workspaceId}`.execute(database.db)
  await closeIt(scene)
  const { tried, escalated_at } = await rowOf(scene)
  assert.deepEqual([tried, escalated_at], [[], null])
})

test('closes what was silent for as long as the policy says, and no sooner', async () => {
  const scene = await begin({ autoCloseMinutes: 60 })
  await answer(scene)
  await age(scene, 59)
  assert.equal(await closeInactive(database), 0)

  await age(scene, 2)
  assert.equal(await closeInactive(database), 1)

  const { status, assigneeId } = await onlyConversation(scene)
  assert.deepEqual([status, assigneeId], ['closed', scene.agents[0]!.memberId])
  const { type, data, actor } = (await readLog(database, scene.workspaceId)).at(-1)!
  assert.equal(type, 'conversation.closed')
  assert.equal('by' in data && data.by, 'inactivity')
  assert.equal(actor.type, 'system')
  assert.equal(await closeInactive(database), 0)
})

test('never closes one in which the contact waits, a snoozed one, or without a policy for it', async () => {
  const waiting = await begin({ autoCloseMinutes: 60 })
  await age(waiting, 100)
  const snoozed = await begin({ autoCloseMinutes: 60 })
  await answer(snoozed)
  await age(snoozed, 100)
  await snooze(snoozed)
  const unasked = await begin({})
  await answer(unasked)
  await age(unasked, 30_000)

  assert.equal(await closeInactive(database), 0)
})

test('what was woken, opened again or taken up has its whole time anew', async () => {
  const woken = await begin({ autoCloseMinutes: 60 })
  await answer(woken)
  await snooze(woken)
  await age(woken, 100)
  await wake(woken)
  const reopened = await begin({ autoCloseMinutes: 60 })
  await answer(reopened)
  await closeIt(reopened)
  await age(reopened, 100)
  await database.transact(async (tx) => reopenConversation(tx, await subject(reopened)))

  assert.equal(await closeInactive(database), 0)
})

test('closes in batches, each once, when several look at once', async () => {
  const scenes = await Promise.all(Array.from({ length: 7 }, () => begin({ autoCloseMinutes: 60 })))
  for (const scene of scenes) {
    await answer(scene)
    await age(scene, 100)
  }

  const counts = await Promise.all([closeInactive(database, 2), closeInactive(database, 2), closeInactive(database, 2)])

  assert.equal(counts[0]! + counts[1]! + counts[2]! + (await closeInactive(database)), 7)
  for (const scene of scenes) {
    const closed = (await readLog(database, scene.workspaceId)).filter(({ type }) => type === 'conversation.closed')
    assert.equal(closed.length, 1)
  }
})

test('opened again by a member it goes on with who had it, but not with somebody deactivated since', async () => {
  const scene = await begin({})
  await closeIt(scene)
  const kept = await database.transact(async (tx) => reopenConversation(tx, await subject(scene)))
  assert.deepEqual([kept.assigneeId, kept.assignedBy], [scene.agents[0]!.memberId, 'manual'])

  await closeIt(scene)
  await deactivate(scene)
  const freed = await database.transact(async (tx) => reopenConversation(tx, await subject(scene)))
  assert.deepEqual([freed.assigneeId, freed.assignedAt, freed.assignedBy], [null, null, null])
})

test('what a member closed by mistake goes on waiting where it was in the queue', async () => {
  const scene = await begin({}, null)
  const others = ['447700900888', '447700900999']
  const before = await rowOf(scene)
  for (const address of others) {
    const contact = { addresses: [address], matchKeys: [], name: null, phone: null }
    await bring(scene, inboundMessage({ contact }))
  }
  const input = { workspaceId: scene.workspaceId, id: before.id, actor: memberOf(scene) }
  await database.transact((tx) => closeConversation(tx, input))

  const reopened = await database.transact((tx) => reopenConversation(tx, input))

  assert.equal(reopened.waitingSince, before.waiting_since?.toISOString())
  const { data } = await listConversations(database.db, scene.agents[0]!, { view: 'waiting', limit: 50 })
  assert.deepEqual([data.length, data[0]?.id], [3, before.id])
  const after = await rowOf(scene, before.id)
  assert.deepEqual([after.queued_since, after.queue_order], [before.queued_since, before.queue_order])
})

test('what was closed a while ago, or after an answer, counts as new when it is opened again', async () => {
  const long = await begin({}, null)
  await closeIt(long)
  await sql`UPDATE event SET at = at - interval '11 minutes' WHERE workspace_id = ${long.workspaceId}`.execute(
    database.db,
  )
  const answered = await begin({}, null)
  await answer(answered)
  await closeIt(answered)

  for (const scene of [long, answered]) {
    const { waitingSince } = await database.transact(async (tx) => reopenConversation(tx, await subject(scene)))
    assert.equal(waitingSince, null)
  }
})

test('opened again while its assignee is deactivated, it is never left with them', async () => {
  for (let round = 0; round < 10; round += 1) {
    const scene = await begin({})
    await closeIt(scene)

    await Promise.all([
      database.transact(async (tx) => reopenConversation(tx, await subject(scene))),
      deactivate(scene),
    ])

    const { status, assigneeId } = await onlyConversation(scene)
    assert.deepEqual([status, assigneeId], ['open', null])
  }
})

for (const by of ['time', 'contact'] as const) {
  const wakeBy = by === 'time' ? wake : (scene: Scene) => bring(scene, inboundMessage())

  test(`woken by the ${by}, it goes on with its assignee when they are there and have room`, async () => {
    const scene = await begin({})
    await snooze(scene)
    await wakeBy(scene)
    assert.equal((await onlyConversation(scene)).assigneeId, scene.agents[0]!.memberId)
  })

  test(`woken by the ${by}, it goes to the queue when its assignee is offline`, async () => {
    const scene = await begin({})
    await snooze(scene)
    await choose(scene, scene.agents[0]!, 'offline')
    await wakeBy(scene)

    const { assignee_id, last_agent_id, status } = await rowOf(scene)
    assert.deepEqual([status, assignee_id, last_agent_id], ['open', null, scene.agents[0]!.memberId])
    const reasons = (await readLog(database, scene.workspaceId)).flatMap(({ type, data }) =>
      type === 'conversation.unassigned' && 'by' in data ? [data.by] : [],
    )
    assert.deepEqual(reasons, ['unsnoozed'])
  })

  test(`woken by the ${by}, it stays with somebody offline in a team that asks nobody to be there`, async () => {
    const scene = await begin({ onlineOnly: false })
    await snooze(scene)
    await choose(scene, scene.agents[0]!, 'offline')
    await wakeBy(scene)
    assert.equal((await onlyConversation(scene)).assigneeId, scene.agents[0]!.memberId)
  })

  for (const limit of ['agent', 'team', 'channel'] as const) {
    test(`woken by the ${by}, it goes to the queue when its assignee is at the limit of the ${limit}`, async () => {
      const scene = await begin(limit === 'team' ? { agentLimit: 0 } : {})
      await snooze(scene)
      if (limit === 'agent')
        await sql`UPDATE member SET agent_limit = 0 WHERE id = ${scene.agents[0]!.memberId}`.execute(database.db)
      if (limit === 'channel')
        await sql`UPDATE channel SET agent_limit = 0 WHERE id = ${scene.whatsapp.channelId}`.execute(database.db)
      await wakeBy(scene)
      assert.equal((await onlyConversation(scene)).assigneeId, null)
    })
  }
}

test('what wakes while its agent is given another never puts them over their limit', async () => {
  for (let round = 0; round < 10; round += 1) {
    const scene = await setScene(database, { agents: ['Ana Agent'], agentLimit: 1 })
    await bring(scene, inboundMessage())
    const { memberId } = scene.agents[0]!
    await database.transact(async (tx) => assignManually(tx, { ...(await subject(scene)), memberId }))
    await snooze(scene)
    const contact = { addresses: ['447700900777'], matchKeys: [], name: null, phone: null }
    await bring(scene, inboundMessage({ contact }))

    await Promise.all([
      drain(database, { workspaceId: scene.workspaceId, teamId: scene.team.id, trigger: 'test' }),
      bring(scene, inboundMessage()),
    ])
    await drain(database, { workspaceId: scene.workspaceId, teamId: scene.team.id, trigger: 'test' })

    const conversations = await allConversations(scene)
    assert.deepEqual(
      conversations.map(({ status }) => status),
      ['open', 'open'],
    )
    assert.equal(conversations.filter(({ assigneeId }) => assigneeId === memberId).length, 1)
  }
})

test('a member who takes up what is snoozed leaves it with its assignee, wherever they are', async () => {
  const scene = await begin({})
  await snooze(scene)
  await choose(scene, scene.agents[0]!, 'offline')

  await database.transact(async (tx) => unsnoozeConversation(tx, { ...(await subject(scene)), by: 'member' }))

  assert.equal((await onlyConversation(scene)).assigneeId, scene.agents[0]!.memberId)
})

/** A contact waits, and Ana has the conversation. */
async function begin(policy: Partial<Policy>, agent: number | null = 0): Promise<Scene> {
  const scene = await setScene(database, { policy })
  await bring(scene, inboundMessage())
  if (agent === null) return scene
  const { memberId } = scene.agents[agent]!
  await database.transact(async (tx) => assignManually(tx, { ...(await subject(scene)), memberId }))
  return scene
}

async function subject(scene: Scene) {
  const { id } = await onlyConversation(scene)
  return { workspaceId: scene.workspaceId, id, actor: memberOf(scene) }
}

function memberOf({ owner }: Scene) {
  return { type: 'member', id: owner.memberId } as const
}

function closeIt(scene: Scene) {
  return database.transact(async (tx) => closeConversation(tx, await subject(scene)))
}

function snooze(scene: Scene) {
  const until = new Date(Date.now() + 60_000)
  return database.transact(async (tx) => snoozeConversation(tx, { ...(await subject(scene)), until }))
}

async function wake({ workspaceId }: Scene): Promise<void> {
  await sql`UPDATE conversation SET snoozed_until = now() - interval '1 second'
    WHERE workspace_id = ${workspaceId}`.execute(database.db)
  assert.equal(await wakeSnoozed(database), 1)
}

async function answer(scene: Scene): Promise<void> {
  const { workspaceId, id } = await subject(scene)
  const words = { workspaceId, id, author: scene.agents[0]!, text: 'Hello', attachmentIds: [] }
  await database.transact((tx) => reply(tx, words))
}

/** As if all of it had been so many minutes earlier. */
async function age({ workspaceId }: Scene, minutes: number): Promise<void> {
  await sql`UPDATE conversation SET last_message_at = last_message_at - make_interval(mins => ${minutes}),
      queued_at = queued_at - make_interval(mins => ${minutes}),
      assigned_at = assigned_at - make_interval(mins => ${minutes})
    WHERE workspace_id = ${workspaceId}`.execute(database.db)
}

function deactivate(scene: Scene) {
  const { workspaceId, memberId: id } = scene.agents[0]!
  const by = { id: scene.owner.memberId, role: 'owner' } as const
  return database.transact((tx) => changeMember(tx, { workspaceId, id, by, given: { isDeactivated: true } }))
}

async function rowOf({ workspaceId }: Scene, id?: string) {
  const rows = database.db.selectFrom('conversation').selectAll().where('workspace_id', '=', workspaceId)
  return (id === undefined ? rows : rows.where('id', '=', id)).executeTakeFirstOrThrow()
}

async function wrapUpSeconds({ agents }: Scene): Promise<number | null> {
  const { rows } = await sql<{ seconds: number | null }>`
    SELECT extract(epoch FROM wrap_up_until - now())::float AS seconds FROM member
    WHERE id = ${agents[0]!.memberId}`.execute(database.db)
  return rows[0]!.seconds
}
