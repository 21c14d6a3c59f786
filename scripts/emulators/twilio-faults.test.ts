import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import type { DeliveryOutcome } from '../../server/src/channels/channel.ts'
import { sms } from '../../server/src/channels/sms/index.ts'
import { type ExampleProduct, startExampleProduct } from './desk/example-product.ts'
import { inShort, perform } from './desk/perform.ts'
import { accountAt, credentials, mara, own, textTo } from './twilio/example.ts'
import { startTwilioEmulator, type TwilioEmulator } from './twilio.ts'

let twilio: TwilioEmulator
let product: ExampleProduct

beforeEach(async () => {
  twilio = await startTwilioEmulator({ ...credentials, webhookTimeoutMs: 1_000, redeliverAfterMs: [20, 40] })
  product = await startExampleProduct(sms, accountAt(twilio.url, ''))
  twilio.connect({ number: own, webhookUrl: product.webhookUrl })
})

afterEach(async () => {
  await twilio.stop()
  await product.stop()
})

test('a changed token is refused everywhere', async () => {
  twilio.revokeToken()
  assert.deepEqual(inShort(await sendText('one')), ['auth_invalid', 'never', true])
  twilio.restoreToken()
  assert.equal((await sendText('two')).kind, 'sent')
})

test('errors of Twilio’s and of its gateways are told apart', async () => {
  const cases: readonly (readonly [object, unknown])[] = [
    [{ status: 500 }, ['provider_down', 'later', false]],
    [{ status: 503 }, ['provider_down', 'later', false]],
    [{ status: 429, retryAfterSeconds: 3 }, ['rate_limited', 'later', false]],
    [{ twilioError: { code: 30034 } }, ['permission', 'never', false]],
    [{ html502: true }, 'unknown'],
    [{ dropBeforeApply: true }, 'unknown'],
  ]
  for (const [fault, expected] of cases) {
    twilio.faults.next(fault)
    assert.deepEqual(inShort(await sendText('one')), expected, JSON.stringify(fault))
  }
  assert.deepEqual(twilio.chats(), [])
})

test('what was cut, delayed or spoilt after it was done is unknown, and its status tells', async () => {
  const faults = [{ dropAfterApply: true }, { delayMs: 400 }, { truncated: true }, { html502: true, applies: true }]
  const messages = faults.map((_, index) => textTo(mara, `message ${index}`))
  for (const [index, fault] of faults.entries()) {
    twilio.faults.next(fault)
    const answer = await perform(sms.render(messages[index]!, account()), undefined, 200)
    assert.equal(sms.outcome(answer).kind, 'unknown', JSON.stringify(fault))
  }
  await twilio.settled()
  assert.equal(twilio.chat(mara).messages.length, 4)
  for (const { id } of messages) assert.ok(statusesOf(id).includes('delivered'))
})

test('statuses can come before the answer, and in any order', async () => {
  twilio.faults.next({ statusBeforeResponse: true })
  const message = textTo(mara, 'one')
  await perform(sms.render(message, account()))
  assert.deepEqual(statusesOf(message.id), ['sent', 'delivered'])
  const [sent] = twilio.chat(mara).messages
  await twilio.tellStatus(sent?.id ?? '', 'sending')
  assert.deepEqual(statusesOf(message.id), ['sent', 'delivered', 'sent'])
})

test('a webhook that fails comes again with the same signature', async () => {
  product.answerWith(500, 503)
  await twilio.customer(mara).sendText('Do you hear me?')
  await twilio.settled()
  assert.equal(new Set(product.bodies).size, 1)
  assert.equal(product.bodies.length, 3)
  assert.equal(product.events.length, 1)

  await twilio.redeliverLast(2)
  const ids = product.events.map((event) => event.kind === 'message' && event.providerId)
  assert.deepEqual([ids.length, new Set(ids).size], [3, 1])
})

test('is as strict as Twilio', async () => {
  const cases: readonly (readonly [fields: Record<string, string> | [string, string][], code: number])[] = [
    [{ From: own, Body: 'a' }, 21604],
    [{ To: mara, Body: 'a' }, 21603],
    [{ To: mara, From: own }, 21602],
    [{ To: mara, From: own, Body: 'a'.repeat(1601) }, 21617],
    [{ To: '15035550147x', From: own, Body: 'a' }, 21211],
    [{ To: own, From: own, Body: 'a' }, 21266],
    [{ To: mara, From: '+12065550999', Body: 'a' }, 21659],
    [{ To: mara, MessagingServiceSid: 'MG1', Body: 'a' }, 21705],
    [{ To: mara, MessagingServiceSid: `MG${'0'.repeat(32)}`, Body: 'a' }, 21703],
    [{ To: mara, From: own, MediaUrl: 'nowhere' }, 21620],
    [{ To: mara, From: own, Body: 'a', StatusCallback: '/relative' }, 21609],
    [
      [
        ['To', mara],
        ['From', own],
        ...Array.from({ length: 11 }, (): [string, string] => ['MediaUrl', 'https://a.example']),
      ],
      21623,
    ],
  ]
  for (const [fields, code] of cases) {
    const response = await post(new URLSearchParams(fields))
    const body = JSON.parse(await response.text())
    assert.deepEqual([response.status, body.code, body.status], [400, code, 400], JSON.stringify(fields).slice(0, 80))
    assert.match(body.more_info, new RegExp(`/${code}$`))
  }
  const asJson = await post(JSON.stringify({ To: mara, From: own, Body: 'a' }), { 'content-type': 'application/json' })
  assert.equal(JSON.parse(await asJson.text()).code, 21604)
  assert.equal((await post('', { authorization: 'Basic bm90OnJpZ2h0' })).status, 401)
})

test('an answer in plain text goes to the customer, as it would', async () => {
  const chatty = await startExampleProduct(
    { ...sms, acknowledgement: { status: 200, type: 'text/plain', body: 'OK' } },
    account(),
  )
  twilio.connect({ number: own, webhookUrl: chatty.webhookUrl })
  await twilio.customer(mara).sendText('Hello')
  assert.deepEqual(
    twilio.chat(mara).messages.map(({ author, text }) => [author, text]),
    [
      ['customer', 'Hello'],
      ['twilio', 'OK'],
    ],
  )
  await chatty.stop()
})

function account(): ReturnType<typeof accountAt> {
  return accountAt(twilio.url, product.webhookUrl)
}

async function sendText(text: string): Promise<DeliveryOutcome> {
  return sms.outcome(await perform(sms.render(textTo(mara, text), account()), undefined, 1_000))
}

function post(body: string | URLSearchParams, more: Record<string, string> = {}): Promise<Response> {
  const { accountSid, authToken } = credentials
  const headers = { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}`, ...more }
  return fetch(`${twilio.url}/2010-04-01/Accounts/${accountSid}/Messages.json`, { method: 'POST', headers, body })
}

function statusesOf(messageId: string): readonly string[] {
  return product.statusesOf(messageId).map(({ status }) => status)
}
