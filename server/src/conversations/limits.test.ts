/** What a channel does not carry is refused before anything is written, in words that say what would do. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { ChannelType } from '@fairlead/sdk'
import { sql } from 'kysely'
import { channels } from '../channels/list.ts'
import { Database } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { createTestDatabase } from '../db/testing.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { type Scene, setScene } from '../testing/scene.ts'
import { loadConversation } from './present.ts'
import { receive } from './receive.ts'
import { type Reply, reply } from './reply.ts'

const testDatabase = await createTestDatabase()
let database: Database
let scene: Scene

before(() => {
  database = new Database(testDatabase.url)
})
beforeEach(async () => {
  scene = await setScene(database)
})
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const hourMs = 3_600_000
const choice = (id: string, title = 'Yes') => ({ id, title })

test('answers to choose from stand below the last words, and go to the provider with them', async () => {
  const talk = await beginOn('messenger')
  const written = await talk.say({ text: 'Do you want it?', choices: [choice('1'), choice('2', 'No')] })

  assert.deepEqual(
    written.map(({ text, content }) => [text, content.choices?.length]),
    [['Do you want it?', 2]],
  )
})

test('answers to choose from are refused where there are none, too many, too long ones or nothing that asks', async () => {
  const { most, maxTitle } = channels.messenger.capabilities.choices!
  const messenger = await beginOn('messenger')
  const sms = await beginOn('sms')
  const many = Array.from({ length: most + 1 }, (_, index) => choice(String(index)))

  for (const [talk, text, choices] of [
    [sms, 'Well?', [choice('1')]],
    [messenger, 'Well?', many],
    [messenger, 'Well?', [choice('1', 'x'.repeat(maxTitle + 1))]],
    [messenger, 'Well?', [choice('1'), choice('1')]],
    [messenger, '', [choice('1')]],
  ] as const) {
    await assert.rejects(talk.say({ text, choices: [...choices] }), { code: 'choices_unsupported' })
  }
})

test('people may write as long as people may, and the conversation says how long that is', async () => {
  const talk = await beginOn('messenger')
  await talk.age(25 * hourMs)
  const { windowEndsAt, humanWindowEndsAt } = await talk.shown()
  assert.ok(Date.parse(windowEndsAt!) < Date.now() && Date.parse(humanWindowEndsAt!) > Date.now())

  await talk.set({ hasHumanAgent: true })
  await talk.say({ text: 'Sorry for being late' })

  await talk.age(7 * 24 * hourMs)
  await assert.rejects(talk.say({ text: 'Too late' }), { code: 'window_closed' })
})

test('an account that was not allowed the longer time has the shorter', async () => {
  const talk = await beginOn('messenger')
  await talk.set({ hasHumanAgent: false })
  await talk.age(25 * hourMs)

  await assert.rejects(talk.say({ text: 'Hello' }), { code: 'window_closed' })
})

test('only so many messages go out until the contact answers', async () => {
  const { most } = channels.tiktok.capabilities.window!
  assert.equal(most, 10)
  const talk = await beginOn('tiktok')
  for (let count = 0; count < 10; count += 1) await talk.say({ text: `Message ${count}` })
  await assert.rejects(talk.say({ text: 'One more' }), { code: 'window_used_up' })

  await sql`UPDATE message SET state = 'failed'
    WHERE workspace_id = ${scene.workspaceId} AND text = 'Message 3'`.execute(database.db)
  await talk.say({ text: 'Instead of the one that failed' })
  await talk.hear()
  await talk.say({ text: 'Now again' })
})

test('what is longer than all that may go out is refused whole', async () => {
  const talk = await beginOn('tiktok')
  const { max } = channels.tiktok.capabilities.text

  await assert.rejects(talk.say({ text: 'word '.repeat((max * 11) / 5) }), { code: 'window_used_up' })

  const { rows } = await sql`SELECT FROM message WHERE workspace_id = ${scene.workspaceId}
    AND author_type = 'member'`.execute(database.db)
  assert.equal(rows.length, 0)
})

test('files that are larger than the channel carries are refused, and copies where nobody gets one', async () => {
  const talk = await beginOn('tiktok')
  const attachmentId = await upload(channels.tiktok.capabilities.attachments.maxBytes + 1)

  await assert.rejects(talk.say({ attachmentIds: [attachmentId] }), { code: 'attachment_too_large' })
  await assert.rejects(talk.say({ text: 'Hello', cc: ['copy@example.com'] }), { code: 'invalid_request' })
})

/** Somebody wrote on a channel of that type. Its settings are as empty as its secrets: nothing is sent here. */
async function beginOn(type: ChannelType) {
  const { workspaceId } = scene
  const channelId = newId()
  await database.db
    .insertInto('channel')
    .values({
      ...{ workspace_id: workspaceId, id: channelId, type, name: type, team_id: null, account_id: null },
      ...{ settings: '{}', secrets: Buffer.alloc(0) },
    })
    .execute()
  const hear = () => database.transact((tx) => receive(tx, [{ workspaceId, channelId, events: [inboundMessage()] }]))
  await hear()
  const { id } = await database.db
    .selectFrom('conversation')
    .select('id')
    .where('channel_id', '=', channelId)
    .executeTakeFirstOrThrow()
  const author = scene.agents[0]!
  return {
    hear,
    say: (words: Partial<Reply>) =>
      database.transact((tx) => reply(tx, { workspaceId, id, author, text: '', attachmentIds: [], ...words })),
    shown: async () => (await loadConversation(database.db, workspaceId, id))!,
    age: (ms: number) =>
      sql`UPDATE conversation SET last_contact_message_at = ${new Date(Date.now() - ms)} WHERE id = ${id}`.execute(
        database.db,
      ),
    set: (settings: Record<string, unknown>) =>
      sql`UPDATE channel SET settings = ${JSON.stringify(settings)} WHERE id = ${channelId}`.execute(database.db),
  }
}

async function upload(size: number): Promise<string> {
  const id = newId()
  await database.db
    .insertInto('attachment')
    .values({
      ...{ workspace_id: scene.workspaceId, id, message_id: null, uploaded_by: scene.agents[0]!.memberId },
      ...{ name: 'large.png', type: 'image/png', size, state: 'stored', media_id: null },
    })
    .execute()
  return id
}
