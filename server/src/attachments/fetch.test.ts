import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { retryAttachment } from '@fairlead/sdk'
import { type GraphEmulator, startGraphEmulator } from '../../../scripts/emulators/graph.ts'
import { openSecrets } from '../channels/account.ts'
import { connectChannel } from '../channels/connect.ts'
import { receive } from '../conversations/receive.ts'
import { createGuardedFetch } from '../providers/guarded-fetch.ts'
import type { Providers } from '../providers/providers.ts'
import { readLog } from '../setup/testing.ts'
import { clientOf, openApp, quiet, type TestApp } from '../testing/app.ts'
import { accountId, inboundMessage } from '../testing/inbound.ts'
import { providerUrls } from '../testing/providers.ts'
import { allMessages, type Scene, secrets, setScene } from '../testing/scene.ts'
import { type StandIn, startStandIn } from '../testing/stand-in.ts'
import { fetchAttachment } from './fetch.ts'
import { Storage } from './storage.ts'

const jpeg = Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.alloc(5000, 7)])

let app: TestApp
let url: string
let graph: GraphEmulator
let files: StandIn
let providers: Providers

before(async () => {
  app = await openApp()
  url = `http://127.0.0.1:${(await app.start()).port}`
  graph = await startGraphEmulator({ appSecret: 'app secret', accessToken: 'token' })
  files = await startStandIn(({ path }) =>
    path === '/large' ? { body: Buffer.alloc(100 * 1024 * 1024 + 1) } : { status: 410 },
  )
  providers = {
    fetch: createGuardedFetch({ allowPrivateNetwork: true }),
    storage: new Storage(app.dataDir),
    secrets,
    urls: providerUrls({ meta: graph.url }),
    publicUrl: 'http://localhost:3000',
  }
})
after(async () => {
  await graph.stop()
  await files[Symbol.asyncDispose]()
  await app[Symbol.asyncDispose]()
})

test('brings in the file of a message, named and typed by what it is, and says so', async () => {
  const scene = await receivePicture(jpeg)

  await fetchFirst(scene)

  const { attachments } = (await allMessages(scene))[0]!
  const { id, name, type, size, state } = attachments[0]!
  assert.deepEqual([name, type, size, state], ['image.jpg', 'image/jpeg', jpeg.length, 'stored'])
  assert.deepEqual(await buffer(providers.storage.read(scene.workspaceId, id)), jpeg)
  const last = (await readLog(app.database, scene.workspaceId)).findLast(({ type }) => type === 'message.changed')
  assert.ok(last?.type === 'message.changed' && last.data.what === 'attachment')
  assert.deepEqual(last.data.message.attachments, attachments)
})

test('a page that calls itself a picture is bytes', async () => {
  const scene = await receivePicture(Buffer.from('<!doctype html><script>alert(1)</script>'))

  await fetchFirst(scene)

  assert.equal((await allMessages(scene))[0]?.attachments[0]?.type, 'application/octet-stream')
})

test('tries again what may pass, and gives up at the last try', async () => {
  const scene = await receivePicture(jpeg)
  graph.faults.next({ on: 'locate', status: 503 })
  graph.faults.next({ on: 'download', status: 503, times: 2 })

  await assert.rejects(fetchFirst(scene), /not fetched yet/)
  await assert.rejects(fetchFirst(scene), /not fetched yet/)
  assert.equal(await stateOf(scene), 'pending')
  await fetchFirst(scene, true)

  assert.equal(await stateOf(scene), 'failed')
  assert.deepEqual(await problemOf(scene), { code: 'unavailable', detail: 'The provider answered 503.' })
})

test('what failed is fetched again when somebody asks, once, and its reason is forgotten', async () => {
  const scene = await receivePicture(jpeg)
  graph.faults.next({ on: 'download', status: 401 })
  await fetchFirst(scene, true)
  assert.equal((await problemOf(scene))?.code, 'not_allowed')
  const { id } = (await allMessages(scene))[0]!.attachments[0]!
  const agent = await clientOf(app, scene.agents[0]!)

  const { state, error } = await agent.call(retryAttachment, { params: { id } })
  assert.deepEqual([state, error], ['pending', undefined])
  const told = (await readLog(app.database, scene.workspaceId)).length
  await agent.call(retryAttachment, { params: { id } })
  assert.equal((await readLog(app.database, scene.workspaceId)).length, told)

  await fetchFirst(scene)
  assert.deepEqual([await stateOf(scene), await problemOf(scene)], ['stored', undefined])
  assert.equal((await agent.call(retryAttachment, { params: { id } })).state, 'stored')
})

test('nobody fetches again for another workspace', async () => {
  const scene = await receivePicture(jpeg)
  const { id } = (await allMessages(scene))[0]!.attachments[0]!
  const stranger = await clientOf(app, (await setScene(app.database)).owner)

  await assert.rejects(stranger.call(retryAttachment, { params: { id } }), { code: 'not_found' })
})

test('says why a file cannot be had: too large, gone, or in the private network', async () => {
  const reasons: (string | undefined)[] = []
  for (const [path, allowPrivateNetwork] of [
    ['large', true],
    ['gone', true],
    ['private', false],
  ] as const) {
    const scene = await receiveAddress(`${files.url}/${path}`)
    await fetchFirst(scene, false, { ...providers, fetch: createGuardedFetch({ allowPrivateNetwork }) })
    reasons.push((await problemOf(scene))?.code)
  }

  assert.deepEqual(reasons, ['too_large', 'gone', 'private_address'])
})

test('a dead token breaks the channel and loses no file', async () => {
  const scene = await receivePicture(jpeg)
  graph.revokeToken()

  await assert.rejects(fetchFirst(scene), /not fetched yet/)
  const { status } = await app.database.db
    .selectFrom('channel')
    .select('status')
    .where('id', '=', scene.whatsapp.channelId)
    .executeTakeFirstOrThrow()
  assert.equal(status, 'broken')
  graph.restoreToken()
  await fetchFirst(scene)

  assert.equal(await stateOf(scene), 'stored')
})

test('follows nobody elsewhere with the token', async () => {
  const scene = await receivePicture(jpeg)
  graph.faults.next({ on: 'download', redirectTo: `${graph.url}/elsewhere` })

  await assert.rejects(fetchFirst(scene), /not fetched yet/)

  assert.ok(!graph.requests().some(({ path }) => path === '/elsewhere'))
})

test('what is cut off in the middle is not kept as whole', async () => {
  const scene = await receivePicture(jpeg)
  graph.faults.next({ on: 'download', dropAfterApply: true })

  await assert.rejects(fetchFirst(scene))
  assert.equal(await stateOf(scene), 'pending')

  await fetchFirst(scene)
  assert.equal(await stateOf(scene), 'stored')
})

async function receivePicture(bytes: Buffer): Promise<Scene> {
  const scene = await setScene(app.database)
  const { channelId } = scene.whatsapp
  const row = await app.database.db
    .selectFrom('channel')
    .select('secrets')
    .where('id', '=', channelId)
    .executeTakeFirstOrThrow()
  await graph.connect({
    phoneNumberId: accountId,
    webhookUrl: `${url}/webhooks/whatsapp/${channelId}`,
    verifyToken: String(openSecrets(secrets, channelId, row.secrets).verifyToken),
  })
  await graph.customer('447700900001').sendImage(bytes)
  return scene
}

async function fetchFirst(scene: Scene, isLastTry = false, from = providers): Promise<void> {
  const { id } = (await allMessages(scene))[0]!.attachments[0]!
  await fetchAttachment(app.database, from, quiet, { workspaceId: scene.workspaceId, id }, { isLastTry })
}

/** A picture that another system names by its address. */
async function receiveAddress(mediaId: string): Promise<Scene> {
  const scene = await setScene(app.database)
  const { workspaceId } = scene
  const context = { workspaceId, actor: { type: 'system', id: null }, secrets, publicUrl: '' } as const
  const channel = await app.database.transact((tx) =>
    connectChannel(tx, context, {
      ...{ type: 'api', name: 'Shop chat', teamId: null, secrets: {} },
      settings: { url: 'http://127.0.0.1:9/' },
    }),
  )
  const attachments = [{ mediaId, name: null, type: 'image/jpeg', isVoice: false }]
  const event = inboundMessage({ message: { kind: 'image', attachments } })
  await app.database.transact((tx) => receive(tx, [{ workspaceId, channelId: channel.id, events: [event] }]))
  return scene
}

async function problemOf(scene: Scene) {
  return (await allMessages(scene))[0]?.attachments[0]?.error
}

async function stateOf(scene: Scene): Promise<string | undefined> {
  return (await allMessages(scene))[0]?.attachments[0]?.state
}
