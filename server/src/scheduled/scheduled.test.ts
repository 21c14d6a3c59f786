import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { closeConversation, reopenConversation } from '../conversations/close.ts'
import { Database } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { createTestDatabase } from '../db/testing.ts'
import { AppError } from '../errors.ts'
import { readLog } from '../setup/testing.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { allMessages, bring, onlyConversation, type Scene, setScene } from '../testing/scene.ts'
import { changeScheduled, scheduleMessage, takeBackScheduled } from './schedule.ts'
import { listScheduled } from './scheduled.ts'
import { sendForgotten, sendScheduled } from './send-due.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('what is written for later is no message until it is due, and then it is its author’s reply, once', async () => {
  const scene = await written()
  const { id, workspaceId, conversationId } = await schedule(scene, 'Still there?')
  await sendScheduled(database, { workspaceId, id })
  assert.equal((await allMessages(scene)).length, 1)
  assert.ok((await onlyConversation(scene)).waitingSince)
  assert.equal(await jobsOf(id), 1)

  await makeDue(id)
  await Promise.all([1, 2].map(() => sendScheduled(database, { workspaceId, id })))

  const messages = await allMessages(scene)
  assert.deepEqual(messages.map(({ text, author }) => [text, author.name]).slice(1), [['Still there?', 'Ana Agent']])
  assert.deepEqual(await listScheduled(database.db, workspaceId, conversationId), [])
  assert.deepEqual(await told(scene), ['scheduled_message.created', 'scheduled_message.deleted'])
})

test('what may not go out when it is due stays with the reason, and goes out once that is over', async () => {
  const scene = await written()
  const { id, workspaceId, conversationId } = await schedule(scene, 'Still there?')
  const actor = { type: 'member', id: scene.owner.memberId } as const
  await database.transact((tx) => closeConversation(tx, { workspaceId, id: conversationId, actor }))
  await makeDue(id)

  await sendScheduled(database, { workspaceId, id })
  await sendScheduled(database, { workspaceId, id })

  const [kept] = await listScheduled(database.db, workspaceId, conversationId)
  assert.equal(kept?.error?.code, 'conversation_closed')
  assert.equal((await allMessages(scene)).length, 1)
  assert.deepEqual(await told(scene), ['scheduled_message.created', 'scheduled_message.changed'])
  assert.equal(await sendForgotten(database), 0)

  await database.transact((tx) => reopenConversation(tx, { workspaceId, id: conversationId, actor }))
  const now = new Date().toISOString()
  await change(scene, id, { dueAt: now })
  await sendScheduled(database, { workspaceId, id })
  assert.equal((await allMessages(scene)).length, 2)
})

test('anybody takes it back or sends it now, and only its author changes its words', async () => {
  const scene = await written()
  const { id, workspaceId, conversationId } = await schedule(scene, 'Still there?')
  const message = { text: 'Are you still there?', attachmentIds: [], choices: [], cc: [], bcc: [] }

  await assert.rejects(change(scene, id, { message }, 1), hasCode('forbidden'))
  assert.equal((await change(scene, id, { message })).body.text, 'Are you still there?')
  await change(scene, id, { dueAt: inMs(7_200_000) }, 1)
  await database.transact((tx) => takeBackScheduled(tx, scene.agents[1]!, id))

  assert.deepEqual(await listScheduled(database.db, workspaceId, conversationId), [])
  assert.equal(await jobsOf(id), 0)
  await sendScheduled(database, { workspaceId, id })
  assert.equal((await allMessages(scene)).length, 1)
})

test('what was put off while its job ran does not go', async () => {
  const scene = await written()
  const { id, workspaceId } = await schedule(scene, 'Still there?')
  await makeDue(id)
  await change(scene, id, { dueAt: inMs(60_000) })

  await sendScheduled(database, { workspaceId, id })

  assert.equal((await allMessages(scene)).length, 1)
})

test('nobody speaks who no longer works here', async () => {
  const scene = await written()
  const { id, workspaceId, conversationId } = await schedule(scene, 'Still there?')
  await makeDue(id)
  const { memberId } = scene.agents[0]!
  await database.db.updateTable('member').set({ deactivated_at: new Date() }).where('id', '=', memberId).execute()

  await sendScheduled(database, { workspaceId, id })

  const [kept] = await listScheduled(database.db, workspaceId, conversationId)
  assert.equal(kept?.error?.code, 'member_deactivated')
})

test('what lost its job is found and sent', async () => {
  const scene = await written()
  const { id, workspaceId } = await schedule(scene, 'Still there?')
  await makeDue(id)
  await sql`SELECT graphile_worker.remove_job(${`scheduled:${id}`})`.execute(database.db)

  assert.equal(await sendForgotten(database), 1)
  assert.equal(await sendForgotten(database), 0)
  await sendScheduled(database, { workspaceId, id })
  assert.equal((await allMessages(scene)).length, 2)
})

test('refuses the past, what is too far away, what says nothing, and a conversation that is not there', async () => {
  const scene = await written()
  await assert.rejects(schedule(scene, 'x', { dueAt: inMs(-1000) }), hasCode('invalid_request'))
  await assert.rejects(schedule(scene, 'x', { dueAt: inMs(400 * 86_400_000) }), hasCode('invalid_request'))
  await assert.rejects(schedule(scene, ' \n'), hasCode('message_empty'))
  await assert.rejects(schedule(scene, 'x', { conversationId: newId() }), hasCode('not_found'))
})

async function written(): Promise<Scene> {
  const scene = await setScene(database)
  await bring(scene, inboundMessage())
  return scene
}

async function schedule(scene: Scene, text: string, more: { dueAt?: string; conversationId?: string } = {}) {
  const { id } = await onlyConversation(scene)
  const { dueAt = inMs(3_600_000), conversationId = id } = more
  const message = { text, attachmentIds: [], choices: [], cc: [], bcc: [] }
  const made = await database.transact((tx) =>
    scheduleMessage(tx, scene.agents[0]!, { conversationId, given: { message, dueAt } }),
  )
  return { ...made, workspaceId: scene.workspaceId }
}

function change(
  scene: Scene,
  id: string,
  given: Parameters<typeof changeScheduled>[2]['given'],
  agent = 0,
): ReturnType<typeof changeScheduled> {
  return database.transact((tx) => changeScheduled(tx, scene.agents[agent]!, { id, given }))
}

async function makeDue(id: string): Promise<void> {
  await database.db
    .updateTable('scheduled_message')
    .set({ due_at: new Date(Date.now() - 120_000) })
    .where('id', '=', id)
    .execute()
}

async function jobsOf(id: string): Promise<number> {
  const { rows } = await sql`SELECT FROM graphile_worker.jobs WHERE key = ${`scheduled:${id}`}`.execute(database.db)
  return rows.length
}

async function told({ workspaceId }: Scene): Promise<string[]> {
  const log = await readLog(database, workspaceId)
  return log.map(({ type }) => type).filter((type) => type.startsWith('scheduled_message.'))
}

function inMs(ms: number): string {
  return new Date(Date.now() + ms).toISOString()
}

function hasCode(code: string): (error: unknown) => boolean {
  return (error) => error instanceof AppError && error.code === code
}
