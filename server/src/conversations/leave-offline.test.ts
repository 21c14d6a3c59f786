import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Policy } from '@fairlead/sdk'
import { sql } from 'kysely'
import { assignManually } from '../assignment/manual.ts'
import { look } from '../assignment/testing.ts'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { choosePresence, expireLeases, renewLeases } from '../members/presence.ts'
import { readLog } from '../setup/testing.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { allConversations, bring, choose, type Scene, setScene } from '../testing/scene.ts'
import { leaveAll } from './leave-offline.ts'
import { releaseConversationsOf } from './release.ts'
import { reply } from './reply.ts'
import { snoozeConversation } from './snooze.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const table: readonly (readonly [
  whenOffline: Policy['whenOffline'],
  keepsUnanswered: boolean,
  keepsAnswered: boolean,
  keepsOnNextMessage: boolean,
])[] = [
  ['keep', true, true, true],
  ['reassign_unanswered', false, true, false],
  ['reassign_all', false, false, false],
  ['reassign_on_next_message', true, true, false],
]
for (const [whenOffline, keepsUnanswered, keepsAnswered, keepsOnNextMessage] of table) {
  test(`an agent goes offline: ${whenOffline}`, async () => {
    const scene = await begin({ whenOffline })
    const ages = (await allConversations(scene)).map(({ waitingSince }) => waitingSince)
    await choose(scene, scene.agents[0]!, 'offline')

    await leave(scene)

    assert.deepEqual(await heldBy(scene), [keepsUnanswered, keepsAnswered])
    assert.deepEqual(
      (await allConversations(scene)).map(({ waitingSince }) => waitingSince),
      ages,
    )
    const reasons = (await readLog(database, scene.workspaceId)).flatMap(({ type, data }) =>
      type === 'conversation.unassigned' && 'by' in data ? [data.by] : [],
    )
    assert.deepEqual(
      reasons,
      [keepsUnanswered, keepsAnswered].filter((keeps) => !keeps).map(() => 'offline'),
    )

    await bring(scene, inboundMessage({ contact: somebody(1) }))
    assert.deepEqual((await heldBy(scene))[1], keepsAnswered && keepsOnNextMessage)
    await leave(scene)
  })
}

test('going offline enqueues the job with the change, by choice and by an end of the lease', async () => {
  const scene = await begin({ whenOffline: 'reassign_all' })
  const { workspaceId, memberId } = scene.agents[0]!
  assert.equal(await jobs(memberId), 0)
  await choose(scene, scene.agents[0]!, 'offline')
  assert.equal(await jobs(memberId), 1)

  const other = scene.agents[1]!
  await sql`UPDATE presence_lease SET until = now() - interval '1 second' WHERE member_id = ${other.memberId}`.execute(
    database.db,
  )
  assert.equal(await expireLeases(database), 1)
  assert.equal(await jobs(other.memberId), 1)

  await assert.rejects(
    database.transact(async (tx) => {
      await choosePresence(tx, {
        workspaceId,
        memberId,
        presence: 'online',
        actor: { type: 'member', id: memberId },
        lease: 'until_changed',
      })
      throw new Error('a crash')
    }),
  )
  assert.equal(await jobs(memberId), 1)
})

test('who is back before the job runs keeps theirs, and busy is not offline', async () => {
  const scene = await begin({ whenOffline: 'reassign_all' })
  await choose(scene, scene.agents[0]!, 'offline')
  await choose(scene, scene.agents[0]!, 'online')
  await leave(scene)
  await choose(scene, scene.agents[0]!, 'busy')
  await leave(scene)
  await renewLeases(database, [scene.agents[0]!])

  assert.deepEqual(await heldBy(scene), [true, true])
})

test('somebody else gets it at once: it is not kept for the one who left', async () => {
  const scene = await begin({ whenOffline: 'reassign_all', previous: { waitMinutes: 60, overLimit: 'respect' } })
  await choose(scene, scene.agents[0]!, 'offline')

  await leave(scene)
  await look(scene)

  const other = scene.agents[1]!.memberId
  assert.deepEqual(
    (await allConversations(scene)).map(({ assigneeId }) => assigneeId),
    [other, other],
  )
})

test('it goes back as old as it was, by the boosts of now', async () => {
  const scene = await begin({ whenOffline: 'reassign_all' })
  await sql`UPDATE conversation SET queued_since = now() - interval '3 hours', waiting_since = NULL,
    queue_order = now() WHERE workspace_id = ${scene.workspaceId}`.execute(database.db)
  await sql`UPDATE workspace SET boosts = '{"urgent": 9, "high": 9, "normal": 9, "low": 9}'
    WHERE id = ${scene.workspaceId}`.execute(database.db)
  await choose(scene, scene.agents[0]!, 'offline')

  assert.equal(await leave(scene), 2)

  const { rows } = await sql<{ is_right: boolean }>`
    SELECT queued_since < now() - interval '2 hours' AND queue_order = queued_since - interval '9 minutes'
      AND queued_at > now() - interval '1 minute' AS is_right
    FROM conversation WHERE workspace_id = ${scene.workspaceId}`.execute(database.db)
  assert.deepEqual(
    rows.map((row) => row.is_right),
    [true, true],
  )
})

test('several runs at once take each back once', async () => {
  const scene = await begin({ whenOffline: 'reassign_all' })
  await choose(scene, scene.agents[0]!, 'offline')

  await Promise.all([leave(scene), leave(scene), leave(scene)])

  const events = (await readLog(database, scene.workspaceId)).filter(({ type }) => type === 'conversation.unassigned')
  assert.equal(events.length, 2)
})

test('a message at the very moment leaves nothing unanswered with somebody offline', async () => {
  for (let round = 0; round < 10; round += 1) {
    const scene = await begin({ whenOffline: 'reassign_unanswered' })

    await Promise.all([
      bring(scene, inboundMessage({ contact: somebody(1) })),
      choose(scene, scene.agents[0]!, 'offline').then(() => leave(scene)),
    ])

    assert.deepEqual(await heldBy(scene), [false, false])
  }
})

test('what is snoozed stays until it wakes', async () => {
  const scene = await begin({ whenOffline: 'reassign_all' })
  const [first] = await allConversations(scene)
  const until = new Date(Date.now() + 60_000)
  await database.transact((tx) => snoozeConversation(tx, { ...subject(scene, first!.id), until }))
  await choose(scene, scene.agents[0]!, 'offline')

  await leave(scene)

  assert.deepEqual(await heldBy(scene), [true, false])
})

test('who left a team gives back what they hold of it, snoozed too, and nothing else', async () => {
  const scene = await begin({ whenOffline: 'keep' })
  const [first, second] = await allConversations(scene)
  const until = new Date(Date.now() + 60_000)
  await database.transact((tx) => snoozeConversation(tx, { ...subject(scene, first!.id), until }))
  await sql`UPDATE conversation SET team_id = NULL WHERE id = ${second!.id}`.execute(database.db)
  const { workspaceId, memberId } = scene.agents[0]!
  const actor = { type: 'member', id: scene.owner.memberId } as const

  await database.transact((tx) =>
    releaseConversationsOf(tx, { workspaceId, memberId, actor, by: 'removed', teamId: scene.team.id }),
  )

  assert.deepEqual(await heldBy(scene), [false, true])
  const { rows } = await sql<{ reason: string }>`
    SELECT reason FROM decision WHERE conversation_id = ${first!.id} ORDER BY id DESC LIMIT 1`.execute(database.db)
  assert.equal(rows[0]?.reason, 'removed')
})

/** Ana has two conversations: the first unanswered, the second answered. */
async function begin(policy: Partial<Policy>): Promise<Scene> {
  const scene = await setScene(database, { policy })
  for (const contact of [0, 1]) await bring(scene, inboundMessage({ contact: somebody(contact) }))
  const { memberId } = scene.agents[0]!
  for (const { id } of await allConversations(scene)) {
    await database.transact((tx) => assignManually(tx, { ...subject(scene, id), memberId }))
  }
  const { id } = (await allConversations(scene))[1]!
  const words = { workspaceId: scene.workspaceId, id, author: scene.agents[0]!, text: 'Hello', attachmentIds: [] }
  await database.transact((tx) => reply(tx, words))
  return scene
}

function leave({ agents }: Scene): Promise<number> {
  const { workspaceId, memberId } = agents[0]!
  return leaveAll(database, { workspaceId, id: memberId })
}

async function heldBy(scene: Scene): Promise<boolean[]> {
  const { memberId } = scene.agents[0]!
  return (await allConversations(scene)).map(({ assigneeId }) => assigneeId === memberId)
}

async function jobs(memberId: string): Promise<number> {
  const { rows } = await sql`SELECT FROM graphile_worker.jobs WHERE key = ${`leave:${memberId}`}`.execute(database.db)
  return rows.length
}

function subject(scene: Scene, id: string) {
  return { workspaceId: scene.workspaceId, id, actor: { type: 'member', id: scene.owner.memberId } as const }
}

function somebody(number: number) {
  return { addresses: [`44770090010${number}`], matchKeys: [], name: null, phone: null }
}
