import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Conversation, conversationView, Policy } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { z } from 'zod'
import { drain } from '../assignment/assign.ts'
import { assignManually } from '../assignment/manual.ts'
import { Database } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { createTestDatabase } from '../db/testing.ts'
import { inboundMessage, mara } from '../testing/inbound.ts'
import { allConversations, bring, choose, type Scene, setScene } from '../testing/scene.ts'
import { editConversation } from './change.ts'
import { closeConversation } from './close.ts'
import { listCountdowns } from './countdowns.ts'
import { countConversations, listConversations } from './list.ts'
import { snoozeConversation } from './snooze.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('pages end to end give every conversation once, newest activity first', async () => {
  const scene = await setScene(database)
  await write(scene, 25)
  // Several of one instant, down to the microsecond.
  await sql`UPDATE conversation SET last_activity_at = date_trunc('second', last_activity_at)
    WHERE workspace_id = ${scene.workspaceId}`.execute(database.db)

  const read = await pages(scene, 'all', 4)

  assert.equal(new Set(read.map(({ id }) => id)).size, 25)
  const order = read.map(({ lastActivityAt, id }) => `${lastActivityAt} ${id}`)
  assert.deepEqual(order, order.toSorted().reverse())
})

for (const [what, policy] of [
  ['', {}],
  [', those with a near deadline first', { firstReplyMinutes: 10, deadlineNearMinutes: 8 }],
] as const) {
  test(`the waiting are listed in the very order in which they are served${what}`, () => assertOrder(policy))
}

async function assertOrder(policy: Partial<Policy>) {
  const scene = await setScene(database, { agents: ['Ana Agent'], presence: 'offline', policy })
  await write(scene, 12)
  const priorities = ['urgent', 'high', 'normal', 'low'] as const
  for (const [index, { id }] of (await allConversations(scene)).entries()) {
    const priority = priorities[index % 4]!
    await database.transact((tx) => editConversation(tx, { ...subject(scene, id), priority }))
  }

  const listed = (await pages(scene, 'waiting', 5)).map(({ id }) => id)
  await choose(scene, scene.agents[0]!, 'online')
  await drain(database, { workspaceId: scene.workspaceId, teamId: scene.team.id, trigger: 'test' })

  const { rows } = await sql<{ id: string }>`
    SELECT subject_id AS id FROM event WHERE workspace_id = ${scene.workspaceId} AND type = 'conversation.assigned'
    ORDER BY sequence`.execute(database.db)
  assert.deepEqual(
    rows.map(({ id }) => id),
    listed,
  )
}

test('each view has what it says, and the counts agree', async () => {
  const scene = await setScene(database)
  await write(scene, 6)
  const ids = (await allConversations(scene)).map(({ id }) => id)
  const memberId = scene.agents[0]!.memberId
  for (const id of ids.slice(0, 4)) {
    await database.transact((tx) => assignManually(tx, { ...subject(scene, id), memberId }))
  }
  await database.transact((tx) => closeConversation(tx, subject(scene, ids[0]!)))
  const until = new Date(Date.now() + 60_000)
  await database.transact((tx) => snoozeConversation(tx, { ...subject(scene, ids[1]!), until }))

  const expected = { mine: [2, 3], waiting: [4, 5], all: [2, 3, 4, 5], snoozed: [1], closed: [0] } as const
  for (const [view, indexes] of Object.entries(expected) as [keyof typeof expected, readonly number[]][]) {
    const listed = (await pages(scene, view, 50)).map(({ id }) => ids.indexOf(id))
    assert.deepEqual(listed.toSorted(), indexes, view)
  }
  assert.deepEqual(await countConversations(database.db, scene.agents[0]!), {
    mine: 2,
    waiting: 2,
    all: 4,
    snoozed: 1,
    mentions: 0,
    teams: { [scene.team.id]: 2 },
  })
})

test('the mentions are those the caller has not seen, whatever became of the conversation', async () => {
  const scene = await setScene(database)
  await write(scene, 3)
  const ids = (await allConversations(scene)).map(({ id }) => id)
  const mention = (index: number, seen_at: Date | null, memberId = scene.agents[0]!.memberId) =>
    database.db
      .insertInto('mention')
      .values({
        workspace_id: scene.workspaceId,
        member_id: memberId,
        message_id: newId(),
        conversation_id: ids[index]!,
        at: new Date(),
        seen_at,
      })
      .execute()
  await mention(0, null)
  await mention(0, null)
  await mention(1, new Date())
  await mention(2, null, scene.agents[1]!.memberId)
  await database.transact((tx) => closeConversation(tx, subject(scene, ids[0]!)))

  assert.deepEqual(
    (await pages(scene, 'mentions', 5)).map(({ id }) => id),
    [ids[0]],
  )
  assert.equal((await countConversations(database.db, scene.agents[0]!)).mentions, 1)
})

test('tells of those on the screen until when somebody has to answer', async () => {
  const scene = await setScene(database, { policy: { firstReplyMinutes: 30, deadlineNearMinutes: 10 } })
  await write(scene, 2)
  const [first, second] = await allConversations(scene)
  await database.transact((tx) => closeConversation(tx, subject(scene, second!.id)))

  const [countdown, ...others] = await listCountdowns(database.db, scene.workspaceId, [first!.id, second!.id, newId()])

  assert.deepEqual(others, [])
  assert.equal(countdown?.conversationId, first!.id)
  assert.equal(Date.parse(countdown?.deadlineAt ?? ''), Date.parse(first!.waitingSince!) + 30 * 60_000)
  assert.equal(countdown?.deadlineNearMinutes, 10)
})

async function pages(scene: Scene, view: z.infer<typeof conversationView>, limit: number) {
  const read: Conversation[] = []
  for (let cursor: string | undefined; ; ) {
    const { data, nextCursor } = await listConversations(database.db, scene.agents[0]!, { view, limit, cursor })
    read.push(...data)
    if (nextCursor === null) return read
    cursor = nextCursor
  }
}

async function write(scene: Scene, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    // Two of each minute wait equally long.
    const at = Date.now() - Math.floor(index / 2) * 60_000
    await bring(scene, inboundMessage({ at, contact: { ...mara, addresses: [`4477009${1000 + index}`] } }))
  }
}

function subject({ workspaceId, owner }: Scene, id: string) {
  return { workspaceId, id, actor: { type: 'member', id: owner.memberId } as const }
}
