import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import type { DeliveryOutcome } from '../../server/src/channels/channel.ts'
import { whatsapp } from '../../server/src/channels/whatsapp/index.ts'
import {
  accountAt,
  type ExampleProduct,
  perform,
  performAll,
  secrets,
  startExampleProduct,
  textTo,
} from './example-product.ts'
import { type GraphEmulator, startGraphEmulator } from './graph.ts'

const mara = '447700900001'

let graph: GraphEmulator
let product: ExampleProduct

beforeEach(async () => {
  product = await startExampleProduct()
  graph = await startGraphEmulator({ ...secrets, webhookTimeoutMs: 1_000, redeliverAfterMs: [20, 40] })
  await graph.connect({ phoneNumberId: '100000000000001', webhookUrl: product.webhookUrl })
  await graph.customer(mara, { name: 'Mara Muster' }).sendText('Hello')
})

afterEach(async () => {
  await graph.stop()
  await product.stop()
})

test('a refused token is refused everywhere, until there is a new one', async () => {
  graph.revokeToken()
  const account = accountAt(graph.url)
  const outcome = await sendText('one')
  assert.deepEqual(outcome.kind === 'failure' && [outcome.code, outcome.isChannelBroken], ['auth_invalid', true])
  const listed = await performAll(whatsapp.listTemplates(account))
  assert.equal(listed.kind === 'failure' && listed.code, 'auth_invalid')

  graph.restoreToken()
  assert.equal((await sendText('two')).kind, 'sent')
})

test('an error is answered once, and nothing is done', async () => {
  graph.faults.next({ graphError: { code: 131056 } })
  const outcome = await sendText('one')
  assert.deepEqual(outcome.kind === 'failure' && [outcome.code, outcome.retryAfterMs], ['rate_limited', 6_000])
  assert.equal(sentTexts().length, 0)
  assert.equal((await sendText('two')).kind, 'sent')
})

test('a status brings the error that usually comes with it', async () => {
  graph.faults.next({ status: 500 })
  graph.faults.next({ status: 503 })
  graph.faults.next({ status: 401 })
  const outcomes = [await sendText('one'), await sendText('two'), await sendText('three')]
  assert.deepEqual(
    outcomes.map((outcome) => outcome.kind === 'failure' && outcome.code),
    ['provider_down', 'provider_down', 'auth_invalid'],
  )
})

test('what was cut, delayed or spoilt after it was done is unknown, and its status tells', async () => {
  const faults = [{ dropAfterApply: true }, { delayMs: 400 }, { truncated: true }, { html502: true, applies: true }]
  for (const [index, fault] of faults.entries()) {
    graph.faults.next(fault)
    assert.equal((await sendText(`message ${index}`, 200)).kind, 'unknown', JSON.stringify(fault))
  }
  await graph.settled()

  assert.deepEqual(sentTexts(), ['message 0', 'message 1', 'message 2', 'message 3'])
  for (const index of faults.keys()) assert.ok(statusesOf(`m-message ${index}`).includes('delivered'))
})

test('what was cut before it was done, or lost at a gateway, never arrives', async () => {
  graph.faults.next({ dropBeforeApply: true })
  graph.faults.next({ html502: true })
  assert.equal((await sendText('one')).kind, 'unknown')
  assert.equal((await sendText('two')).kind, 'unknown')
  assert.deepEqual(sentTexts(), [])
})

test('statuses can come before the answer', async () => {
  graph.faults.next({ statusBeforeResponse: true })
  await sendText('one')
  assert.deepEqual(statusesOf('m-one'), ['sent', 'delivered', 'read'])
})

test('a closed window is told later, by a status', async () => {
  graph.advanceClock(25 * 60 * 60 * 1000)
  assert.equal((await sendText('too late')).kind, 'sent')
  await graph.settled()
  const [event] = product.events.filter(({ kind }) => kind === 'status')
  assert.deepEqual(event?.kind === 'status' && [event.messageId, event.status, event.error?.code], [
    'm-too late',
    'failed',
    'window_closed',
  ])

  const template = { name: 'we_are_back', language: 'en', header: {}, body: {}, buttons: [] }
  await perform(whatsapp.render(textTo(mara, 'again', { template }), accountAt(graph.url)))
  await graph.settled()
  assert.ok(statusesOf('m-again').includes('delivered'))

  await graph.customer(mara).sendText('I am back')
  await sendText('in time')
  await graph.settled()
  assert.ok(statusesOf('m-in time').includes('delivered'))
})

test('whoever blocked us gets nothing', async () => {
  graph.customer(mara, { isReachable: false })
  await sendText('one')
  await graph.settled()
  const failed = product.events.find((event) => event.kind === 'status' && event.status === 'failed')
  assert.equal(failed?.kind === 'status' && failed.error?.code, 'recipient_unavailable')
})

test('a webhook that fails gets the same bytes again', async () => {
  product.answerWith(500, 201)
  const { status } = await graph.customer(mara).sendText('Do you hear me?')
  assert.equal(status, 500)
  await graph.settled()

  assert.equal(product.bodies.length, 4)
  assert.equal(new Set(product.bodies).size, 2)
  assert.deepEqual(
    graph
      .deliveries()
      .at(-1)
      ?.attempts.map((attempt) => attempt.status),
    [500, 201, 200],
  )
  assert.equal(product.events.at(-1)?.kind, 'message')
})

test('a webhook that is silent is tried again, and given up at last', async () => {
  product.answerWith(null, null, null)
  await graph.customer(mara).sendText('Is anybody there?')
  await graph.settled()
  const last = graph.deliveries().at(-1)
  assert.deepEqual([last?.attempts.map(({ status }) => status), last?.state], [[null, null, null], 'gave_up'])
})

test('a webhook can come many times at once', async () => {
  const attempts = await graph.redeliverLast(5)
  assert.deepEqual(
    attempts.map(({ status }) => status),
    [200, 200, 200, 200, 200],
  )
  assert.equal(new Set(product.bodies).size, 1)
})

test('downloads can lead elsewhere or never end', async () => {
  const account = accountAt(graph.url)
  await graph.customer(mara).sendDocument(new Uint8Array([1, 2, 3]))
  const event = product.events.at(-1)
  const mediaId = (event?.kind === 'message' && event.message.attachments[0]?.mediaId) || ''
  const located = await performAll(whatsapp.fetchMedia(mediaId, account))
  assert.ok(located.kind === 'done')
  const request = located.value

  graph.faults.next({ on: 'download', redirectTo: 'http://127.0.0.1:9/stolen' })
  const moved = await fetch(request.url, { headers: request.headers, redirect: 'manual' })
  assert.deepEqual([moved.status, moved.headers.get('location')], [302, 'http://127.0.0.1:9/stolen'])

  graph.faults.next({ on: 'download', endless: true })
  const flood = await fetch(request.url, { headers: request.headers })
  assert.equal(flood.headers.get('content-length'), null)
  let size = 0
  for await (const chunk of flood.body ?? []) {
    size += chunk.length
    if (size > 2_000_000) break
  }
  assert.ok(size > 2_000_000)
})

async function sendText(text: string, timeoutMs = 2_000): Promise<DeliveryOutcome> {
  const request = whatsapp.render(textTo(mara, text), accountAt(graph.url))
  return whatsapp.outcome(await perform(request, undefined, timeoutMs))
}

function sentTexts(): readonly string[] {
  return graph
    .chat(mara)
    .messages.filter(({ direction }) => direction === 'out')
    .map(({ text }) => text)
}

function statusesOf(messageId: string): readonly string[] {
  return product.statusesOf(messageId).map(({ status }) => status)
}
