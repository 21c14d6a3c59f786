import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Account, OutboundMessage } from '../../server/src/channels/channel.ts'
import { type SmsSecrets, type SmsSettings, sms } from '../../server/src/channels/sms/index.ts'
import { examplePhoto } from '../../server/src/channels/testing/example.ts'
import { type ExampleProduct, startExampleProduct } from './desk/example-product.ts'
import { perform, performAll } from './desk/perform.ts'
import { png, servePicture } from './desk/picture.ts'
import { postControl } from './desk/post-control.ts'
import { accountAt, credentials, mara, own, textTo } from './twilio/example.ts'
import { startTwilioEmulator, type TwilioEmulator } from './twilio.ts'

const service = 'MG0123456789abcdef0123456789abcdef'

let twilio: TwilioEmulator
let product: ExampleProduct
let account: Account<SmsSettings, SmsSecrets>

before(async () => {
  twilio = await startTwilioEmulator({ ...credentials, numbers: [{ number: own, friendlyName: 'Example Shop' }] })
  product = await startExampleProduct(sms, accountAt(twilio.url, ''))
  account = accountAt(twilio.url, product.webhookUrl)
  // What stands behind # is for Twilio, and is not signed.
  twilio.connect({ number: own, webhookUrl: `${product.webhookUrl}#rc=5&rp=all` })
})

after(async () => {
  await twilio.stop()
  await product.stop()
})

test('says whose account it is', async () => {
  const checked = await performAll(sms.check(account))
  assert.deepEqual(checked, { kind: 'done', value: { name: 'Example Shop', settings: {} } })

  const another = { ...account, settings: { ...account.settings, number: '+12065550999' } }
  const failed = await performAll(sms.check(another))
  assert.match(failed.kind === 'failure' ? failed.detail : '', /not a number of this account/)
})

test('a customer’s message comes signed and reads as it was written', async () => {
  const { id, status } = await twilio.customer(mara).sendText('Grüße & 100 % + 📦=?')
  assert.equal(status, 200)
  const event = product.messageOf(id)
  assert.deepEqual([event.message.text, event.contact.addresses], ['Grüße & 100 % + 📦=?', [mara]])
  assert.equal(event.accountId, own)
  // Our answer was not taken for a message.
  assert.equal(twilio.chat(mara).messages.length, 1)
})

test('a reply is taken, and its statuses come back with our id', async () => {
  const message = textTo(mara, 'Yes, it is')
  const outcome = await send(message)
  assert.ok(outcome.kind === 'sent')
  await twilio.settled()

  assert.deepEqual(
    product.statusesOf(message.id).map((event) => [event.status, event.providerId, event.accountId]),
    ['sent', 'delivered'].map((status) => [status, outcome.providerId, own]),
  )
  const last = twilio.chat(mara).messages.at(-1)
  assert.deepEqual([last?.direction, last?.text, last?.segments], ['out', 'Yes, it is', 1])
})

test('files of customers are fetched with the account’s credentials, and from the store without', async () => {
  const file = { bytes: png, type: 'image/png' }
  const { id } = await twilio.customer(mara).sendMedia([file, { ...file, type: 'audio/amr' }], 'the broken part')
  const { message } = product.messageOf(id)
  assert.deepEqual([message.kind, message.text, message.attachments.length], ['image', 'the broken part', 2])

  const found = sms.fetchMedia(message.attachments[0]?.mediaId ?? '', account)
  assert.ok(found.kind === 'done')
  assert.equal((await fetch(found.value.url, { redirect: 'manual' })).status, 401)
  const redirect = await fetch(found.value.url, { headers: found.value.headers, redirect: 'manual' })
  const stored = redirect.headers.get('location') ?? ''
  assert.notEqual(new URL(stored).origin, twilio.url)

  assert.equal((await fetch(stored, { headers: found.value.headers })).status, 400)
  assert.deepEqual(new Uint8Array(await (await fetch(stored)).arrayBuffer()), png)
  twilio.advanceClock(5 * 60 * 60 * 1000)
  assert.equal((await fetch(stored)).status, 403)
})

test('our files are fetched from where they are, and what cannot be had fails later', async () => {
  await using files = await servePicture()
  const photo = { ...examplePhoto, url: files.url, size: png.length }
  const message = textTo(mara, 'Front view', { attachments: [photo] })
  assert.equal((await send(message)).kind, 'sent')
  const last = twilio.chat(mara).messages.at(-1)
  assert.deepEqual(
    [last?.type, last?.text, last?.media],
    ['mms', 'Front view', [{ type: 'image/png', size: png.length }]],
  )

  const gone = textTo(mara, '', { attachments: [{ ...photo, url: `${files.url}/gone` }] })
  assert.equal((await send(gone)).kind, 'sent')
  await twilio.settled()
  const [failed] = product.statusesOf(gone.id)
  assert.deepEqual([failed?.status, failed?.error?.code], ['failed', 'media_error'])
})

test('whoever says stop is written to no more, until they say start', async () => {
  const tom = twilio.customer('+15035550148')
  await tom.sendText('Hello')
  const { id } = await tom.optOut('stop')
  assert.equal(product.messageOf(id).isAutomatic, true)
  assert.equal(product.standingOf('+15035550148'), 'opted_out')
  const refused = await send(textTo('+15035550148', 'Are you sure?'))
  assert.deepEqual(refused.kind === 'failure' && [refused.code, refused.retry], ['opted_out', 'never'])
  assert.equal(twilio.chat('+15035550148').messages.at(-1)?.author, 'twilio')

  await tom.optIn()
  assert.equal(product.standingOf('+15035550148'), 'opted_in')
  assert.equal((await send(textTo('+15035550148', 'Welcome back'))).kind, 'sent')
})

test('who cannot be reached, blocks us or has no phone for it is told apart', async () => {
  const fates: readonly (readonly [string, object, string])[] = [
    ['+15035550151', { isReachable: false }, 'recipient_unavailable'],
    ['+15035550152', { isBlocking: true }, 'recipient_blocked'],
  ]
  for (const [number, profile, code] of fates) {
    twilio.customer(number, profile)
    const message = textTo(number, 'Hello?')
    await send(message)
    await twilio.settled()
    assert.equal(product.statusesOf(message.id).at(-1)?.error?.code, code)
  }
  twilio.customer('+15035550153', { isLandline: true })
  const refused = await send(textTo('+15035550153', 'Hello?'))
  assert.equal(refused.kind === 'failure' && refused.code, 'invalid_recipient')
})

test('numbers of one messaging service share a webhook, and say which words were heard', async () => {
  const other = '+12065550124'
  twilio.connect({ number: other, messagingServiceSid: service, webhookUrl: product.webhookUrl })
  const customer = twilio.customer(mara, { ownNumber: other })
  assert.equal(product.messageOf((await customer.sendText('To the other one')).id).accountId, other)
  await customer.optOut()
  assert.equal(product.standingOf(mara), 'opted_out')
  await customer.sendText('Yes')

  const settings = { ...account.settings, number: other, messagingServiceSid: service }
  const message = textTo(mara, 'By the service')
  const outcome = sms.outcome(await perform(sms.render(message, { ...account, settings })))
  assert.equal(outcome.kind, 'sent')
  assert.equal(twilio.chat(mara, other).messages.at(-1)?.text, 'By the service')
})

test('the secondary token is taken while tokens are changed', async () => {
  const another = 'ffffffffffffffffffffffffffffffff'
  twilio.rotateToken(another)
  const { status } = await twilio.customer(mara).sendText('signed with the new one')
  assert.equal(status, 401)

  const secrets = { ...account.secrets, secondaryToken: another }
  const rotated = await startExampleProduct(sms, { ...account, secrets })
  twilio.connect({ number: own, webhookUrl: rotated.webhookUrl })
  assert.equal((await twilio.customer(mara).sendText('signed with the new one')).status, 200)
  twilio.connect({ number: own, webhookUrl: product.webhookUrl })
  twilio.restoreToken()
  await rotated.stop()
})

test('the same is done over HTTP by whoever is in another process', async () => {
  const sent = JSON.parse(await (await postControl(twilio.url, `customers/${mara}/text`, { text: 'over HTTP' })).text())
  assert.equal(product.messageOf(sent.id).message.text, 'over HTTP')
  const chat = JSON.parse(await (await fetch(`${twilio.url}/control/chats/${encodeURIComponent(mara)}`)).text())
  assert.equal(chat.messages.at(-1).text, 'over HTTP')
  assert.match(await (await fetch(twilio.url)).text(), /customer's phone/)
  assert.equal((await postControl(twilio.url, 'nonsense', {})).status, 404)
})

async function send(message: OutboundMessage): Promise<ReturnType<typeof sms.outcome>> {
  return sms.outcome(await perform(sms.render(message, account)))
}
