import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { disconnectChannel } from '../channels/connect.ts'
import { Database } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { createTestDatabase } from '../db/testing.ts'
import { AppError } from '../errors.ts'
import { readLog } from '../setup/testing.ts'
import { readTemplates } from '../templates/list.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { allMessages, bring, onlyConversation, type Scene, setScene } from '../testing/scene.ts'
import { postFrom } from '../testing/visitor.ts'
import { closeConversation } from './close.ts'
import { type Reply, reply, writeNote } from './reply.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('a reply ends the waiting, and what members had not read counts as read', async () => {
  const scene = await written()

  const [message] = await answer(scene, { text: 'How can I help?' })

  const { waitingSince, unreadCount, lastMessage } = await onlyConversation(scene)
  assert.deepEqual([waitingSince, unreadCount, lastMessage?.text], [null, 0, 'How can I help?'])
  assert.deepEqual([message?.state, message?.author.name], ['pending', 'Ana Agent'])
  assert.equal(await deliveriesOf(scene), 1)
})

test('who is written to again waits from then on', async () => {
  const scene = await written()
  await answer(scene, { text: 'How can I help?' })
  const at = Date.now()

  await bring(scene, inboundMessage({ at }))

  assert.equal((await onlyConversation(scene)).waitingSince, new Date(at).toISOString())
})

test('a note answers nobody, and is no word to the contact', async () => {
  const scene = await written()
  const before = await onlyConversation(scene)

  const note = await database.transact((tx) => writeNote(tx, from(scene, before.id, { text: 'a difficult one' })))

  const conversation = await onlyConversation(scene)
  assert.equal(note.isNote, true)
  assert.deepEqual(
    [conversation.waitingSince, conversation.lastMessage, conversation.unreadCount],
    [before.waitingSince, before.lastMessage, before.unreadCount],
  )
  assert.ok(conversation.lastActivityAt > before.lastActivityAt)
  assert.equal(await deliveriesOf(scene), 0)
})

test('splits what is longer than the channel takes, and loses no word', async () => {
  const scene = await written()
  const text = Array.from({ length: 2000 }, (_, index) => `word${index}`).join(' ')

  const messages = await answer(scene, { text, clientId: 'long' })

  assert.ok(messages.length > 1 && messages.every((message) => message.text.length <= 4096))
  assert.equal(messages.map((message) => message.text).join(' '), text)
  assert.deepEqual(
    messages.map(({ clientId }) => clientId),
    messages.map((_, index) => (index === 0 ? 'long' : `long#${index}`)),
  )
  const created = (await readLog(database, scene.workspaceId)).filter(({ type }) => type === 'message.created')
  assert.equal(created.length, 1 + messages.length)
})

test('sends one attachment with each message, the text with the first', async () => {
  const scene = await written()
  const ids = [await addUpload(scene, 'image/png'), await addUpload(scene, 'application/pdf')]

  const messages = await answer(scene, { text: 'Here they are', attachmentIds: [...ids, ids[0]!] })

  assert.deepEqual(
    messages.map(({ kind, text, attachments }) => [kind, text, attachments.map(({ id }) => id)]),
    [
      ['image', 'Here they are', [ids[0]]],
      ['document', '', [ids[1]]],
    ],
  )
})

test('a text too long to stand beside an attachment goes before it', async () => {
  const scene = await written()

  const messages = await answer(scene, { text: 'x'.repeat(1025), attachmentIds: [await addUpload(scene, 'image/png')] })

  assert.deepEqual(
    messages.map(({ kind, text }) => [kind, text.length]),
    [
      ['text', 1025],
      ['image', 0],
    ],
  )
})

test('the web chat takes all attachments in one message', async () => {
  const scene = await setScene(database)
  await postFrom(scene, 'visitor:1', { text: 'Hello' })

  const messages = await answer(scene, {
    text: 'Here',
    attachmentIds: [await addUpload(scene, 'image/png'), await addUpload(scene, 'image/png')],
  })

  assert.deepEqual(
    messages.map(({ state, attachments }) => [state, attachments.length]),
    [['sent', 2]],
  )
  assert.equal(await deliveriesOf(scene), 0)
})

test('the same clientId is answered with what was written first, at the same time too', async () => {
  const scene = await written()
  const words = { text: 'x '.repeat(3000), clientId: 'c1' }

  const answers = await Promise.all([1, 2, 3, 4].map(() => answer(scene, words)))
  const again = await answer(scene, { text: 'something else', clientId: 'c1' })

  for (const messages of [...answers, again]) assert.deepEqual(messages, answers[0])
  assert.equal((await allMessages(scene)).length, 1 + answers[0]!.length)
})

test('refuses free words when the window is closed, and takes a template', async () => {
  const scene = await setScene(database)
  await bring(scene, inboundMessage({ at: Date.now() - 25 * 3_600_000 }))
  const template = { name: 'order_update', language: 'en', header: {}, body: { 1: 'Mara' }, buttons: [] }

  await assert.rejects(answer(scene, { text: 'Hello' }), hasCode('window_closed'))
  const [message] = await answer(scene, { template })

  assert.deepEqual([message?.kind, message?.content], ['template', { template }])
})

test('keeps what the contact reads of a template, whatever the client makes of it', async () => {
  const scene = await written()
  await storeTemplate(scene, { status: 'APPROVED', reason: null })

  const [message] = await answer(scene, { text: 'Hello?', template: useOf('Mara') })

  assert.equal(message?.text, 'Hi Mara, it is ready.')
  const { data } = await readTemplates(database.db, scene.whatsapp)
  assert.ok(Date.parse(data[0]?.lastUsedAt ?? '') > Date.now() - 60_000)
})

test('refuses a template that is not approved, and says why', async () => {
  const scene = await written()
  await storeTemplate(scene, { status: 'PAUSED', reason: 'It was reported too often.' })

  await assert.rejects(answer(scene, { template: useOf('Mara') }), (error: unknown) => {
    assert.ok(error instanceof AppError && error.code === 'template_not_approved')
    assert.equal(
      error.message,
      'The template ready (en) is paused at its provider (It was reported too often.). Choose another one.',
    )
    assert.deepEqual(error.data, { status: 'PAUSED', reason: 'It was reported too often.' })
    return true
  })
})

test('refuses what cannot be said', async () => {
  const scene = await written()
  const other = await written()
  const { id } = await onlyConversation(other)
  const [foreign] = await allMessages(other)
  const ofBen = await addUpload(scene, 'image/png', 1)
  const ofOther = await addUpload(other, 'image/png')
  const used = await addUpload(scene, 'image/png')
  await answer(scene, { attachmentIds: [used] })

  await assert.rejects(answer(scene, { text: ' \n ' }), hasCode('message_empty'))
  await assert.rejects(answer(scene, { text: 'x', replyToId: foreign!.id }), hasCode('unknown_reference'))
  for (const attachmentId of [ofBen, ofOther, used, newId()]) {
    await assert.rejects(answer(scene, { attachmentIds: [attachmentId] }), hasCode('unknown_reference'))
  }
  await assert.rejects(
    database.transact((tx) => reply(tx, from(scene, id, { text: 'to another workspace' }))),
    hasCode('not_found'),
  )
})

test('a failure writes nothing at all', async () => {
  const scene = await written()
  const before = await readLog(database, scene.workspaceId)

  await assert.rejects(answer(scene, { text: 'x', attachmentIds: [newId()] }))

  assert.deepEqual(await readLog(database, scene.workspaceId), before)
  assert.equal((await allMessages(scene)).length, 1)
})

test('into a closed conversation nothing is said, and notes may be written', async () => {
  const scene = await written()
  const { id } = await onlyConversation(scene)
  const actor = { type: 'member', id: scene.owner.memberId } as const
  await database.transact((tx) => closeConversation(tx, { workspaceId: scene.workspaceId, id, actor }))

  await assert.rejects(answer(scene, { text: 'Hello' }), hasCode('conversation_closed'))
  await database.transact((tx) => writeNote(tx, from(scene, id, { text: 'was angry' })))
})

test('on a channel that was disconnected nothing is said', async () => {
  const scene = await written()
  const actor = { type: 'member', id: scene.owner.memberId } as const
  await database.transact((tx) =>
    disconnectChannel(tx, { workspaceId: scene.workspaceId, actor }, scene.whatsapp.channelId),
  )

  await assert.rejects(answer(scene, { text: 'Hello' }), hasCode('channel_disconnected'))
})

async function written(): Promise<Scene> {
  const scene = await setScene(database)
  await bring(scene, inboundMessage())
  return scene
}

async function answer(scene: Scene, words: Partial<Reply>) {
  const { id } = await onlyConversation(scene)
  return database.transact((tx) => reply(tx, from(scene, id, words)))
}

function from({ workspaceId, agents }: Scene, id: string, words: Partial<Reply>): Reply {
  return { workspaceId, id, author: agents[0]!, text: '', attachmentIds: [], ...words }
}

async function addUpload({ workspaceId, agents }: Scene, type: string, agent = 0): Promise<string> {
  const id = newId()
  await database.db
    .insertInto('attachment')
    .values({
      workspace_id: workspaceId,
      id,
      message_id: null,
      uploaded_by: agents[agent]!.memberId,
      name: 'file',
      type,
      size: 1,
      state: 'stored',
      media_id: null,
    })
    .execute()
  return id
}

async function deliveriesOf(scene: Scene): Promise<number> {
  const { id } = await onlyConversation(scene)
  const { rows } = await sql`SELECT FROM graphile_worker.jobs WHERE key = ${`deliver:${id}`}`.execute(database.db)
  return rows.length
}

function hasCode(code: string): (error: unknown) => boolean {
  return (error) => error instanceof AppError && error.code === code
}

function useOf(name: string) {
  return { name: 'ready', language: 'en', header: {}, body: { 1: name }, buttons: [] }
}

async function storeTemplate(scene: Scene, given: { status: string; reason: string | null }): Promise<void> {
  const body = { text: 'Hi {{1}}, it is ready.', parameters: ['1'] }
  const content = JSON.stringify({ parameterFormat: 'positional', header: null, body, footer: null, buttons: [] })
  const place = { workspace_id: scene.workspaceId, channel_id: scene.whatsapp.channelId }
  await database.db
    .insertInto('template')
    .values({ ...place, name: 'ready', language: 'en', category: 'UTILITY', content, ...given })
    .execute()
}
