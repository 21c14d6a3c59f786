/** A text that is longer than one message of the channel is told whole, or not at all. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { claimConversation } from '../assignment/manual.ts'
import { receive } from '../conversations/receive.ts'
import { newId } from '../db/id.ts'
import { deliverConversation } from '../messages/deliver.ts'
import { openApp, quiet, type TestApp } from '../testing/app.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { makeProviders } from '../testing/providers.ts'
import { allMessages, onlyConversation, type Scene, setScene } from '../testing/scene.ts'
import { messages, settle } from './testing.ts'

const words = `${'We are all busy. '.repeat(100)}Thank you.`

let app: TestApp

before(async () => {
  app = await openApp()
})
after(() => app[Symbol.asyncDispose]())

test('every piece is written, in order, and no word is lost', async () => {
  const scene = await begin()

  const told = (await allMessages(scene)).filter(({ author }) => author.type === 'system')
  assert.ok(told.length > 1)
  assert.equal(told.map(({ text }) => text).join(' '), words)
  assert.ok(told.every(({ content, state }) => content.expectation === 'overCapacity' && state === 'pending'))
})

test('what has become untrue is not told in half: every piece goes the way of the first', async () => {
  const scene = await begin()
  const { workspaceId, agents } = scene
  const { id } = await onlyConversation(scene)
  await app.database.transact((tx) => claimConversation(tx, { workspaceId, id, memberId: agents[0]!.memberId }))

  await deliverConversation(app.database, makeProviders(app.dataDir), quiet, { workspaceId, id })

  const told = (await allMessages(scene)).filter(({ author }) => author.type === 'system')
  assert.deepEqual(new Set(told.map(({ state, error }) => `${state} ${error?.code}`)), new Set(['failed superseded']))
})

test('nothing is told where the provider takes no more until the contact answers', async () => {
  const scene = await begin('tiktok', async ({ workspaceId }, channelId) => {
    const { id } = await app.database.db
      .selectFrom('conversation')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .executeTakeFirstOrThrow()
    await sql`INSERT INTO message (workspace_id, id, conversation_id, channel_id, author_type, author_name, kind, state, at)
      SELECT ${workspaceId}, gen_random_uuid(), ${id}, ${channelId}, 'system', 'Support', 'text', 'sent', now()
      FROM generate_series(1, 10)`.execute(app.database.db)
    await sql`UPDATE message SET id = ('ffffffff' || substr(id::text, 9))::uuid
      WHERE workspace_id = ${workspaceId} AND author_type = 'system'`.execute(app.database.db)
  })

  const told = (await allMessages(scene)).filter(({ content }) => content.expectation !== undefined)
  assert.deepEqual(told, [])
})

/** Somebody wrote on a channel of that type, and nobody is there. */
async function begin(
  type: 'instagram' | 'tiktok' = 'instagram',
  meanwhile: (scene: Scene, channelId: string) => Promise<void> = async () => undefined,
): Promise<Scene> {
  const scene = await setScene(app.database, {
    ...{ agents: ['Ana Agent'], presence: 'offline' },
    policy: { messages: messages({ overCapacity: words }) },
  })
  const { workspaceId } = scene
  const channelId = newId()
  await app.database.db
    .insertInto('channel')
    .values({
      ...{ workspace_id: workspaceId, id: channelId, type, name: type, team_id: null, account_id: null },
      ...{ settings: '{}', secrets: Buffer.alloc(0) },
    })
    .execute()
  await app.database.transact((tx) => receive(tx, [{ workspaceId, channelId, events: [inboundMessage()] }]))
  await meanwhile(scene, channelId)
  await settle(app)
  return scene
}
