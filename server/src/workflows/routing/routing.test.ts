import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { type Policy, policy } from '@fairlead/sdk'
import { sql } from 'kysely'
import { assignManually, claimConversation } from '../../assignment/manual.ts'
import { look, queueUp } from '../../assignment/testing.ts'
import { closeConversation } from '../../conversations/close.ts'
import { append, Database } from '../../db/database.ts'
import { createTestDatabase } from '../../db/testing.ts'
import { Expectations } from '../../expectations/expectations.ts'
import { Housekeeping } from '../../housekeeping.ts'
import { readLog } from '../../setup/testing.ts'
import { quiet } from '../../testing/app.ts'
import { crashable } from '../../testing/crash.ts'
import { inboundMessage } from '../../testing/inbound.ts'
import { findViolations } from '../../testing/invariants.ts'
import { makeProviders } from '../../testing/providers.ts'
import { allMessages, bring, onlyConversation, type Scene, setScene } from '../../testing/scene.ts'
import { JobWorker } from '../../worker.ts'
import { followWorkflows } from './concerned.ts'
import { releaseRouting } from './release.ts'
import { enqueueRoute, routeConversation, routeForgotten } from './route.ts'
import { beginRouting, endRun, publishRouting, routingOf } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const other = new Database(testDatabase.url)
after(async () => {
  await other[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const missing = crypto.randomUUID()
const telling: Policy = policy.parse({
  messages: {
    away: { defaultLocale: 'en', texts: { en: 'We are away.' }, everyHours: 0 },
    overCapacity: { defaultLocale: 'en', texts: { en: 'You wait.' }, everyHours: 0 },
  },
})

type Trigger = Parameters<typeof publishRouting>[1]
type Options = Parameters<typeof publishRouting>[2]

const concerned: Readonly<Record<string, (scene: Scene) => Trigger>> = {
  everywhere: () => ({}),
  'on its channel': ({ whatsapp }) => ({ channelIds: [missing, whatsapp.channelId] }),
  'on its type of channel': () => ({ channelTypes: ['whatsapp'] }),
  'whoever begins it': () => ({ by: 'all' }),
}
for (const [where, trigger] of Object.entries(concerned)) {
  test(`a new conversation has no team where a workflow routes ${where}`, async () => {
    const scene = await setScene(database)
    await publishRouting(scene, trigger(scene))

    const [id] = await queueUp(scene)

    assert.deepEqual(await routingOf(scene, id!), { teamId: null, isHeld: true })
    const opened = (await readLog(database, scene.workspaceId)).find(({ type }) => type === 'conversation.opened')
    assert.equal(opened?.type === 'conversation.opened' && opened.data.conversation.teamId, null)
  })
}

const unconcerned: Readonly<Record<string, Readonly<{ trigger?: Trigger; options?: Options }>>> = {
  'routes another channel': { trigger: { channelIds: [missing] } },
  'routes another type of channel': { trigger: { channelTypes: ['email'] } },
  'routes what members begin': { trigger: { by: 'member' } },
  'is off': { options: { state: 'off' } },
  'does not route': { options: { isRouting: false } },
}
for (const [what, { trigger, options }] of Object.entries(unconcerned)) {
  test(`a new conversation has its team where the workflow ${what}`, async () => {
    const scene = await setScene(database)
    await publishRouting(scene, trigger, options)

    const [id] = await queueUp(scene)

    assert.deepEqual(await routingOf(scene, id!), { teamId: scene.team.id, isHeld: false })
  })
}

test('what goes on is not routed anew', async () => {
  const scene = await setScene(database)
  await bring(scene, inboundMessage())
  await publishRouting(scene)
  await setTimeout(1100)

  await bring(scene, inboundMessage({ text: 'And another thing' }))

  assert.equal((await onlyConversation(scene)).teamId, scene.team.id)
})

test('a process knows of its own change at once, and of another’s within a second', async () => {
  const scene = await setScene(database)
  followWorkflows(database)
  await queueUp(scene)
  const workflowId = await publishRouting(scene)
  const [early] = await queueUp(scene)
  assert.equal((await routingOf(scene, early!)).isHeld, false)

  await database.transact(async (tx) => {
    const { workspaceId, owner } = scene
    const actor = { type: 'member', id: owner.memberId } as const
    append(tx, { workspaceId, type: 'workflow.changed', subjectId: workflowId, actor, data: { id: workflowId } })
  })
  const [held] = await queueUp(scene)
  assert.equal((await routingOf(scene, held!)).isHeld, true)

  await database.db.updateTable('workflow').set({ state: 'off' }).where('id', '=', workflowId).execute()
  await setTimeout(1100)
  const [late] = await queueUp(scene)
  assert.equal((await routingOf(scene, late!)).isHeld, false)
})

test('nobody is given what is held back, and its contact is told nothing', async () => {
  const scene = await setScene(database, { policy: telling, presence: 'offline' })
  const expectations = new Expectations(database, quiet)
  await publishRouting(scene)
  const [id] = await queueUp(scene)

  await look(scene)
  await expectations.settled()
  await expectations.sweep()
  assert.deepEqual(await said(scene), [])

  await database.transact((tx) => releaseRouting(tx, { workspaceId: scene.workspaceId, id: id! }))
  await look(scene)
  await expectations.sweep()
  await expectations.stop()
  assert.deepEqual(await said(scene), ['You wait.'])
})

test('where no run routes it, it goes to the channel’s team by a job, else to the workspace’s', async () => {
  const scene = await setScene(database)
  const { workspaceId } = scene
  await publishRouting(scene)
  const [id] = await queueUp(scene)
  await database.transact((tx) => enqueueRoute(tx, workspaceId, id!))

  await new JobWorker(database, makeProviders('nowhere'), quiet).runDue()

  assert.deepEqual(await routingOf(scene, id!), { teamId: scene.team.id, isHeld: false })
  const moved = (await readLog(database, workspaceId)).findLast(({ type }) => type === 'conversation.moved')
  assert.deepEqual(moved?.actor, { type: 'system', id: null })
  assert.deepEqual(moved?.type === 'conversation.moved' && { ...moved.data, conversation: null }, {
    conversation: null,
    teamId: scene.team.id,
    fromTeamId: null,
    by: 'workflow',
  })
  assert.equal(await look(scene), 1)
  assert.deepEqual(await findViolations(database, workspaceId), [])
})

test('while a run routes it, it stays; once that has ended, it goes', async () => {
  const scene = await setScene(database)
  await publishRouting(scene)
  const [id] = await queueUp(scene)
  const run = await beginRouting(scene, id!)
  const route = () => routeConversation(database, { workspaceId: scene.workspaceId, id: id! })

  await route()
  assert.equal((await routingOf(scene, id!)).isHeld, true)

  await endRun(scene, run)
  await route()
  assert.deepEqual(await routingOf(scene, id!), { teamId: scene.team.id, isHeld: false })
})

test('without any team it waits for people, and is held back no more', async () => {
  const scene = await setScene(database)
  await database.db
    .updateTable('workspace')
    .set({ default_team_id: null })
    .where('id', '=', scene.workspaceId)
    .execute()
  await publishRouting(scene)
  const [id] = await queueUp(scene)

  await routeConversation(database, { workspaceId: scene.workspaceId, id: id! })

  assert.deepEqual(await routingOf(scene, id!), { teamId: null, isHeld: false })
})

test('what nobody remembered is found after half a minute, unless a run routes it', async () => {
  const scene = await setScene(database)
  await publishRouting(scene)
  const [forgotten, young, routed] = await queueUp(scene, 3)
  await beginRouting(scene, routed!)
  await sql`UPDATE conversation SET routing_since = routing_since - interval '31 seconds'
    WHERE id IN (${forgotten}, ${routed})`.execute(database.db)

  await new Housekeeping(database, makeProviders('nowhere'), quiet).run()

  const held = await Promise.all([forgotten, young, routed].map(async (id) => (await routingOf(scene, id!)).isHeld))
  assert.deepEqual(held, [false, true, true])
})

test('a person who takes over ends it', async () => {
  const scene = await setScene(database)
  const { workspaceId, owner, agents, team } = scene
  const actor = { type: 'member', id: owner.memberId } as const
  await publishRouting(scene)
  const [moved, given, claimed, closed] = await queueUp(scene, 4)
  await beginRouting(scene, given!)

  await database.transact((tx) => assignManually(tx, { workspaceId, id: moved!, actor, teamId: team.id }))
  await database.transact((tx) => assignManually(tx, { workspaceId, id: given!, actor, memberId: agents[0]!.memberId }))
  await database.transact((tx) => claimConversation(tx, { workspaceId, id: claimed!, memberId: agents[1]!.memberId }))
  await database.transact((tx) => closeConversation(tx, { workspaceId, id: closed!, actor }))

  for (const id of [moved, given, claimed, closed]) {
    assert.deepEqual(await routingOf(scene, id!), { teamId: team.id, isHeld: false })
  }
  assert.deepEqual(await findViolations(database, workspaceId), [])
})

test('of two processes at once one moves it, and one that dies in between loses nothing', async () => {
  const scene = await setScene(database)
  const { workspaceId } = scene
  const mortal = new Database(testDatabase.url)
  const crashes = crashable(mortal)
  await publishRouting(scene)
  const ids = await queueUp(scene, 12)
  await sql`UPDATE conversation SET routing_since = routing_since - interval '1 minute' WHERE id = ANY (${ids}::uuid[])`.execute(
    database.db,
  )

  for (const [index, id] of ids.entries()) {
    crashes.arm(1 + (index % 6), index % 2 === 0 ? 'before' : 'after')
    await routeConversation(mortal, { workspaceId, id }).catch(() => undefined)
  }
  crashes.disarm()
  await Promise.all([routeForgotten(database), routeForgotten(other), routeForgotten(database)])
  await mortal[Symbol.asyncDispose]()

  assert.ok(crashes.count > 6)
  const moves = (await readLog(database, workspaceId)).filter(({ type }) => type === 'conversation.moved')
  assert.deepEqual(moves.map(({ subjectId }) => subjectId).sort(), ids.toSorted())
  for (const id of ids) assert.equal((await routingOf(scene, id)).teamId, scene.team.id)
  assert.deepEqual(await findViolations(database, workspaceId), [])
})

async function said(scene: Scene): Promise<string[]> {
  return (await allMessages(scene)).filter(({ author }) => author.type === 'system').map(({ text }) => text)
}
