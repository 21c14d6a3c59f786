import assert from 'node:assert/strict'
import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { after, afterEach, before, test } from 'node:test'
import {
  getPushKey,
  listPushSubscriptions,
  postPushSubscription,
  preferences,
  putAssignment,
  putPreferences,
  readConversation,
} from '@fairlead/sdk'
import { sql } from 'kysely'
import { failure } from '../channels/step.ts'
import { closeConversation } from '../conversations/close.ts'
import { LogReaders } from '../events/log-readers.ts'
import { retryMessage } from '../messages/deliver.ts'
import { beginAnswer } from '../messages/testing.ts'
import { scheduleMessage } from '../scheduled/schedule.ts'
import { sendScheduled } from '../scheduled/send-due.ts'
import { clientOf, openApp, quiet, type TestApp } from '../testing/app.ts'
import { inboundMessage, mara } from '../testing/inbound.ts'
import { bring, onlyConversation, type Scene, setScene } from '../testing/scene.ts'
import { pushReader } from './reader.ts'
import { openPush, type PushedTo } from './testing.ts'

type Arrived = Readonly<{ path: string; headers: IncomingHttpHeaders; body: Buffer }>

let app: TestApp
let service: Server
let origin: string
let status = 201
const arrived: Arrived[] = []

before(async () => {
  app = await openApp({ allowPrivateNetwork: true })
  service = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    arrived.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) })
    response.writeHead(status).end()
  }).listen(0, '127.0.0.1')
  await once(service, 'listening')
  const address = service.address()
  assert.ok(typeof address === 'object' && address !== null)
  origin = `http://127.0.0.1:${address.port}`
})
afterEach(() => {
  status = 201
  arrived.length = 0
})
after(async () => {
  service.close()
  await app[Symbol.asyncDispose]()
})

test('a message in a conversation of mine is told to my device, signed by us and sealed for it alone', async () => {
  const scene = await setScene(app.database, { presence: 'offline' })
  const [ana] = scene.agents
  const client = await clientOf(app, ana!)
  const device = await subscribe(scene, 'phone')
  await begin()
  await client.call(putPreferences, { body: preferences.parse({ showsText: true, language: 'it' }) })

  await bring(scene, inboundMessage({ contact: mara, text: 'Where is my parcel?' }))
  const { id, number } = await onlyConversation(scene)
  await client.call(putAssignment, { params: { id }, body: { memberId: ana!.memberId } })
  await bring(scene, inboundMessage({ contact: mara, text: 'Hello?' }))
  await deliverAll()

  const push = arrived.at(-1)!
  assert.equal(push.path, '/phone')
  assert.equal(push.headers['content-encoding'], 'aes128gcm')
  assert.equal(push.headers.ttl, '86400')
  const { publicKey } = await client.call(getPushKey, {})
  assert.deepEqual(claimsOf(push, publicKey).aud, origin)
  assert.deepEqual(JSON.parse(openPush(push.body, device)), {
    kind: 'message',
    conversationId: id,
    number,
    name: mara.name,
    text: 'Hello?',
    language: 'it',
  })
})

test('unless somebody wants it, a push says nothing of who or what', async () => {
  const scene = await setScene(app.database, { presence: 'offline' })
  const device = await subscribe(scene, 'plain')
  await begin()
  await giveAna(scene)
  await deliverAll()

  const said = JSON.parse(openPush(arrived.at(-1)!.body, device))
  assert.equal(said.name, null)
  assert.equal(said.text, null)
})

test('what was read meanwhile is not told', async () => {
  const scene = await setScene(app.database, { presence: 'offline' })
  await subscribe(scene, 'read')
  const client = await clientOf(app, scene.agents[0]!)
  const id = await giveAna(scene)
  await begin()
  await bring(scene, inboundMessage({ contact: mara, text: 'One more thing' }))
  await client.call(readConversation, { params: { id } })
  await deliverAll()

  assert.equal(arrived.length, 0)
})

test('who gave it to themself, wants no push, or is in quiet hours is left alone', async () => {
  const scene = await setScene(app.database, { presence: 'offline' })
  const device = await subscribe(scene, 'quiet')
  const client = await clientOf(app, scene.agents[0]!)
  await begin()
  await giveAna(scene, true)
  const usual = preferences.parse({})
  const off = { ...usual.notifications.message, push: false }
  await client.call(putPreferences, { body: { ...usual, notifications: { ...usual.notifications, message: off } } })
  await bring(scene, inboundMessage({ contact: mara, text: 'Hello?' }))
  await deliverAll()
  await client.call(putPreferences, {
    body: { ...usual, quiet: { isOn: true, from: '00:00', to: '23:59', timeZone: 'UTC' } },
  })
  await bring(scene, inboundMessage({ contact: mara, text: 'Anybody?' }))
  await deliverAll()

  assert.deepEqual(
    arrived.map(({ body }) => openPush(body, device)),
    [],
  )
})

test('whoever wrote what was not delivered, or could not go out when it was due, is told, while that is so', async () => {
  const scene = await setScene(app.database, { presence: 'offline' })
  const [ana] = scene.agents
  const { workspaceId } = ana!
  const device = await subscribe(scene, 'author')
  await subscribe(scene, 'other', 1)
  await (await clientOf(app, ana!)).call(putPreferences, { body: preferences.parse({ showsText: true }) })
  const answer = await beginAnswer(scene)
  const lost = await answer.send('On its way')
  const mended = await answer.send('Sent again')
  await begin()
  for (const id of [lost, mended]) await answer.answer(id, failure('invalid_recipient', 'No such number.'))
  await begin()
  await app.database.transact((tx) => retryMessage(tx, { workspaceId, id: lost }))
  await deliverAll()
  // The latest of a conversation is told, and this one was the latest.
  assert.deepEqual(toldTo(device), [['/author', 'undelivered', 'Sent again']])

  arrived.length = 0
  const message = { text: 'Still there?', attachmentIds: [], choices: [], cc: [], bcc: [] }
  const given = { message, dueAt: new Date(Date.now() + 60_000).toISOString() }
  const { conversationId } = answer
  const { id } = await app.database.transact((tx) => scheduleMessage(tx, ana!, { conversationId, given }))
  const actor = { type: 'member', id: scene.owner.memberId } as const
  await app.database.transact((tx) => closeConversation(tx, { workspaceId, id: conversationId, actor }))
  await app.database.db
    .updateTable('scheduled_message')
    .set({ due_at: new Date(0) })
    .where('id', '=', id)
    .execute()
  await sendScheduled(app.database, { workspaceId, id })
  await deliverAll()
  assert.deepEqual(toldTo(device), [['/author', 'undelivered', 'Still there?']])
})

test('a device that is gone is forgotten', async () => {
  const scene = await setScene(app.database, { presence: 'offline' })
  await subscribe(scene, 'gone')
  const client = await clientOf(app, scene.agents[0]!)
  await begin()
  status = 410
  await giveAna(scene)
  await deliverAll()

  assert.deepEqual((await client.call(listPushSubscriptions, {})).data, [])
})

test('a browser in other hands tells the first person nothing more', async () => {
  const scene = await setScene(app.database, { presence: 'offline' })
  await subscribe(scene, 'shared', 0)
  await subscribe(scene, 'shared', 1)

  const [first, second] = await Promise.all(
    scene.agents.map(async (agent) => (await clientOf(app, agent)).call(listPushSubscriptions, {})),
  )
  assert.equal(first!.data.length, 0)
  assert.equal(second!.data.length, 1)
})

test('all processes with one secret are one sender', async () => {
  const scene = await setScene(app.database, { presence: 'offline' })
  await using second = await openApp()
  const keys = await Promise.all(
    [await clientOf(app, scene.owner)].map(async (client) => (await client.call(getPushKey, {})).publicKey),
  )
  const other = await setScene(second.database, { presence: 'offline' })
  assert.equal((await (await clientOf(second, other.owner)).call(getPushKey, {})).publicKey, keys[0])
})

function toldTo(device: PushedTo): string[][] {
  return arrived.map(({ path, body }) => {
    const { kind, text } = JSON.parse(openPush(body, device))
    return [path, kind, text]
  })
}

async function subscribe(scene: Scene, name: string, agent = 0): Promise<PushedTo> {
  const curve = createECDH('prime256v1')
  const p256dh = curve.generateKeys('base64url')
  const auth = randomBytes(16)
  const client = await clientOf(app, scene.agents[agent]!)
  await client.call(postPushSubscription, {
    body: {
      endpoint: `${origin}/${name}`,
      keys: { p256dh, auth: auth.toString('base64url') },
      device: 'Example phone',
    },
  })
  return { curve, auth }
}

/** The conversation goes to the first agent: by somebody else, unless `bySelf`. */
async function giveAna(scene: Scene, bySelf = false): Promise<string> {
  await bring(scene, inboundMessage({ contact: mara, text: 'Where is my parcel?' }))
  const { id } = await onlyConversation(scene)
  const [ana] = scene.agents
  const client = await clientOf(app, bySelf ? ana! : scene.owner)
  await client.call(putAssignment, { params: { id }, body: { memberId: ana!.memberId } })
  return id
}

/** Readers that begin now; what was before is none of theirs. */
async function begin(): Promise<void> {
  await new LogReaders(app.database, [pushReader], quiet).settled()
}

async function deliverAll(): Promise<void> {
  await begin()
  await sql`UPDATE graphile_worker._private_jobs SET run_at = now()`.execute(app.database.db)
  await app.jobs.runDue()
}

function claimsOf({ headers }: Arrived, publicKey: string): Record<string, unknown> {
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(.+)$/.exec(headers.authorization ?? '') ?? []
  assert.equal(key, publicKey)
  const [head, claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(publicKey, 'base64url')
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  const isOurs = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  assert.ok(isOurs, 'the token is signed by the key')
  return JSON.parse(Buffer.from(claims, 'base64url').toString())
}
