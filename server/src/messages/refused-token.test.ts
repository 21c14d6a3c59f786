/** A token that its provider refuses before its time is changed for another one, once, before the channel is broken. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { openSecrets, sealSecrets } from '../channels/account.ts'
import { receive } from '../conversations/receive.ts'
import { reply } from '../conversations/reply.ts'
import { newId } from '../db/id.ts'
import { openApp, quiet, type TestApp } from '../testing/app.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { makeProviders } from '../testing/providers.ts'
import { type Scene, secrets, setScene } from '../testing/scene.ts'
import { type StandIn, startStandIn } from '../testing/stand-in.ts'
import { deliverConversation } from './deliver.ts'

const revoked = { body: { code: 40105, message: 'Access token is incorrect or has been revoked.' } }
const day = 24 * 60 * 60_000

let app: TestApp
let provider: StandIn
let scene: Scene
/** The token that the provider takes. */
let good: string
let refreshes: Readonly<{ status?: number; body: unknown }>

before(async () => {
  app = await openApp()
  provider = await startStandIn(({ path, headers }) => {
    if (path.includes('refresh_token')) return refreshes
    if (headers['access-token'] !== good) return revoked
    return { body: { code: 0, data: { message: { message_id: `m${provider.requests.length}` } } } }
  })
})
beforeEach(async () => {
  scene = await setScene(app.database)
  good = 'new'
  refreshes = { body: { code: 0, data: { access_token: 'new', refresh_token: 'next', expires_in: 86_400 } } }
  provider.requests.length = 0
})
after(async () => {
  await provider[Symbol.asyncDispose]()
  await app[Symbol.asyncDispose]()
})

test('is changed, with the end of the new one noted, and the message goes out in the same try', async () => {
  const { deliver, told, tokens } = await begin()
  const from = Date.now()

  await deliver()

  assert.deepEqual(await told(), { states: ['sent'], tries: [1], status: 'active' })
  const { accessToken, refreshToken, accessTokenEndsAt } = await tokens()
  assert.deepEqual([accessToken, refreshToken], ['new', 'next'])
  const endsIn = Number(accessTokenEndsAt) - from
  assert.ok(endsIn >= day - 60_000 && endsIn <= day + 60_000, `${endsIn} ms`)
})

test('is asked for once by however many were refused', async () => {
  const { deliver, told } = await begin(3)

  await deliver()

  assert.deepEqual((await told()).states, ['sent', 'sent', 'sent'])
  assert.equal(asked(), 1)
})

test('breaks the channel when the new one is refused, too', async () => {
  good = 'none'
  const { deliver, told, tokens } = await begin()

  await deliver()

  assert.deepEqual(await told(), { states: ['pending'], tries: [0], status: 'broken' })
  assert.deepEqual([asked(), provider.requests.length], [1, 3])
  assert.equal((await tokens()).refreshToken, 'next')
})

test('breaks the channel when there is no other one', async () => {
  refreshes = revoked
  const { deliver, told, tokens } = await begin()

  await deliver()

  assert.equal((await told()).status, 'broken')
  assert.equal((await tokens()).refreshToken, 'refresh')
})

test('breaks nothing while the provider cannot say: the message waits', async () => {
  refreshes = { status: 503, body: {} }
  const { deliver, told } = await begin()

  await deliver()

  assert.deepEqual(await told(), { states: ['pending'], tries: [1], status: 'active' })
})

/** Answers in as many conversations of a channel whose token would be good for hours yet. */
async function begin(count = 1) {
  const { workspaceId } = scene
  const { db } = app.database
  const place = { workspaceId, channelId: newId() }
  const open = {
    ...{ appId: 'app', appSecret: 'secret', accessToken: 'old', refreshToken: 'refresh' },
    accessTokenEndsAt: String(Date.now() + day),
  }
  await db
    .insertInto('channel')
    .values({
      ...{ workspace_id: workspaceId, id: place.channelId, type: 'tiktok', name: 'TikTok', account_id: null },
      ...{ settings: JSON.stringify({ businessId: 'business' }), secrets: sealSecrets(secrets, place.channelId, open) },
    })
    .execute()
  const events = Array.from({ length: count }, (_, index) =>
    inboundMessage({ contact: { addresses: [`conversation-${index}`], matchKeys: [], name: null, phone: null } }),
  )
  await app.database.transact((tx) => receive(tx, [{ ...place, events }]))
  const rows = await db.selectFrom('conversation').select('id').where('channel_id', '=', place.channelId).execute()
  const author = scene.agents[0]!
  for (const { id } of rows) {
    await app.database.transact((tx) => reply(tx, { workspaceId, id, author, text: 'Yes?', attachmentIds: [] }))
  }
  const providers = makeProviders(app.dataDir, { tiktok: provider.url })
  return {
    async deliver() {
      await Promise.all(rows.map(({ id }) => deliverConversation(app.database, providers, quiet, { workspaceId, id })))
    },
    async told() {
      const { rows: messages } = await sql<{ state: string; tries: number; status: string }>`
        SELECT m.state, m.tries, h.status FROM message m JOIN channel h ON h.id = m.channel_id
        WHERE m.channel_id = ${place.channelId} AND m.author_type = 'member' ORDER BY m.id`.execute(db)
      const states = messages.map(({ state }) => state)
      return { states, tries: messages.map(({ tries }) => tries), status: messages[0]?.status }
    },
    async tokens() {
      const row = await db
        .selectFrom('channel')
        .select('secrets')
        .where('id', '=', place.channelId)
        .executeTakeFirstOrThrow()
      return openSecrets(secrets, place.channelId, row.secrets)
    },
  }
}

function asked(): number {
  return provider.requests.filter(({ path }) => path.includes('refresh_token')).length
}
