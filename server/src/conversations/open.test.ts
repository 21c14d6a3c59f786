import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { Actor } from '@fairlead/sdk'
import { sql } from 'kysely'
import { assignManually } from '../assignment/manual.ts'
import { editChannel } from '../channels/connect.ts'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { AppError } from '../errors.ts'
import { readLog } from '../setup/testing.ts'
import { makeTeam } from '../teams/make.ts'
import { inboundDeletion, inboundEdit, inboundMessage, inboundReaction, inboundStatus } from '../testing/inbound.ts'
import {
  allConversations,
  allMessages,
  bring,
  onlyConversation,
  type Scene,
  secrets,
  setScene,
} from '../testing/scene.ts'
import { changeWorkspace } from '../workspace/change.ts'
import { closeConversation, reopenConversation } from './close.ts'
import { snoozeConversation, unsnoozeConversation, wakeSnoozed } from './snooze.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('a closed conversation reopens within the window, without its assignee', async () => {
  const scene = await setScene(database)
  await bring(scene, inboundMessage())
  const { id } = await onlyConversation(scene)
  await assignTo(scene, id, scene.agents[0]!.memberId)
  await database.transact((tx) => closeConversation(tx, subject(scene, id)))

  await bring(scene, inboundMessage())

  const conversation = await onlyConversation(scene)
  assert.deepEqual(
    [conversation.status, conversation.assigneeId, conversation.teamId, conversation.closedAt],
    ['open', null, scene.team.id, null],
  )
  assert.deepEqual(await typesOf(scene, 2), ['conversation.reopened', 'message.created'])
})

test('after the window a new conversation is opened', async () => {
  const scene = await setScene(database)
  await bring(scene, inboundMessage())
  const { id } = await onlyConversation(scene)
  await database.transact((tx) => closeConversation(tx, subject(scene, id)))
  await sql`UPDATE conversation SET closed_at = now() - interval '48 hours' WHERE id = ${id}`.execute(database.db)

  await bring(scene, inboundMessage())

  assert.deepEqual(
    (await allConversations(scene)).map(({ status }) => status),
    ['closed', 'open'],
  )
})

test('with a window of no hours every closed conversation stays closed', async () => {
  const scene = await setScene(database)
  await changeWorkspaceOf(scene, { reopenHours: 0 })
  await bring(scene, inboundMessage())
  await database.transact(async (tx) => closeConversation(tx, subject(scene, (await onlyConversation(scene)).id)))

  await bring(scene, inboundMessage())

  assert.equal((await allConversations(scene)).length, 2)
})

test('a channel’s own window goes before the workspace’s, shorter or longer', async () => {
  for (const [ofChannel, ofWorkspace, count] of [
    [1, 48, 2],
    [48, 1, 1],
    [0, 48, 2],
    [null, 1, 2],
    [null, 48, 1],
  ] as const) {
    const scene = await setScene(database)
    await changeWorkspaceOf(scene, { reopenHours: ofWorkspace })
    await sql`UPDATE channel SET reopen_hours = ${ofChannel} WHERE id = ${scene.whatsapp.channelId}`.execute(
      database.db,
    )
    await bring(scene, inboundMessage())
    const { id } = await onlyConversation(scene)
    await database.transact((tx) => closeConversation(tx, subject(scene, id)))
    await sql`UPDATE conversation SET closed_at = now() - interval '2 hours' WHERE id = ${id}`.execute(database.db)

    await bring(scene, inboundMessage())

    assert.equal((await allConversations(scene)).length, count, `${ofChannel}, ${ofWorkspace}`)
  }
})

test('opened again by its contact it counts as new in the queue, and its agent as the previous one', async () => {
  const scene = await setScene(database)
  await bring(scene, inboundMessage())
  const { id } = await onlyConversation(scene)
  await assignTo(scene, id, scene.agents[0]!.memberId)
  await database.transact((tx) => closeConversation(tx, subject(scene, id)))
  await sql`UPDATE conversation SET tried = ARRAY[gen_random_uuid()], overflowed_from = ARRAY[gen_random_uuid()],
    escalated_at = now(), queued_at = now() - interval '1 day' WHERE id = ${id}`.execute(database.db)

  const at = Date.now() - 60_000
  await bring(scene, inboundMessage({ at }))

  const row = await database.db.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  assert.deepEqual(
    [row.tried, row.overflowed_from, row.escalated_at, row.assigned_by, row.last_agent_id],
    [[], [], null, null, scene.agents[0]!.memberId],
  )
  assert.deepEqual([row.waiting_since?.getTime(), row.queued_since.getTime(), row.queue_order.getTime()], [at, at, at])
  assert.ok(Date.now() - row.queued_at.getTime() < 10_000)
})

test('the age counts from the first message without an answer, and the last message is known', async () => {
  const scene = await setScene(database)
  const first = Date.now() - 600_000
  const ageOf = async () => {
    const { rows } = await sql<{ queued_since: Date; last_message_at: Date }>`
      SELECT queued_since, last_message_at FROM conversation WHERE workspace_id = ${scene.workspaceId}`.execute(
      database.db,
    )
    return [rows[0]!.queued_since.getTime(), rows[0]!.last_message_at.getTime()]
  }
  await bring(scene, inboundMessage({ at: first }))
  await bring(scene, inboundMessage({ at: first + 60_000 }))
  assert.deepEqual(await ageOf(), [first, first + 60_000])
  await bring(scene, inboundMessage({ at: first - 60_000 }))
  assert.deepEqual(await ageOf(), [first - 60_000, first + 60_000])

  await bring(scene, inboundMessage({ author: 'member', at: first + 120_000 }))
  await bring(scene, inboundMessage({ at: first + 180_000 }))
  assert.deepEqual(await ageOf(), [first + 180_000, first + 180_000])
})

test('a message wakes a snoozed conversation, and whoever had it has it', async () => {
  const scene = await setScene(database)
  await bring(scene, inboundMessage())
  const { id } = await onlyConversation(scene)
  await assignTo(scene, id, scene.agents[0]!.memberId)
  await snooze(scene, id)

  await bring(scene, inboundMessage())

  const conversation = await onlyConversation(scene)
  assert.deepEqual(
    [conversation.status, conversation.snoozedUntil, conversation.assigneeId],
    ['open', null, scene.agents[0]!.memberId],
  )
  assert.deepEqual(await typesOf(scene, 2), ['conversation.unsnoozed', 'message.created'])
})

test('wakes what is due, once, however many look', async () => {
  const scene = await setScene(database)
  await bring(scene, inboundMessage())
  const { id } = await onlyConversation(scene)
  await snooze(scene, id)
  assert.equal(await wakeSnoozed(database), 0)
  await sql`UPDATE conversation SET snoozed_until = now() - interval '1 second' WHERE id = ${id}`.execute(database.db)

  const woken = await Promise.all([wakeSnoozed(database), wakeSnoozed(database), wakeSnoozed(database)])

  assert.deepEqual(woken.toSorted(), [0, 0, 1])
  assert.equal((await onlyConversation(scene)).status, 'open')
})

test('refuses to snooze into the past, and to take up what is not snoozed', async () => {
  const scene = await setScene(database)
  await bring(scene, inboundMessage())
  const { id } = await onlyConversation(scene)

  await assert.rejects(snooze(scene, id, new Date(Date.now() - 1)), hasCode('invalid_request'))
  await assert.rejects(
    database.transact((tx) => unsnoozeConversation(tx, { ...subject(scene, id), by: 'member' })),
    hasCode('conversation_not_open'),
  )
})

test('the team is the channel’s, else the workspace’s, else none', async () => {
  const scene = await setScene(database)
  const actor = ownerOf(scene)
  const sales = await database.transact((tx) =>
    makeTeam(tx, { workspaceId: scene.workspaceId, actor, given: { name: 'Sales', memberIds: [] } }),
  )
  await bring(scene, inboundMessage())
  assert.equal((await onlyConversation(scene)).teamId, scene.team.id)

  const context = { workspaceId: scene.workspaceId, actor, secrets, publicUrl: '' }
  await database.transact((tx) => editChannel(tx, context, scene.whatsapp.channelId, { teamId: sales.id }))
  await bring(scene, inboundMessage({ contact: somebody('447700900002') }))
  assert.equal((await allConversations(scene)).at(-1)?.teamId, sales.id)

  await database.transact((tx) => editChannel(tx, context, scene.whatsapp.channelId, { teamId: null }))
  await changeWorkspaceOf(scene, { defaultTeamId: null })
  await bring(scene, inboundMessage({ contact: somebody('447700900003') }))
  assert.equal((await allConversations(scene)).at(-1)?.teamId, null)
})

test('what the business writes on its own phone answers, and opens and wakes nothing', async () => {
  const scene = await setScene(database)
  await bring(scene, inboundMessage())
  await bring(scene, inboundMessage({ author: 'member', text: 'from the phone' }))
  const { id, waitingSince, unreadCount, lastMessage } = await onlyConversation(scene)
  assert.deepEqual([waitingSince, unreadCount, lastMessage?.authorType], [null, 0, 'member'])

  await snooze(scene, id)
  await bring(scene, inboundMessage({ author: 'member' }))
  assert.equal((await onlyConversation(scene)).status, 'snoozed')

  await database.transact((tx) => closeConversation(tx, subject(scene, id)))
  await bring(scene, inboundMessage({ author: 'member' }))
  assert.equal((await onlyConversation(scene)).status, 'closed')
  assert.equal((await allMessages(scene)).length, 4)
})

for (const status of ['closed', 'snoozed'] as const) {
  test(`reactions, edits, deletions and receipts leave what is ${status} as it is`, async () => {
    const scene = await setScene(database)
    await bring(scene, inboundMessage({ providerId: `wamid.first-${status}` }))
    const { id } = await onlyConversation(scene)
    await assignTo(scene, id, scene.agents[0]!.memberId)
    if (status === 'closed') await database.transact((tx) => closeConversation(tx, subject(scene, id)))
    else await snooze(scene, id)
    const before = await onlyConversation(scene)

    await bring(scene, inboundReaction(`wamid.first-${status}`, '👍'), inboundEdit(`wamid.first-${status}`, 'Hello!'))
    await bring(scene, inboundStatus({ providerId: `wamid.first-${status}`, status: 'read' }))
    await bring(scene, inboundDeletion(`wamid.first-${status}`))

    const after = await onlyConversation(scene)
    assert.equal(after.status, status)
    assert.deepEqual(
      { ...after, lastMessage: null, lastActivityAt: '' },
      { ...before, lastMessage: null, lastActivityAt: '' },
    )
  })
}

test('a first word of the business from its phone is kept, and the answer opens the conversation', async () => {
  const scene = await setScene(database)

  await bring(scene, inboundMessage({ author: 'member', text: 'Are you still interested?' }))
  assert.equal((await onlyConversation(scene)).status, 'closed')

  await bring(scene, inboundMessage({ text: 'I am' }))
  const { status, waitingSince } = await onlyConversation(scene)
  assert.equal(status, 'open')
  assert.notEqual(waitingSince, null)
})

test('a member opens again what was closed, unless the contact has another', async () => {
  const scene = await setScene(database)
  await changeWorkspaceOf(scene, { reopenHours: 0 })
  await bring(scene, inboundMessage())
  const { id } = await onlyConversation(scene)
  await assignTo(scene, id, scene.agents[1]!.memberId)
  await database.transact((tx) => closeConversation(tx, subject(scene, id)))

  const reopened = await database.transact((tx) => reopenConversation(tx, subject(scene, id)))
  assert.deepEqual([reopened.status, reopened.assigneeId], ['open', scene.agents[1]!.memberId])
  await assert.rejects(
    database.transact((tx) => reopenConversation(tx, subject(scene, id))),
    hasCode('conversation_not_closed'),
  )

  await database.transact((tx) => closeConversation(tx, subject(scene, id)))
  await bring(scene, inboundMessage())
  const current = (await allConversations(scene)).at(-1)!
  await assert.rejects(
    database.transact((tx) => reopenConversation(tx, subject(scene, id))),
    (error) => hasCode('conversation_exists')(error) && (error as AppError).data.conversationId === current.id,
  )
})

test('a message that comes while its conversation is closed reopens it or goes into it, never beside it', async () => {
  for (let round = 0; round < 10; round += 1) {
    const scene = await setScene(database)
    await bring(scene, inboundMessage())
    const { id } = await onlyConversation(scene)

    await Promise.all([
      bring(scene, inboundMessage()),
      database.transact((tx) => closeConversation(tx, subject(scene, id))),
    ])

    const conversation = await onlyConversation(scene)
    assert.equal((await allMessages(scene)).length, 2)
    assert.equal(conversation.status === 'open', (await typesOf(scene, 2)).includes('conversation.reopened'))
  }
})

for (const reopenHours of [0, 48]) {
  test(`a message that comes while an older conversation is opened again goes into that (${reopenHours} hours)`, async () => {
    const scene = await setScene(database)
    await changeWorkspaceOf(scene, { reopenHours: 0 })
    for (let each = 0; each < 2; each += 1) {
      await bring(scene, inboundMessage())
      const { id } = (await allConversations(scene)).at(-1)!
      await database.transact((tx) => closeConversation(tx, subject(scene, id)))
    }
    await changeWorkspaceOf(scene, { reopenHours })
    const [older] = await allConversations(scene)
    let meanwhile: Promise<unknown> = Promise.resolve()

    await database.transact(async (tx) => {
      await reopenConversation(tx, subject(scene, older!.id))
      meanwhile = bring(scene, inboundMessage())
      await setTimeout(100)
    })
    await meanwhile

    assert.deepEqual(
      (await allConversations(scene)).map(({ status, unreadCount }) => [status, unreadCount]),
      [
        ['open', 1],
        ['closed', 0],
      ],
    )
  })
}

function ownerOf({ owner }: Scene): Actor {
  return { type: 'member', id: owner.memberId }
}

function subject(scene: Scene, id: string) {
  return { workspaceId: scene.workspaceId, id, actor: ownerOf(scene) }
}

function somebody(address: string) {
  return { addresses: [address], matchKeys: [], name: null, phone: null }
}

function assignTo(scene: Scene, id: string, memberId: string) {
  return database.transact((tx) => assignManually(tx, { ...subject(scene, id), memberId }))
}

function snooze(scene: Scene, id: string, until = new Date(Date.now() + 60_000)) {
  return database.transact((tx) => snoozeConversation(tx, { ...subject(scene, id), until }))
}

function changeWorkspaceOf(scene: Scene, given: { reopenHours?: number; defaultTeamId?: string | null }) {
  const { workspaceId } = scene
  return database.transact((tx) => changeWorkspace(tx, { workspaceId, actor: ownerOf(scene), given }))
}

async function typesOf({ workspaceId }: Scene, last: number): Promise<string[]> {
  return (await readLog(database, workspaceId)).slice(-last).map(({ type }) => type)
}

function hasCode(code: string): (error: unknown) => boolean {
  return (error) => error instanceof AppError && error.code === code
}
