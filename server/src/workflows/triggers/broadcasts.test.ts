import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, closeConversation, postMessage, postNote, type WorkflowDefinitionInput } from '@fairlead/sdk'
import { storeReply } from '../../conversations/store-reply.ts'
import type { Tx } from '../../db/database.ts'
import { readEvents } from '../../events/log.ts'
import type { LogReaders } from '../../events/log-readers.ts'
import { clientOf, openApp, quiet, type TestApp } from '../../testing/app.ts'
import { inboundMessage } from '../../testing/inbound.ts'
import { allMessages, bring, onlyConversation, type Scene, setScene } from '../../testing/scene.ts'
import { passTime } from '../../testing/time.ts'
import { beginRuns } from './begin-runs.ts'
import { answerDays } from './broadcasts.ts'
import { publish, readersOf, runsOf } from './testing.ts'

let app: TestApp
let readers: LogReaders

before(async () => {
  app = await openApp()
  readers = readersOf(app.database)
})
after(() => app[Symbol.asyncDispose]())

type Stage = Readonly<{ scene: Scene; client: Client; id: string; workflowId: string }>

const dayMinutes = 1440

test('the name is known to conditions and texts', async () => {
  const rule = { field: 'variable' as const, key: 'broadcast', operator: 'is' as const }
  const stage = await open({ condition: { combinator: 'and', rules: [{ ...rule, value: 'Spring sale' }] } })
  await send(stage, 'Autumn sale')
  await answer(stage)
  assert.deepEqual(await begun(stage), [])

  await send(stage, 'Spring sale')
  await answer(stage)
  assert.deepEqual(await begun(stage), [{ broadcast: 'Spring sale' }])
})

test('each message of a broadcast is answered once, however often the contact writes', async () => {
  const stage = await open()
  await send(stage, 'Spring sale')
  await answer(stage)
  await answer(stage)
  await send(stage, 'Spring sale')
  await answer(stage)
  assert.equal((await begun(stage)).length, 2)
})

test('what a member writes in between is answered instead; notes and what is said by itself are not', async () => {
  const stage = await open()
  const { client, id } = stage
  await send(stage, 'Spring sale')
  await client.call(postMessage, { params: { id }, body: { text: 'Your parcel is on its way.' } })
  await answer(stage)
  assert.deepEqual(await begun(stage), [])

  await send(stage, 'Spring sale')
  await client.call(postNote, { params: { id }, body: { text: 'They bought a coat last year.' } })
  await sayByItself(stage)
  await answer(stage)
  assert.equal((await begun(stage)).length, 1)
})

test('it may be answered in a new conversation, as long as it is not too long ago', async () => {
  const stage = await open()
  const { scene, client, id } = stage
  await send(stage, 'Spring sale')
  await client.call(closeConversation, { params: { id }, body: {} })
  await passTime(scene.database, (answerDays - 1) * dayMinutes)
  await answer(stage)
  assert.equal((await begun(stage)).length, 1)

  const late = await open()
  await send(late, 'Spring sale')
  await late.client.call(closeConversation, { params: { id: late.id }, body: {} })
  await passTime(late.scene.database, (answerDays + 1) * dayMinutes)
  await answer(late)
  assert.deepEqual(await begun(late), [])
})

test('what never arrived is not answered', async () => {
  const stage = await open()
  const { scene } = stage
  await send(stage, 'Spring sale')
  await scene.database.db
    .updateTable('message')
    .set({ state: 'failed' })
    .where('workspace_id', '=', scene.workspaceId)
    .where('author_type', '=', 'member')
    .execute()
  await answer(stage)
  assert.deepEqual(await begun(stage), [])
})

test('the name is kept with the message, with each part of a long one, and said once for one clientId', async () => {
  const stage = await open()
  const { client, id, scene } = stage
  const body = { text: 'Coats. '.repeat(1000), broadcast: ' Spring sale ', clientId: 'c1' }
  const { data } = await client.call(postMessage, { params: { id }, body })
  const again = await client.call(postMessage, { params: { id }, body })
  assert.ok(data.length > 1)
  assert.deepEqual(new Set(data.map(({ content }) => content.broadcast)), new Set(['Spring sale']))
  assert.deepEqual(again.data, data)
  assert.equal((await allMessages(scene)).length, data.length + 1)
  for (const broadcast of ['', ' ', 'x'.repeat(121)]) {
    await assert.rejects(client.call(postMessage, { params: { id }, body: { text: 'Coats', broadcast } }), {
      code: 'invalid_request',
    })
  }
})

test('only where a workflow that is on begins so is anything looked for', async () => {
  const stage = await open()
  const { scene, workflowId } = stage
  await publish(scene, { start: { trigger: { type: 'message_received' } } })
  await send(stage, 'Spring sale')
  await answer(stage)
  assert.equal(await looks(scene), 1)

  await scene.database.db.updateTable('workflow').set({ state: 'off' }).where('id', '=', workflowId).execute()
  assert.equal(await looks(scene), 0)
})

async function open(start: Partial<WorkflowDefinitionInput['start']> = {}): Promise<Stage> {
  const scene = await setScene(app.database)
  const client = await clientOf(app, scene.owner)
  await bring(scene, inboundMessage())
  const { id } = await onlyConversation(scene)
  await readers.settled()
  const workflowId = await publish(scene, {
    start: { trigger: { type: 'broadcast_reply' }, next: 'end', ...start },
    steps: [{ id: 'end', type: 'stop' }],
  })
  return { scene, client, id, workflowId }
}

async function send({ client, id }: Stage, broadcast: string): Promise<void> {
  await client.call(postMessage, { params: { id }, body: { text: 'Have you seen this?', broadcast } })
}

async function answer({ scene }: Stage): Promise<void> {
  await bring(scene, inboundMessage({ text: 'Tell me more' }))
  await readers.settled()
  await readers.settled()
}

/** As a workflow does, or the platform. */
async function sayByItself({ scene: { database, workspaceId }, id }: Stage): Promise<void> {
  await database.transact(async (tx) => {
    const row = await tx
      .selectFrom('conversation')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    await storeReply(tx, row, {
      author: { type: 'system', id: null, name: '' },
      parts: [{ kind: 'text', text: 'We are closed.', attachmentIds: [] }],
      content: {},
      isByProvider: false,
      attach: async () => undefined,
    })
  })
}

/** What each run knew when it began. */
async function begun({ scene, workflowId }: Stage): Promise<unknown[]> {
  return (await runsOf(scene, workflowId)).map(({ state }) => (state as { variables: unknown }).variables)
}

/** How often broadcasts are looked for when all that happened is read again. */
async function looks({ database, workspaceId }: Scene): Promise<number> {
  const events = await readEvents(database.db, { workspaceId, after: 0, limit: 500 })
  const nodes: string[] = []
  await database.transact(async (tx) => {
    const watched = tx.withPlugin({
      transformQuery({ node }) {
        nodes.push(JSON.stringify(node))
        return node
      },
      transformResult: async ({ result }) => result,
    })
    await beginRuns(Object.assign(watched, { pending: [] }) as unknown as Tx, workspaceId, events, quiet)
  })
  return nodes.filter((node) => node.includes('workflow.find-broadcasts')).length
}
