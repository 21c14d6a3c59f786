import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import type { DeliveryOutcome, OutboundMessage } from '../../server/src/channels/channel.ts'
import { line } from '../../server/src/channels/line/index.ts'
import { type ExampleProduct, startExampleProduct } from './desk/example-product.ts'
import { inShort, perform } from './desk/perform.ts'
import { accountAt, secrets, textTo } from './line/example.ts'
import { userIdOf } from './line/world.ts'
import { type LineEmulator, startLineEmulator } from './line.ts'

const haruka = userIdOf('haruka')

let emulator: LineEmulator
let product: ExampleProduct

beforeEach(async () => {
  emulator = await startLineEmulator({
    ...secrets,
    webhookTimeoutMs: 1_000,
    redeliverAfterMs: [20, 40],
    monthlyLimit: 5,
  })
  product = await startExampleProduct(line, accountAt(emulator, ''))
  emulator.connect({ webhookUrl: product.webhookUrl })
  await emulator.customer('haruka').sendText('Hello')
})

afterEach(async () => {
  await emulator.stop()
  await product.stop()
})

test('a revoked token is refused everywhere', async () => {
  emulator.revokeToken()
  assert.deepEqual(inShort(await send(textTo(haruka, 'one'))), ['auth_invalid', 'never', true])
  emulator.restoreToken()
  assert.equal((await send(textTo(haruka, 'two'))).kind, 'sent')
})

test('whatever goes wrong leaves it in doubt, and the same key brings it there once', async () => {
  const faults = [
    { dropAfterApply: true },
    { dropBeforeApply: true },
    { truncated: true },
    { html502: true, applies: true },
    { status: 500 },
  ]
  for (const [index, fault] of faults.entries()) {
    const message = textTo(haruka, `message ${index}`)
    emulator.faults.next(fault)
    assert.equal((await send(message)).kind, 'unknown', JSON.stringify(fault))
    assert.equal((await send(message)).kind, 'sent')
  }
  const texts = emulator.chat('haruka').messages.filter(({ direction }) => direction === 'out')
  assert.deepEqual(
    texts.map(({ text }) => text),
    faults.map((_, index) => `message ${index}`),
  )
})

test('a key is forgotten after a day', async () => {
  const message = textTo(haruka, 'one')
  await send(message)
  emulator.advanceClock(25 * 60 * 60 * 1000)
  await send(message)
  assert.equal(emulator.chat('haruka').messages.length, 3)
})

test('the month’s messages run out, and the channel says so', async () => {
  for (const text of ['1', '2', '3', '4', '5']) assert.equal((await send(textTo(haruka, text))).kind, 'sent')
  assert.deepEqual(inShort(await send(textTo(haruka, '6'))), ['rate_limited', 'never', true])
  assert.equal(emulator.used(), 5)
  emulator.faults.next({ status: 429, retryAfterSeconds: 2 })
  assert.deepEqual(inShort(await send(textTo(haruka, '7'))), ['rate_limited', 'later', false])
})

test('nobody can be pushed to who never was a friend', async () => {
  assert.deepEqual(inShort(await send(textTo(userIdOf('nobody'), 'Hi'))), ['invalid_recipient', 'never', false])
})

test('a webhook that fails comes again and says so, signed anew', async () => {
  const before = product.events.length
  product.answerWith(500, 503)
  await emulator.customer('haruka').sendText('Do you hear me?')
  await emulator.settled()
  assert.equal(product.events.length, before + 1)
  assert.equal(product.bodies.filter((body) => body.includes('"isRedelivery":true')).length, 2)
})

test('is as strict as LINE', async () => {
  const text = { type: 'text', text: 'a' }
  const url = 'https://files.example.com/a.png'
  const reply = { type: 'action', action: { type: 'postback', label: 'OK', data: 'ok' } }
  const cases: readonly (readonly [body: object, property: string])[] = [
    [{ messages: [text] }, 'to'],
    [{ to: haruka }, 'messages'],
    [{ to: haruka, messages: Array(6).fill(text) }, 'messages'],
    [{ to: haruka, messages: [{ type: 'text', text: '' }] }, 'messages[0].text'],
    [{ to: haruka, messages: [text, { type: 'text', text: 'a'.repeat(5001) }] }, 'messages[1].text'],
    [{ to: haruka, messages: [{ ...text, quoteToken: 'made up' }] }, 'messages[0].quoteToken'],
    [{ to: haruka, messages: [{ type: 'file' }] }, 'messages[0].type'],
    [{ to: haruka, messages: [{ type: 'image', originalContentUrl: url }] }, 'messages[0].previewImageUrl'],
    [
      { to: haruka, messages: [{ type: 'image', originalContentUrl: 'http://files.example.com/a.png' }] },
      'messages[0].originalContentUrl',
    ],
    [{ to: haruka, messages: [{ type: 'audio', originalContentUrl: url }] }, 'messages[0].duration'],
    [
      { to: haruka, messages: [{ ...text, quickReply: { items: Array(14).fill(reply) } }] },
      'messages[0].quickReply.items',
    ],
    [
      { to: haruka, messages: [{ ...text, quickReply: { items: [{ ...reply, action: { type: 'postback' } }] } }] },
      'messages[0].quickReply.items[0].action.label',
    ],
  ]
  for (const [body, property] of cases) {
    const response = await post(body)
    const error = JSON.parse(await response.text())
    assert.deepEqual([response.status, error.details?.[0]?.property], [400, property])
  }
  assert.equal((await post({ to: 'haruka', messages: [text] })).status, 400)
  assert.equal((await post({ to: haruka, messages: [text] }, { 'x-line-retry-key': 'not a UUID' })).status, 400)
  assert.equal((await post({ to: haruka, messages: [text] }, { authorization: 'Bearer other' })).status, 401)
  assert.equal((await fetch(`${emulator.url}/v2/bot/message/1/content`)).status, 404)
})

async function send(message: OutboundMessage): Promise<DeliveryOutcome> {
  const account = accountAt(emulator, product.webhookUrl)
  return line.outcome(await perform(line.render(message, account), undefined, 1_000), message)
}

function post(body: object, more: Record<string, string> = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${secrets.accessToken}`, 'content-type': 'application/json', ...more }
  return fetch(`${emulator.url}/v2/bot/message/push`, { method: 'POST', headers, body: JSON.stringify(body) })
}
