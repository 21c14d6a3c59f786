import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { DeliveryOutcome } from '../channels/channel.ts'
import { failure } from '../channels/step.ts'
import { retryMessage } from '../messages/deliver.ts'
import { beginAnswer } from '../messages/testing.ts'
import { changeScheduled, scheduleMessage } from '../scheduled/schedule.ts'
import { sendScheduled } from '../scheduled/send-due.ts'
import { readLog } from '../setup/testing.ts'
import { openApp, type TestApp } from '../testing/app.ts'
import { inboundStatus } from '../testing/inbound.ts'
import { bring, onlyConversation, type Scene, setScene } from '../testing/scene.ts'
import { closeConversation, reopenConversation } from './close.ts'

const refused = failure('invalid_recipient', 'No such number.')
const sent: DeliveryOutcome = { kind: 'sent', providerId: 'wamid.example-1' }

let app: TestApp
before(async () => {
  app = await openApp()
})
after(() => app[Symbol.asyncDispose]())

test('a conversation says that a message was not delivered, until it is sent again', async () => {
  const { scene, answer } = await begin()
  const id = await answer.send('On its way')
  await answer.answer(id, refused)
  await runChecks()

  assert.deepEqual(await undelivered(scene), [{ messageId: id, state: 'failed' }])
  const told = (await readLog(app.database, scene.workspaceId)).at(-1)
  assert.ok(told?.type === 'conversation.changed')
  assert.deepEqual(told.data.conversation.undelivered, [{ messageId: id, state: 'failed' }])

  await app.database.transact((tx) => retryMessage(tx, { workspaceId: scene.workspaceId, id }))
  await runChecks()
  assert.deepEqual(await undelivered(scene), [])
})

test('what somebody writes after it has been seen; of two that were on their way together, the other changes nothing', async () => {
  const { scene, answer } = await begin()
  const [first, second] = [await answer.send('One'), await answer.send('Two')]
  await answer.answer(first, refused)
  await answer.answer(second, sent)
  await runChecks()
  assert.deepEqual(await undelivered(scene), [{ messageId: first, state: 'failed' }])

  await answer.send('Three')
  assert.deepEqual(await undelivered(scene), [])
  await runChecks()
  assert.deepEqual(await undelivered(scene), [])
})

test('a receipt says that it did not arrive, and a later one that it did after all', async () => {
  const { scene, answer } = await begin()
  const id = await answer.send('On its way')
  await answer.answer(id, sent)
  const error = { code: 'invalid_recipient', detail: 'Not on this network.' } as const
  await bring(scene, inboundStatus({ providerId: 'wamid.example-1', status: 'failed', error }))
  await runChecks()
  assert.deepEqual(await undelivered(scene), [{ messageId: id, state: 'failed' }])

  await bring(scene, inboundStatus({ providerId: 'wamid.example-1', status: 'delivered' }))
  await runChecks()
  assert.deepEqual(await undelivered(scene), [])
})

test('it comes to the top where activity is the order, and stays where it is when that is over', async () => {
  const { scene, answer } = await begin()
  const id = await answer.send('On its way')
  const before = await onlyConversation(scene)
  await answer.answer(id, refused)
  await runChecks()
  const marked = await onlyConversation(scene)
  assert.ok(marked.lastActivityAt > before.lastActivityAt)

  await app.database.transact((tx) => retryMessage(tx, { workspaceId: scene.workspaceId, id }))
  await runChecks()
  assert.equal((await onlyConversation(scene)).lastActivityAt, marked.lastActivityAt)
})

test('a scheduled message that could not go out is said of its conversation, also after another answer, until it may', async () => {
  const { scene, answer } = await begin()
  const { workspaceId } = scene
  const [ana] = scene.agents
  const message = { text: 'Still there?', attachmentIds: [], choices: [], cc: [], bcc: [] }
  const { id } = await app.database.transact((tx) =>
    scheduleMessage(tx, ana!, {
      conversationId: answer.conversationId,
      given: { message, dueAt: new Date(Date.now() + 3_600_000).toISOString() },
    }),
  )
  const actor = { type: 'member', id: scene.owner.memberId } as const
  const conversation = { workspaceId, id: answer.conversationId, actor }
  await app.database.transact((tx) => closeConversation(tx, conversation))
  await app.database.db
    .updateTable('scheduled_message')
    .set({ due_at: new Date(0) })
    .where('id', '=', id)
    .execute()
  await sendScheduled(app.database, { workspaceId, id })
  assert.deepEqual(await undelivered(scene), [{ messageId: id, state: 'unsent' }])

  await app.database.transact((tx) => reopenConversation(tx, conversation))
  await answer.send('Another answer')
  assert.deepEqual(await undelivered(scene), [{ messageId: id, state: 'unsent' }])

  const given = { dueAt: new Date().toISOString() }
  await app.database.transact((tx) => changeScheduled(tx, ana!, { id, given }))
  assert.deepEqual(await undelivered(scene), [])
})

async function begin() {
  const scene = await setScene(app.database)
  return { scene, answer: await beginAnswer(scene) }
}

async function undelivered(scene: Scene) {
  return (await onlyConversation(scene)).undelivered
}

/** Nothing is handed to a provider here. */
async function runChecks(): Promise<void> {
  const { pool } = app.database
  await pool.query(
    `SELECT graphile_worker.remove_job(key) FROM graphile_worker.jobs WHERE task_identifier = 'conversation.deliver'`,
  )
  await app.jobs.runDue()
}
