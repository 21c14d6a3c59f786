/** A channel from its connecting to its end, as its manager sees it, and as its provider is told. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import {
  type Client,
  deleteChannel,
  getChannelHealth,
  listChannels,
  patchChannel,
  postChannel,
  reconnectChannel,
  rotateSecret,
  testChannel,
} from '@fairlead/sdk'
import { sql } from 'kysely'
import { pino } from 'pino'
import { Housekeeping } from '../housekeeping.ts'
import { Intake } from '../intake/intake.ts'
import { readLog } from '../setup/testing.ts'
import { clientOf, openApp, quiet, type TestApp } from '../testing/app.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { makeProviders, providerUrls } from '../testing/providers.ts'
import { type Scene, setScene } from '../testing/scene.ts'
import { type StandIn, startStandIn } from '../testing/stand-in.ts'
import { openSecrets } from './account.ts'
import { markBroken } from './broken.ts'
import { keepLearned } from './connect.ts'
import { ChannelHealth } from './health.ts'

const botToken = '7000000001:AAexampleexampleexampleexampleexample'
const secondToken = '7000000002:AAexampleexampleexampleexampleexample'

let app: TestApp
let telegram: StandIn
let scene: Scene
let manager: Client
let refuses: string | null
let username: string
const lines: string[] = []

before(async () => {
  telegram = await startStandIn(({ path }) => {
    const [, token = '', method = ''] = /^\/bot([^/]+)\/(\w+)/.exec(path) ?? []
    if (method === refuses) return { status: 401, body: { ok: false, error_code: 401, description: 'Unauthorized' } }
    if (method === 'getMe') {
      const bot = { id: Number(token.split(':')[0]), is_bot: true, first_name: 'Example Shop', username }
      return { body: { ok: true, result: bot } }
    }
    return { body: { ok: true, result: method === 'getWebhookInfo' ? { url: addressTold() } : true } }
  })
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
  app = await openApp({ providers: providerUrls({ telegram: telegram.url }) }, log)
})
beforeEach(async () => {
  refuses = null
  username = 'shop_bot'
  scene = await setScene(app.database)
  manager = await clientOf(app, scene.owner)
  telegram.requests.length = 0
})
after(async () => {
  await app[Symbol.asyncDispose]()
  await telegram[Symbol.asyncDispose]()
})

test('is connected by its token alone: the provider says whose it is', async () => {
  const { settings, name } = await connect()

  assert.deepEqual([name, settings], ['Bot', { botId: '7000000001', botUsername: 'shop_bot' }])
})

test('is not connected when the provider refuses the token, and the manager reads why', async () => {
  refuses = 'getMe'

  await assert.rejects(connect(), { code: 'provider_refused' })

  const { data } = await manager.call(listChannels, {})
  assert.ok(!data.some(({ type }) => type === 'telegram'))
})

test('one account is connected once, whatever its settings say of it', async () => {
  await connect()

  await assert.rejects(connect(), { code: 'channel_account_taken' })
})

test('a new token may be of another account: then it is that account’s', async () => {
  const { id } = await connect()

  const { settings } = await manager.call(patchChannel, {
    params: { id },
    body: { secrets: { botToken: secondToken } },
  })

  assert.deepEqual(settings, { botId: '7000000002', botUsername: 'shop_bot' })
})

test('its provider is told where to call, with a secret that nobody is shown', async () => {
  const { id, webhookUrl } = await connect()
  await app.jobs.runDue()

  const told = calls('setWebhook').find(({ url }) => url === webhookUrl)
  assert.equal(told?.secret_token, (await secretsOf(id)).webhookSecret)
})

test('is broken when its provider does not let itself be told, and says what to do', async () => {
  const { id } = await connect()
  refuses = 'setWebhook'
  await app.jobs.runDue()

  const { status, statusReason } = await find(id)
  assert.equal(status, 'broken')
  assert.match(String(statusReason), /reconnect/)
})

test('works again when its provider says so: reconnected, it is told anew where to call', async () => {
  const { id } = await connect()
  await app.jobs.runDue()
  const channel = { workspaceId: scene.workspaceId, channelId: id }
  await app.database.transact((tx) => markBroken(tx, channel, 'made to break'))
  refuses = 'getMe'
  await assert.rejects(manager.call(reconnectChannel, { params: { id } }), { code: 'provider_refused' })
  assert.equal((await find(id)).status, 'broken')

  refuses = null
  const { status, statusReason } = await manager.call(reconnectChannel, { params: { id } })
  await app.jobs.runDue()

  const told = calls('setWebhook').filter(({ url }) => String(url).endsWith(id))
  assert.deepEqual([status, statusReason, told.length], ['active', null, 2])
})

test('a secret of ours is made anew, and its provider told', async () => {
  const { id } = await connect()
  await app.jobs.runDue()
  const { webhookSecret } = await secretsOf(id)

  await manager.call(rotateSecret, { params: { id }, body: { secret: 'webhookSecret' } })
  await app.jobs.runDue()

  const made = await secretsOf(id)
  assert.notEqual(made.webhookSecret, webhookSecret)
  assert.equal(calls('setWebhook').at(-1)?.secret_token, made.webhookSecret)
  for (const secret of ['botToken', 'constructor', 'nothing']) {
    const rotated = manager.call(rotateSecret, { params: { id }, body: { secret } })
    await assert.rejects(rotated, { code: 'invalid_request' })
  }
})

test('a test changes nothing and says what the provider says', async () => {
  const { id } = await connect()
  await app.jobs.runDue()

  assert.deepEqual(await ask(id), { isChecked: true, name: 'Example Shop', problem: null })
  refuses = 'getMe'
  const { isChecked, name, problem } = await ask(id)
  assert.deepEqual([isChecked, name, problem?.code], [true, null, 'auth_invalid'])
  assert.equal((await find(id)).status, 'active')
  assert.deepEqual(await ask(scene.webchat.channelId), { isChecked: false, name: null, problem: null })
})

test('what the provider calls the account is kept when it is asked, and told once', async () => {
  const { id } = await connect()
  await app.jobs.runDue()
  username = 'example_shop_bot'
  await ask(id)
  const version = await versionOf(id)
  await ask(id)

  assert.deepEqual(await settingsOf(id), { botId: '7000000001', botUsername: 'example_shop_bot' })
  assert.equal(await versionOf(id), version)
  const told = (await readLog(app.database, scene.workspaceId)).flatMap(({ type, subjectId, data }) =>
    type === 'channel.changed' && subjectId === id ? [data.channel.settings] : [],
  )
  assert.deepEqual(told, [{ botId: '7000000001', botUsername: 'example_shop_bot' }])

  username = 'renamed_shop_bot'
  await manager.call(reconnectChannel, { params: { id } })
  assert.deepEqual(await settingsOf(id), { botId: '7000000001', botUsername: 'renamed_shop_bot' })
})

test('what the provider says of an account that was made another one meanwhile is not kept', async () => {
  const { id } = await connect()
  const asked = { settings: await settingsOf(id), secrets: await secretsOf(id) }
  const body = { secrets: { botToken: secondToken } }
  await manager.call(patchChannel, { params: { id }, body })

  const { secrets } = makeProviders(app.dataDir)
  const context = { workspaceId: scene.workspaceId, actor: { type: 'system', id: null }, secrets } as const
  const learned = { asked, told: { botId: '7000000001', botUsername: 'example_shop_bot' } }
  await app.database.transact((tx) => keepLearned(tx, context, id, learned))

  assert.deepEqual(await settingsOf(id), { botId: '7000000002', botUsername: 'shop_bot' })
})

test('its provider is told not to call any more when it is disconnected, if it can be', async () => {
  const { id } = await connect()
  await app.jobs.runDue()

  await manager.call(deleteChannel, { params: { id } })
  assert.equal(calls('deleteWebhook').length, 1)

  const other = await connect()
  refuses = 'getWebhookInfo'
  await manager.call(deleteChannel, { params: { id: other.id } })
  await assert.rejects(readHealth(other.id), { code: 'not_found' })
})

test('how it does is written down now and then, and leaves the channel’s row alone', async () => {
  const { channelId } = scene.whatsapp
  const version = await versionOf(channelId)
  const health = new ChannelHealth(app.database, quiet)
  await new Intake(app.database, quiet).take([{ ...scene.whatsapp, events: [inboundMessage()] }])
  await health.stop()

  const { lastInAt, lastOutAt, lastError, waiting, account } = await readHealth(channelId)
  assert.ok(Date.now() - Date.parse(lastInAt ?? '') < 10_000)
  assert.deepEqual([lastOutAt, lastError, waiting, account], [null, null, 0, '100000000000001'])
  assert.equal(await versionOf(channelId), version)
})

test('a webhook that is not signed as it should be is trouble that a manager sees', async () => {
  const { channelId } = scene.whatsapp
  const health = new ChannelHealth(app.database, quiet)
  await app.fetch(new Request(`http://localhost/webhooks/whatsapp/${channelId}`, { method: 'POST', body: '{}' }))
  await health.stop()

  assert.equal((await readHealth(channelId)).lastError?.code, 'bad_signature')
})

test('no secret is in any answer, event or log, whatever is done with it', async () => {
  const given = 'EAAGsecretaccesstokenexample'
  const { channelId: id } = scene.whatsapp
  const secrets = { accessToken: given, appSecret: 'another app secret' }
  const answers = [
    await manager.call(patchChannel, { params: { id }, body: { secrets } }),
    await connect(),
    (await manager.call(listChannels, {})).data,
    await manager.call(rotateSecret, { params: { id }, body: { secret: 'verifyToken' } }),
    await readHealth(id),
    await ask(id),
  ]
  await app.jobs.runDue()

  const { verifyToken } = await secretsOf(id)
  const events = JSON.stringify(await readLog(app.database, scene.workspaceId))
  for (const secret of [given, secrets.appSecret, botToken]) {
    for (const text of [JSON.stringify(answers), events, ...lines]) assert.ok(!text.includes(secret), text)
  }
  // Shown to managers, who paste it somewhere; the log is everybody's.
  assert.ok(!events.includes(String(verifyToken)))
})

test('housekeeping passes by those whose tokens do not run out', async () => {
  await connect()

  await new Housekeeping(app.database, makeProviders(app.dataDir), quiet).run()

  const { rows } = await sql`
    SELECT FROM graphile_worker.jobs WHERE task_identifier = 'channel.refresh'`.execute(app.database.db)
  assert.equal(rows.length, 0)
})

async function connect() {
  const body = { type: 'telegram', name: 'Bot', settings: {}, secrets: { botToken } } as const
  const channel = await manager.call(postChannel, { body })
  assert.ok(channel.type === 'telegram')
  return channel
}

function ask(id: string) {
  return manager.call(testChannel, { params: { id } })
}

function readHealth(id: string) {
  return manager.call(getChannelHealth, { params: { id } })
}

async function find(id: string) {
  const { data } = await manager.call(listChannels, {})
  return data.find((channel) => channel.id === id)!
}

async function settingsOf(id: string) {
  return (await find(id)).settings
}

function calls(method: string): Record<string, unknown>[] {
  return telegram.requests
    .filter(({ path }) => path.endsWith(`/${method}`))
    .map(({ body }): Record<string, unknown> => JSON.parse(body))
}

function addressTold(): unknown {
  return calls('setWebhook').at(-1)?.url ?? ''
}

async function secretsOf(id: string): Promise<Record<string, unknown>> {
  const { db } = app.database
  const { secrets } = await db.selectFrom('channel').select('secrets').where('id', '=', id).executeTakeFirstOrThrow()
  return openSecrets(makeProviders(app.dataDir).secrets, id, secrets)
}

async function versionOf(id: string): Promise<string | undefined> {
  const { rows } = await sql<{ version: string }>`
    SELECT xmin::text AS version FROM channel WHERE id = ${id}`.execute(app.database.db)
  return rows[0]?.version
}
