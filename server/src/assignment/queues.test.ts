import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { policy } from '@fairlead/sdk'
import { sql } from 'kysely'
import { Storage } from '../attachments/storage.ts'
import { editConversation } from '../conversations/change.ts'
import { closeConversation } from '../conversations/close.ts'
import { snoozeConversation, unsnoozeConversation } from '../conversations/snooze.ts'
import { Database, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { createTestDatabase, type TestDatabase } from '../db/testing.ts'
import { AppError } from '../errors.ts'
import { changeMember } from '../members/change.ts'
import { createGuardedFetch } from '../providers/guarded-fetch.ts'
import { deleteSkill } from '../skills/delete.ts'
import { makeSkill } from '../skills/make.ts'
import { makeTeam } from '../teams/make.ts'
import { changePolicy } from '../teams/policy.ts'
import { setTeamMembers } from '../teams/set-members.ts'
import { quiet } from '../testing/app.ts'
import { inboundMessage, mara } from '../testing/inbound.ts'
import { providerUrls } from '../testing/providers.ts'
import { allConversations, bring, choose, onlyConversation, type Scene, secrets, setScene } from '../testing/scene.ts'
import { JobWorker } from '../worker.ts'
import { changeWorkspace } from '../workspace/change.ts'
import { assignManually } from './manual.ts'
import { Queues } from './queues.ts'
import { lastDecision, letWait, queueUp, setOwner } from './testing.ts'

const providers = {
  fetch: createGuardedFetch({ allowPrivateNetwork: false }),
  secrets,
  storage: new Storage('nowhere'),
  urls: providerUrls(),
  publicUrl: 'http://localhost:3000',
}
let testDatabase: TestDatabase
let database: Database
let queues: Queues

before(async () => {
  testDatabase = await createTestDatabase()
  database = new Database(testDatabase.url)
  queues = new Queues(database, quiet)
})
after(async () => {
  await queues.stop()
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('a message of a new contact is assigned at once', async () => {
  const scene = await setScene(database)

  await write(scene, 1)
  await queues.settled()

  assert.deepEqual(await holders(scene), [0])
})

/** Ana holds the first conversation and is full; the second waits. What is done gives it to somebody. */
const openings: Readonly<
  Record<string, (tx: Tx, scene: Scene, ids: { held: string; waiting: string }) => Promise<unknown>>
> = {
  'a conversation is closed': (tx, scene, { held }) => closeConversation(tx, subject(scene, held)),
  'a conversation is snoozed': (tx, scene, { held }) =>
    snoozeConversation(tx, { ...subject(scene, held), until: new Date(Date.now() + 60_000) }),
  'a conversation is given to somebody else': (tx, scene, { held }) =>
    assignManually(tx, { ...subject(scene, held), memberId: scene.owner.memberId }),
  'a conversation is moved to another team': async (tx, scene, { held }) => {
    const team = await makeTeam(tx, { ...context(scene), given: { name: 'Sales', memberIds: [] } })
    await assignManually(tx, { ...subject(scene, held), teamId: team.id })
  },
  'the workspace’s limit is raised': (tx, scene) =>
    changeWorkspace(tx, { ...context(scene), given: { agentLimit: 2 } }),
  'a personal limit is raised': (tx, scene) =>
    changeMember(tx, {
      workspaceId: scene.workspaceId,
      id: scene.agents[0]!.memberId,
      by: { id: scene.owner.memberId, role: 'owner' },
      given: { agentLimit: 2 },
    }),
  'a member is added to the team': (tx, scene) =>
    setTeamMembers(tx, {
      ...context(scene),
      id: scene.team.id,
      members: scene.agents.map(({ memberId }) => asTeamMember(memberId)),
    }),
  'the policy counts presence no more': (tx, scene) =>
    changePolicy(tx, {
      ...context(scene),
      id: scene.team.id,
      settings: policy.parse({ onlineOnly: false, assignWhenBusy: true }),
    }).then(() => changeWorkspace(tx, { ...context(scene), given: { agentLimit: null } })),
}

for (const [what, open] of Object.entries(openings)) {
  test(`who waits is served when ${what}`, async () => {
    const { scene, ...ids } = await fullScene()

    await database.transact((tx) => open(tx, scene, ids))
    await queues.settled()

    const waiting = (await allConversations(scene)).find(({ id }) => id === ids.waiting)
    assert.notEqual(waiting?.assigneeId, null)
  })
}

test('who waits is served when somebody comes online', async () => {
  const scene = await setScene(database, { presence: 'offline' })
  await write(scene, 1)
  await queues.settled()
  assert.deepEqual(await holders(scene), [-1])

  await choose(scene, scene.agents[1]!, 'online')
  await queues.settled()

  assert.deepEqual(await holders(scene), [1])
})

test('what is unassigned, taken up again or reopened is assigned again', async () => {
  const scene = await setScene(database, { agents: ['Ana Agent'], presence: 'offline' })
  await write(scene, 1)
  const { id } = await onlyConversation(scene)
  const again = async (change: (tx: Tx) => Promise<unknown>) => {
    await database.transact(change)
    await queues.settled()
    return holders(scene)
  }

  assert.deepEqual(
    await again((tx) => assignManually(tx, { ...subject(scene, id), memberId: scene.owner.memberId })),
    [-1],
  )
  await choose(scene, scene.agents[0]!, 'online')
  assert.deepEqual(await again((tx) => assignManually(tx, { ...subject(scene, id), memberId: null })), [0])

  await again((tx) => assignManually(tx, { ...subject(scene, id), memberId: scene.owner.memberId }))
  await again((tx) => closeConversation(tx, subject(scene, id)))
  await write(scene, 1)
  await queues.settled()
  assert.deepEqual(await holders(scene), [0])

  const until = new Date(Date.now() + 60_000)
  await choose(scene, scene.agents[0]!, 'offline')
  await again((tx) => assignManually(tx, { ...subject(scene, id), memberId: null }))
  await again((tx) => snoozeConversation(tx, { ...subject(scene, id), until }))
  await choose(scene, scene.agents[0]!, 'online')
  assert.deepEqual(await holders(scene), [-1])
  assert.deepEqual(await again((tx) => unsnoozeConversation(tx, { ...subject(scene, id), by: 'member' })), [0])
})

test('what another process left waiting when it died is found by the sweeper', async () => {
  const scene = await setScene(database)
  const dying = new Database(testDatabase.url)
  const sweeping = new Queues(database, quiet)
  try {
    await bring({ ...scene, database: dying }, inboundMessage())
    assert.deepEqual(await holders(scene), [-1])

    sweeping.start()
    for (let tries = 0; tries < 200 && (await holders(scene))[0] === -1; tries += 1) await setTimeout(100)
    assert.deepEqual(await holders(scene), [0])
  } finally {
    await sweeping.stop()
    await dying[Symbol.asyncDispose]()
  }
})

/** Ana alone is there, without what the conversation needs. What is done gives it to her. */
const changes: Readonly<Record<string, (tx: Tx, scene: Scene, id: string) => Promise<unknown>>> = {
  'the conversation needs no skill any more': (tx, scene, id) =>
    editConversation(tx, { ...subject(scene, id), skillIds: [] }),
  'somebody learns the skill': async (tx, scene, id) => {
    const { skill_ids: skillIds } = await tx
      .selectFrom('conversation')
      .select('skill_ids')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const by = { id: scene.owner.memberId, role: 'owner' } as const
    const member = { workspaceId: scene.workspaceId, id: scene.agents[0]!.memberId }
    await changeMember(tx, { ...member, by, given: { skillIds } })
  },
  'the skill is deleted': async (tx, scene, id) => {
    const { skill_ids } = await tx
      .selectFrom('conversation')
      .select('skill_ids')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    await deleteSkill(tx, { ...context(scene), id: skill_ids[0]! })
  },
}

for (const [what, change] of Object.entries(changes)) {
  test(`who waits for a skill is served when ${what}`, async () => {
    const scene = await setScene(database, { agents: ['Ana Agent'], presence: 'offline' })
    await write(scene, 1)
    const { id } = await onlyConversation(scene)
    await database.transact(async (tx) => {
      const skill = await makeSkill(tx, { ...context(scene), given: { name: 'Knots', language: null } })
      await editConversation(tx, { ...subject(scene, id), skillIds: [skill.id] })
    })
    await choose(scene, scene.agents[0]!, 'online')
    await queues.settled()
    assert.deepEqual(await holders(scene), [-1])

    await database.transact((tx) => change(tx, scene, id))
    await queues.settled()

    assert.deepEqual(await holders(scene), [0])
  })
}

test('a skill that does not exist is refused', async () => {
  const scene = await setScene(database)
  await write(scene, 1)
  const { id } = await onlyConversation(scene)

  await assert.rejects(
    database.transact((tx) => editConversation(tx, { ...subject(scene, id), skillIds: [newId()] })),
    (error) => error instanceof AppError && error.code === 'unknown_reference',
  )
})

test('a hold that is over is noticed by its timer within a second, and hours that begin would be', async () => {
  const scene = await setScene(database, {
    agents: ['Ana Agent', 'Ben Agent'],
    policy: { owner: { waitMinutes: 1, overLimit: 'respect' } },
  })
  await choose(scene, scene.agents[0]!, 'busy')
  await choose(scene, scene.agents[1]!, 'busy')
  const [id] = await queueUp(scene)
  await setOwner(scene, id!, scene.agents[0]!)
  await letWait(scene, id!, 57 / 60)
  await choose(scene, scene.agents[1]!, 'online')
  await queues.settled()
  const row = await database.db.selectFrom('conversation').selectAll().where('id', '=', id!).executeTakeFirstOrThrow()
  assert.equal(row.assignee_id, null)
  const worker = new JobWorker(database, providers, quiet)
  await worker.start()
  try {
    const until = row.queued_at.getTime() + 60_000
    for (;;) {
      const { assigned_at } = await database.db
        .selectFrom('conversation')
        .select('assigned_at')
        .where('id', '=', id!)
        .executeTakeFirstOrThrow()
      if (assigned_at) {
        assert.ok(assigned_at.getTime() >= until && assigned_at.getTime() < until + 2000)
        break
      }
      assert.ok(Date.now() < until + 10_000, 'it was never looked at')
      await setTimeout(50)
    }
  } finally {
    await worker.stop()
  }
  assert.equal((await lastDecision(scene, id!)).trigger, 'timer')
})

test('most looks write nothing about the next one', async () => {
  const scene = await setScene(database, { policy: { owner: { waitMinutes: 10, overLimit: 'respect' } } })
  await choose(scene, scene.agents[0]!, 'busy')
  const [id] = await queueUp(scene)
  await queues.settled()
  await setOwner(scene, id!, scene.agents[0]!)
  const timers = async () => {
    const { rows } = await sql<{ id: string; run_at: Date }>`SELECT id, run_at FROM graphile_worker.jobs
      WHERE key = ${`look:${scene.team.id}`}`.execute(database.db)
    return rows
  }
  await database.transact((tx) => assignManually(tx, { ...subject(scene, id!), memberId: null }))
  await queues.settled()
  const first = await timers()
  assert.equal(first.length, 1)

  for (let times = 0; times < 3; times += 1) queues.look(scene.workspaceId, 'test')
  await queues.settled()

  assert.deepEqual(await timers(), first)
})

test('looks that come while one is under way become one, and none is lost', async () => {
  const scene = await setScene(database, { agentLimit: 40 })

  await Promise.all(Array.from({ length: 60 }, (_, index) => write(scene, 1, index)))
  await queues.settled()

  const counts = [0, 1].map(async (agent) => (await holders(scene)).filter((holder) => holder === agent).length)
  assert.deepEqual(await Promise.all(counts), [30, 30])
})

test('a team that cannot be served holds up no other', async () => {
  const scene = await setScene(database, { presence: 'offline' })
  await write(scene, 1)
  const sales = await database.transact((tx) =>
    makeTeam(tx, { ...context(scene), given: { name: 'Sales', memberIds: [scene.agents[0]!.memberId] } }),
  )
  await write(scene, 1, 1)
  const [first, second] = await allConversations(scene)
  for (const [teamId, id] of [
    [scene.team.id, first!.id],
    [sales.id, second!.id],
  ] as const) {
    await database.transact((tx) => assignManually(tx, { ...subject(scene, id), teamId }))
  }
  await queues.settled()
  const broken = [scene.team.id, sales.id].toSorted()[0]!
  await database.db.updateTable('policy').set({ settings: 'null' }).where('team_id', '=', broken).execute()

  await choose(scene, scene.agents[0]!, 'online')
  await queues.settled()

  const served = (await allConversations(scene)).filter(({ assigneeId }) => assigneeId !== null)
  assert.deepEqual(
    served.map(({ teamId }) => teamId === broken),
    [false],
  )
})

async function fullScene() {
  const scene = await setScene(database, { agentLimit: 1 })
  const ana = [asTeamMember(scene.agents[0]!.memberId)]
  await database.transact((tx) => setTeamMembers(tx, { ...context(scene), id: scene.team.id, members: ana }))
  await write(scene, 2)
  await queues.settled()
  const conversations = await allConversations(scene)
  const held = conversations.find(({ assigneeId }) => assigneeId !== null)
  const waiting = conversations.find(({ assigneeId }) => assigneeId === null)
  assert.ok(held && waiting)
  return { scene, held: held.id, waiting: waiting.id }
}

/** New contacts write; `from` tells them apart. */
async function write(scene: Scene, count: number, from = 0): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    await bring(scene, inboundMessage({ contact: { ...mara, addresses: [`4477009${1000 + from + index}`] } }))
  }
}

/** Which agent has each conversation; -1 when nobody of the team has. */
async function holders(scene: Scene): Promise<number[]> {
  const conversations = await allConversations(scene)
  return conversations.map(({ assigneeId }) => scene.agents.findIndex(({ memberId }) => memberId === assigneeId))
}

function context({ workspaceId, owner }: Scene) {
  return { workspaceId, actor: { type: 'member', id: owner.memberId } as const }
}

function subject(scene: Scene, id: string) {
  return { ...context(scene), id }
}

function asTeamMember(memberId: string) {
  return { memberId, tier: 1, weight: 1 }
}
