import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type GraphEmulator, startGraphEmulator } from '../../../scripts/emulators/graph.ts'
import { Storage } from '../attachments/storage.ts'
import { disconnectChannel } from '../channels/connect.ts'
import { createGuardedFetch } from '../providers/guarded-fetch.ts'
import type { Providers } from '../providers/providers.ts'
import { openApp, type TestApp } from '../testing/app.ts'
import { accountId } from '../testing/inbound.ts'
import { providerUrls } from '../testing/providers.ts'
import { secrets } from '../testing/scene.ts'
import { beginTalk, phone } from '../testing/talk.ts'
import { retryMessage } from './deliver.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

let app: TestApp
let url: string
let graph: GraphEmulator
let providers: Providers

before(async () => {
  app = await openApp()
  url = `http://127.0.0.1:${(await app.start()).port}`
})
beforeEach(async () => {
  await graph?.stop()
  graph = await startGraphEmulator({ appSecret: 'app secret', accessToken: 'token', statusDelays: silent })
  providers = {
    fetch: createGuardedFetch({ allowPrivateNetwork: true }),
    storage: new Storage(app.dataDir),
    secrets,
    urls: providerUrls({ meta: graph.url }),
    publicUrl: 'http://localhost:3000',
  }
})
after(async () => {
  await graph?.stop()
  await app[Symbol.asyncDispose]()
})

const silent = { sentMs: null, deliveredMs: null, readMs: null }

test('sends what was written, in order, and knows it by the provider’s id', async () => {
  const talk = await beginTalk({ app, url, graph, providers })
  await talk.say({ text: 'First' })
  await talk.say({ text: 'Second 😀' })

  await talk.deliver()

  assert.deepEqual(heard(), ['First', 'Second 😀'])
  assert.deepEqual(await talk.states(), ['sent', 'sent'])
  const sent = graph.chat(phone).messages.filter(({ direction }) => direction === 'out')
  assert.deepEqual(
    await talk.providerIds(),
    sent.map(({ id }) => id),
  )
})

test('receipts that the provider posts carry the message on', async () => {
  await useGraph({ sentMs: 1, deliveredMs: 1, readMs: 1 })
  const talk = await beginTalk({ app, url, graph, providers })
  await talk.say({ text: 'Hello' })

  await talk.deliver()
  await graph.settled()

  assert.deepEqual(await talk.states(), ['read'])
})

test('receipts that come before the answer stand', async () => {
  await useGraph({ sentMs: 1, deliveredMs: 1, readMs: 1 })
  const talk = await beginTalk({ app, url, graph, providers })
  await talk.say({ text: 'Hello' })
  graph.faults.next({ statusBeforeResponse: true })

  await talk.deliver()

  assert.deepEqual(await talk.states(), ['read'])
  assert.notDeepEqual(await talk.providerIds(), [null])
})

test('what comes after waits while the first is tried again', async () => {
  const talk = await beginTalk({ app, url, graph, providers })
  await talk.say({ text: 'First' })
  await talk.say({ text: 'Second' })
  graph.faults.next({ status: 503 })

  await talk.deliver()
  await talk.deliver()
  assert.deepEqual(await talk.states(), ['pending', 'pending'])
  assert.ok((await talk.nextTryIn())! > 1000)

  await talk.skipWaiting()
  await talk.deliver()
  assert.deepEqual(heard(), ['First', 'Second'])
  assert.deepEqual(await talk.states(), ['sent', 'sent'])
})

test('waits as long as a provider that has enough asks for', async () => {
  const talk = await beginTalk({ app, url, graph, providers })
  await talk.say({ text: 'Hello' })
  graph.faults.next({ status: 429, retryAfterSeconds: 90 })

  await talk.deliver()

  const wait = (await talk.nextTryIn())!
  assert.ok(wait > 85_000 && wait <= 90_000, `${wait} ms`)
})

test('gives up after some tries, and what comes after goes on', async () => {
  const talk = await beginTalk({ app, url, graph, providers })
  await talk.say({ text: 'First' })
  await talk.say({ text: 'Second' })
  graph.faults.next({ status: 503, times: 9 })

  for (let tries = 0; tries < 9; tries += 1) {
    await talk.skipWaiting()
    await talk.deliver()
  }

  assert.deepEqual(await talk.states(), ['failed', 'sent'])
})

test('what the provider refuses for good has failed, and says why; the next goes at once', async () => {
  const talk = await beginTalk({ app, url, graph, providers })
  await talk.say({ text: 'First' })
  await talk.say({ text: 'Second' })
  graph.faults.next({ graphError: { code: 131026, message: 'Message undeliverable' } })

  await talk.deliver()

  assert.deepEqual(await talk.states(), ['failed', 'sent'])
  assert.equal((await talk.written())[0]?.error?.code, 'recipient_unavailable')
})

test('whoever wants no messages is written to no more; whoever wants no advertising is answered', async () => {
  const talk = await beginTalk({ app, url, graph, providers })
  graph.faults.next({ graphError: { code: 131050 }, times: 2 })
  await talk.say({ template: { name: 'offer', language: 'en', header: {}, body: {}, buttons: [] } })
  await talk.deliver()
  await talk.say({ text: 'Hello' })
  await talk.deliver()

  await assert.rejects(talk.say({ text: 'Hello?' }), { code: 'contact_opted_out' })
  assert.deepEqual(await talk.states(), ['failed', 'failed'])
})

test('a refused message that a person sends again goes out, under its new id', async () => {
  const talk = await beginTalk({ app, url, graph, providers })
  const id = await talk.say({ text: 'Hello' })
  graph.faults.next({ graphError: { code: 131026 } })
  await talk.deliver()

  await app.database.transact((tx) => retryMessage(tx, { workspaceId: talk.scene.workspaceId, id }))
  await talk.deliver()

  assert.deepEqual(await talk.states(), ['sent'])
  assert.equal((await talk.written())[0]?.error, null)
  assert.deepEqual(await talk.providerIds(), [graph.chat(phone).messages.at(-1)?.id])
})

test('a failure told of an earlier try does not undo the later one', async () => {
  await useGraph({ sentMs: 1, deliveredMs: null, readMs: null })
  const talk = await beginTalk({ app, url, graph, providers })
  graph.customer(phone, { isReachable: false })
  const id = await talk.say({ text: 'Hello' })
  await talk.deliver()
  await graph.settled()
  assert.deepEqual(await talk.states(), ['failed'])

  graph.customer(phone, { isReachable: true })
  await app.database.transact((tx) => retryMessage(tx, { workspaceId: talk.scene.workspaceId, id }))
  await talk.deliver()
  await graph.settled()
  const failure = graph.deliveries().find(({ body }) => body.includes('131026'))!
  await graph.deliver(JSON.parse(failure.body))

  assert.deepEqual(await talk.states(), ['sent'])
})

test('what was cut off before an answer is not sent again: it is unknown until a person decides', async () => {
  const talk = await beginTalk({ app, url, graph, providers })
  const id = await talk.say({ text: 'First' })
  await talk.say({ text: 'Second' })
  graph.faults.next({ dropAfterApply: true })

  await talk.deliver()
  await talk.deliver()
  assert.deepEqual(await talk.states(), ['sending', 'pending'])

  await talk.deliver(0)
  await talk.deliver(0)
  assert.deepEqual(await talk.states(), ['unknown', 'sent'])
  assert.deepEqual(heard(), ['First', 'Second'])

  await app.database.transact((tx) => retryMessage(tx, { workspaceId: talk.scene.workspaceId, id }))
  await talk.deliver()
  assert.deepEqual(await talk.states(), ['sent', 'sent'])
})

test('a receipt settles what was cut off, and lets the next go at once', async () => {
  // Late enough that the connection is found broken first.
  await useGraph({ sentMs: 500, deliveredMs: null, readMs: null })
  const talk = await beginTalk({ app, url, graph, providers })
  await talk.say({ text: 'First' })
  await talk.say({ text: 'Second' })
  graph.faults.next({ dropAfterApply: true })

  await talk.deliver()
  await graph.settled()

  assert.deepEqual(await talk.states(), ['sent', 'pending'])
  assert.ok((await talk.nextJobIn())! <= 0)
  await talk.deliver()
  assert.deepEqual(heard(), ['First', 'Second'])
})

test('a connection that never came about is tried again', async () => {
  const talk = await beginTalk({ app, url, graph, providers })
  await talk.say({ text: 'Hello' })
  await graph.stop()

  await talk.deliver()

  assert.deepEqual(await talk.states(), ['pending'])
})

test('half an answer leaves it unknown, since the message was taken', async () => {
  const talk = await beginTalk({ app, url, graph, providers })
  await talk.say({ text: 'Hello' })
  graph.faults.next({ truncated: true })

  await talk.deliver()
  await talk.deliver(0)

  assert.deepEqual(await talk.states(), ['unknown'])
  assert.deepEqual(heard(), ['Hello'])
})

test('a dead token breaks the channel; all wait, and go out with a new one', async () => {
  const talk = await beginTalk({ app, url, graph, providers })
  await talk.say({ text: 'First' })
  await talk.say({ text: 'Second' })
  graph.revokeToken()

  await talk.deliver()
  assert.deepEqual(await talk.states(), ['pending', 'pending'])
  assert.equal(await talk.channelStatus(), 'broken')
  const tries = graph.requests().length
  await talk.deliver()
  assert.equal(graph.requests().length, tries)

  graph.restoreToken('a new token')
  await talk.editChannel({ secrets: { accessToken: 'a new token' } })
  assert.equal(await talk.channelStatus(), 'active')
  assert.ok((await talk.nextJobIn())! <= 0)
  await talk.deliver()
  assert.deepEqual(heard(), ['First', 'Second'])
  assert.equal((await talk.written())[0]?.error, null)
})

test('a broken channel whose number is put right is tried again', async () => {
  const talk = await beginTalk({ app, url, graph, providers })
  await talk.say({ text: 'Hello' })
  await talk.editChannel({ settings: { phoneNumberId: '100000000000099' } })
  await talk.deliver()
  assert.equal(await talk.channelStatus(), 'broken')

  await talk.editChannel({ settings: { phoneNumberId: accountId } })

  assert.equal(await talk.channelStatus(), 'active')
  await talk.deliver()
  assert.deepEqual(await talk.states(), ['sent'])
})

test('what waits on a channel that is disconnected has failed', async () => {
  const talk = await beginTalk({ app, url, graph, providers })
  await talk.say({ text: 'Hello' })
  graph.revokeToken()
  await talk.deliver()

  const { workspaceId, owner, whatsapp } = talk.scene
  const actor = { type: 'member', id: owner.memberId } as const
  await app.database.transact((tx) => disconnectChannel(tx, { workspaceId, actor }, whatsapp.channelId))
  assert.ok((await talk.nextJobIn())! <= 0)
  await talk.deliver()

  assert.deepEqual(await talk.states(), ['failed'])
})

test('two workers at one conversation send each message once, in order', async () => {
  const talk = await beginTalk({ app, url, graph, providers })
  const texts = Array.from({ length: 10 }, (_, index) => `Message ${index}`)
  for (const text of texts) await talk.say({ text })

  for (let rounds = 0; rounds < 20; rounds += 1) await Promise.all([talk.deliver(), talk.deliver()])

  assert.deepEqual(heard(), texts)
})

test('an attachment goes up first, then with its words', async () => {
  const talk = await beginTalk({ app, url, graph, providers })
  await talk.say({ text: 'Look', attachmentIds: [await talk.upload(png, 'image/png')] })
  graph.faults.next({ on: 'upload', status: 503 })

  await talk.deliver()
  assert.deepEqual(await talk.states(), ['pending'])
  await talk.skipWaiting()
  await talk.deliver()

  const { type, text } = graph.chat(phone).messages.at(-1)!
  assert.deepEqual([type, text], ['image', 'Look'])
})

test('an attachment whose file is gone fails and says so', async () => {
  const talk = await beginTalk({ app, url, graph, providers })
  const id = await talk.upload(png, 'image/png')
  await talk.say({ attachmentIds: [id] })
  await providers.storage.remove(talk.scene.workspaceId, id)

  for (let tries = 0; tries < 9; tries += 1) {
    await talk.skipWaiting()
    await talk.deliver()
  }

  assert.deepEqual(await talk.states(), ['failed'])
})

async function useGraph(statusDelays: { sentMs: number | null; deliveredMs: number | null; readMs: number | null }) {
  await graph.stop()
  graph = await startGraphEmulator({ appSecret: 'app secret', accessToken: 'token', statusDelays })
  providers = { ...providers, urls: providerUrls({ meta: graph.url }) }
}

/** What the customer was sent, in order. */
function heard(): string[] {
  return graph
    .chat(phone)
    .messages.filter(({ direction }) => direction === 'out')
    .map(({ text }) => text)
}
