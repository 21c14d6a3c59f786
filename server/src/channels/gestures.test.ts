/** What providers are told in passing, and the tokens they change for new ones. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type ChannelType, getConversation, postTyping, readConversation } from '@fairlead/sdk'
import { sql } from 'kysely'
import { receive } from '../conversations/receive.ts'
import { newId } from '../db/id.ts'
import { Housekeeping } from '../housekeeping.ts'
import { clientOf, openApp, quiet, type TestApp } from '../testing/app.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { makeProviders, providerUrls } from '../testing/providers.ts'
import { type Scene, secrets, setScene } from '../testing/scene.ts'
import { type StandIn, startStandIn } from '../testing/stand-in.ts'
import { openSecrets, sealSecrets } from './account.ts'
import { refreshChannel } from './refresh.ts'

let app: TestApp
let provider: StandIn
let scene: Scene
let refreshes: { status: number; body: unknown }

before(async () => {
  provider = await startStandIn(({ path }) => {
    if (path.includes('refresh_token')) return refreshes
    return { body: path.startsWith('/bot') ? { ok: true, result: true } : { recipient_id: '1', message_id: 'm' } }
  })
  const { url } = provider
  app = await openApp({ providers: providerUrls({ meta: url, telegram: url, tiktok: url }) })
})
beforeEach(async () => {
  scene = await setScene(app.database)
  refreshes = {
    status: 200,
    body: { code: 0, data: { access_token: 'new', refresh_token: 'next', expires_in: 86_400 } },
  }
  provider.requests.length = 0
})
after(async () => {
  await app[Symbol.asyncDispose]()
  await provider[Symbol.asyncDispose]()
})

test('the contact is shown that a member has read, once for what there was to read', async () => {
  const { id } = await beginOn('messenger')
  const member = await clientOf(app, scene.agents[0]!)

  await member.call(readConversation, { params: { id } })
  await member.call(readConversation, { params: { id } })
  await app.jobs.runDue()

  assert.deepEqual(actions(), ['mark_seen'])
})

test('the contact is shown that somebody writes, at most every few seconds', async () => {
  const { id } = await beginOn('messenger')
  const member = await clientOf(app, scene.agents[0]!)

  for (let count = 0; count < 5; count += 1) await member.call(postTyping, { params: { id } })
  await until(() => actions().length > 0)

  assert.deepEqual(actions(), ['typing_on'])
})

test('where nothing can be shown, or the provider is away, nobody is the worse for it', async () => {
  const { id, channelId } = await beginOn('sms')
  const member = await clientOf(app, scene.agents[0]!)
  await member.call(postTyping, { params: { id } })
  await member.call(readConversation, { params: { id } })
  await app.jobs.runDue()

  await sql`UPDATE channel SET secrets = '' WHERE id = ${channelId}`.execute(app.database.db)
  assert.equal((await member.call(getConversation, { params: { id } })).unreadCount, 0)
  await assert.rejects(member.call(postTyping, { params: { id: newId() } }), { code: 'not_found' })
})

test('a tap on a button is acknowledged once it is stored', async () => {
  const { place } = await beginOn('telegram')
  const event = inboundMessage({ providerId: 'tap', acknowledge: 'query 1' })
  for (let count = 0; count < 2; count += 1) {
    await app.database.transact((tx) => receive(tx, [{ ...place, events: [event] }]))
  }
  await app.jobs.runDue()

  const heard = provider.requests.filter(({ path }) => path.endsWith('/answerCallbackQuery'))
  assert.deepEqual(
    heard.map(({ body }) => JSON.parse(body).callback_query_id),
    ['query 1'],
  )
})

test('tokens that run out are changed in time, stored, and asked for once by however many look', async () => {
  const { channelId } = await beginOn('tiktok')
  const providers = { ...makeProviders(app.dataDir, { tiktok: provider.url }) }
  await new Housekeeping(app.database, providers, quiet).run()
  const channel = { workspaceId: scene.workspaceId, id: channelId }
  await Promise.all([1, 2, 3].map(() => refreshChannel(app.database, providers, channel)))

  const { accessToken, refreshToken } = await secretsOf(channelId)
  assert.deepEqual([accessToken, refreshToken, asked()], ['new', 'next', 1])
  await app.jobs.runDue()
  assert.equal(asked(), 1)
})

test('a provider that gives no new token breaks the channel, and says what to do', async () => {
  const { channelId } = await beginOn('tiktok')
  refreshes = { status: 200, body: { code: 40105, message: 'Access token is incorrect or has been revoked.' } }
  const providers = makeProviders(app.dataDir, { tiktok: provider.url })

  await refreshChannel(app.database, providers, { workspaceId: scene.workspaceId, id: channelId })

  const { rows } = await sql<{ status: string; reason: string }>`
    SELECT status, status_reason AS reason FROM channel WHERE id = ${channelId}`.execute(app.database.db)
  assert.equal(rows[0]?.status, 'broken')
  assert.match(rows[0].reason, /Enter a new one/)
})

test('a provider that is away is asked again later, with the old token kept', async () => {
  const { channelId } = await beginOn('tiktok')
  refreshes = { status: 503, body: {} }
  const providers = makeProviders(app.dataDir, { tiktok: provider.url })

  const refreshed = refreshChannel(app.database, providers, { workspaceId: scene.workspaceId, id: channelId })

  await assert.rejects(refreshed, /not refreshed yet/)
  assert.equal((await secretsOf(channelId)).refreshToken, 'refresh')
})

const accounts: Partial<Record<ChannelType, Readonly<{ settings: object; secrets: Record<string, string> }>>> = {
  messenger: { settings: { pageId: '100200300' }, secrets: { accessToken: 'token', appSecret: 'secret' } },
  telegram: { settings: { botId: '1' }, secrets: { botToken: '7000000001:AAexampleexampleexampleexampleexample' } },
  tiktok: {
    settings: { businessId: 'business' },
    secrets: { appId: 'app', appSecret: 'secret', accessToken: 'old', refreshToken: 'refresh', accessTokenEndsAt: '' },
  },
}

/** Somebody wrote on a channel of that type. */
async function beginOn(type: ChannelType) {
  const { workspaceId } = scene
  const channelId = newId()
  const account = accounts[type] ?? { settings: {}, secrets: {} }
  await database()
    .insertInto('channel')
    .values({
      ...{ workspace_id: workspaceId, id: channelId, type, name: type, team_id: null, account_id: null },
      ...{ settings: JSON.stringify(account.settings), secrets: sealSecrets(secrets, channelId, account.secrets) },
    })
    .execute()
  const place = { workspaceId, channelId }
  await app.database.transact((tx) => receive(tx, [{ ...place, events: [inboundMessage()] }]))
  const { id } = await database()
    .selectFrom('conversation')
    .select('id')
    .where('channel_id', '=', channelId)
    .executeTakeFirstOrThrow()
  return { id, channelId, place }
}

function database() {
  return app.database.db
}

function actions(): unknown[] {
  return provider.requests.flatMap(({ body }) => {
    const { sender_action: action }: { sender_action?: string } = body.startsWith('{') ? JSON.parse(body) : {}
    return action === undefined ? [] : [action]
  })
}

function asked(): number {
  return provider.requests.filter(({ path }) => path.includes('refresh_token')).length
}

async function secretsOf(id: string): Promise<Record<string, unknown>> {
  const row = await database().selectFrom('channel').select('secrets').where('id', '=', id).executeTakeFirstOrThrow()
  return openSecrets(secrets, id, row.secrets)
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo() && tries < 500; tries += 1) await new Promise((resolve) => setTimeout(resolve, 20))
}
