import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { OutboundMessage } from '../../server/src/channels/channel.ts'
import { exampleAccount, exampleMessage } from '../../server/src/channels/testing/example.ts'
import { tiktok as adapter, type TiktokSecrets } from '../../server/src/channels/tiktok/index.ts'
import { type ExampleProduct, startExampleProduct } from './desk/example-product.ts'
import { perform, performAll } from './desk/perform.ts'
import { png } from './desk/picture.ts'
import { postControl } from './desk/post-control.ts'
import { startTiktokEmulator, type TiktokEmulator } from './tiktok.ts'

const secrets = { appId: '7412345678901234567', appSecret: 's3cr3t', accessToken: 'act.abc', refreshToken: 'rft.def' }
const settings = { businessId: '_000exampleBusiness', username: 'example.shop' }
const mara = '7009988776655443322'
const hour = 60 * 60_000

let tiktok: TiktokEmulator
let product: ExampleProduct

before(async () => {
  product = await startExampleProduct(adapter, accountAt('http://127.0.0.1:9'))
  tiktok = await startTiktokEmulator(secrets)
  await performAll(adapter.subscribe(accountAt(tiktok.url, {}, product.webhookUrl)))
})

beforeEach(() => tiktok.faults.clear())

after(async () => {
  await tiktok.stop()
  await product.stop()
})

test('a customer’s messages come signed, and read as they were written', async () => {
  const customer = tiktok.customer(mara, { username: 'mara.example' })
  const { id, status } = await customer.sendText('Grüße 📦 a/b')
  assert.equal(status, 200)
  const event = product.messageOf(id)
  assert.deepEqual(
    [event.message.text, event.contact.addresses, event.contact.name],
    ['Grüße 📦 a/b', [customer.conversationId, `user:${mara}`], 'mara.example'],
  )
  assert.ok(Number(id) > Number.MAX_SAFE_INTEGER)

  const { id: reply } = await customer.sendText('and this?', { replyTo: id })
  assert.equal(product.messageOf(reply).message.replyToProviderId, id)
  assert.equal(product.messageOf((await customer.sharePost('73')).id).message.content.link?.title, null)
  await customer.react(id, '👍')
  await customer.comeByAd('1', 'Winter jackets')
  const kinds = product.events.slice(-2).map((one) => (one.kind === 'message' ? one.message.kind : one.kind))
  assert.deepEqual(kinds, ['reaction', 'referral'])
})

test('an answer comes back as an echo, and as read', async () => {
  const customer = tiktok.customer(mara)
  const { id } = await customer.sendText('Is it there?')
  const replyTo = { providerId: id, data: {} }
  const outcome = adapter.outcome(await send({ to: customer.conversationId, text: 'Yes, it is', replyTo }))
  assert.ok(outcome.kind === 'sent')
  await tiktok.settled()

  const echo = product.messageOf(outcome.providerId)
  assert.deepEqual([echo.author, echo.message.text, echo.message.replyToProviderId], ['member', 'Yes, it is', id])
  const read = product.events.findLast((event) => event.kind === 'watermark')
  assert.equal(read?.kind === 'watermark' && read.contact.addresses[0], customer.conversationId)
  assert.deepEqual(tiktok.chat(customer.conversationId).messages.at(-1)?.statuses, ['sent', 'read'])
})

test('what is written in TikTok’s own app comes as the business’s', async () => {
  const { id } = await tiktok.customer(mara).receiveFromApp('I will check')
  assert.equal(product.messageOf(id).author, 'member')
})

test('a picture is found by its ids and fetched with the token; one of ours goes out under its id', async () => {
  const customer = tiktok.customer(mara)
  const { id } = await customer.sendImage(png)
  const found = await performAll(
    adapter.fetchMedia(product.messageOf(id).message.attachments[0]?.mediaId ?? '', account()),
  )
  assert.ok(found.kind === 'done')
  const { url, headers } = found.value
  assert.deepEqual(new Uint8Array(await (await fetch(url, { headers })).arrayBuffer()), png)
  assert.equal((await fetch(url)).status, 403)

  const file = { id: 'a-1', name: 'front.png', type: 'image/png', size: png.length, isVoice: false }
  const uploaded = await performAll(adapter.upload(file, account()), png)
  assert.ok(uploaded.kind === 'done')
  const attachments = [{ ...file, mediaId: uploaded.value, url: null }]
  const outcome = adapter.outcome(await send({ to: customer.conversationId, text: '', attachments }))
  assert.equal(outcome.kind, 'sent')
  assert.equal(tiktok.chat(customer.conversationId).messages.at(-1)?.type, 'image')
})

test('HTTP says 200 to what is refused, and the code says why', async () => {
  const customer = tiktok.customer('7009988776655443301')
  const to = customer.conversationId
  const codeOf = async (message: Partial<OutboundMessage> & { to: string }, at = account()) => {
    const answer = await send(message, at)
    assert.equal(answer.kind === 'answer' && answer.status, 200)
    const outcome = adapter.outcome(answer)
    return outcome.kind === 'failure' ? outcome.code : outcome.kind
  }
  assert.equal(await codeOf({ to }), 'window_closed')
  await customer.sendText('Hello')
  assert.equal(await codeOf({ to }), 'sent')
  assert.equal(await codeOf({ to: 'nowhere' }), 'invalid_recipient')
  assert.equal(await codeOf({ to, replyTo: { providerId: '1', data: {} } }), 'unknown')
  assert.equal(
    await codeOf({ to }, accountAt(tiktok.url, { accessToken: `Bearer ${secrets.accessToken}` })),
    'auth_invalid',
  )
  const path = `${tiktok.url}/open_api/v1.3/business/message/send`
  assert.equal((await fetch(path, { method: 'POST' })).status, 404)
})

test('ten messages may be sent until the customer answers, within 48 hours', async () => {
  const customer = tiktok.customer('7009988776655443302')
  await customer.sendText('Hello')
  const to = customer.conversationId
  const kinds: string[] = []
  for (let count = 0; count < 11; count += 1) {
    const outcome = adapter.outcome(await send({ to, text: `${count}` }))
    kinds.push(outcome.kind === 'failure' ? outcome.code : outcome.kind)
  }
  assert.deepEqual(kinds, [...Array<string>(10).fill('sent'), 'window_closed'])
  await customer.sendText('Still there?')
  assert.equal(adapter.outcome(await send({ to })).kind, 'sent')
})

test('a day ends the token, and its refresh token is good once', async () => {
  await using other = await startTiktokEmulator(secrets)
  await other.customer(mara).sendText('Hello')
  other.advanceClock(25 * hour)
  const to = other.customer(mara).conversationId
  const at = accountAt(other.url)
  const ended = adapter.outcome(await send({ to }, at))
  assert.deepEqual(ended.kind === 'failure' && [ended.code, ended.isChannelBroken], ['auth_invalid', true])

  const renewed = await performAll(adapter.refresh(at, Date.now()) ?? undefined)
  assert.ok(renewed.kind === 'done')
  assert.equal(adapter.outcome(await send({ to }, accountAt(other.url, renewed.value))).kind, 'sent')
  const again = await performAll(adapter.refresh(at, Date.now()) ?? undefined)
  assert.equal(again.kind === 'failure' && again.code, 'auth_invalid')
})

test('fails as it is told to: codes, statuses, an answer that is lost', async () => {
  const customer = tiktok.customer('7009988776655443303')
  await customer.sendText('Hello')
  const to = customer.conversationId
  tiktok.faults.next({ tiktokError: { code: 40064, message: 'Messages are being sent too quickly' } })
  tiktok.faults.next({ status: 429, retryAfterSeconds: 7 })
  tiktok.faults.next({ status: 500 })
  const codes: unknown[] = []
  for (let count = 0; count < 3; count += 1) {
    const outcome = adapter.outcome(await send({ to }))
    codes.push(outcome.kind === 'failure' && [outcome.code, outcome.retry, outcome.retryAfterMs])
  }
  assert.deepEqual(codes, [
    ['rate_limited', 'later', null],
    ['rate_limited', 'later', 7000],
    ['provider_down', 'later', null],
  ])

  tiktok.faults.next({ dropAfterApply: true })
  assert.equal(adapter.outcome(await send({ to, text: 'into the dark' })).kind, 'unknown')
  await tiktok.settled()
  const said = product.events.some((event) => event.kind === 'message' && event.message.text === 'into the dark')
  assert.equal(said, true)
})

test('tells who somebody is, that the account works, that somebody writes and has read', async () => {
  const customer = tiktok.customer(mara, { username: 'mara.example' })
  const profile = await performAll(adapter.profile(customer.conversationId, account()))
  assert.equal(profile.kind === 'done' && profile.value.name, 'mara')
  const checked = await performAll(adapter.check(account()))
  assert.equal(checked.kind === 'done' && checked.value.name, 'Example Shop')
  await performAll(adapter.typing(customer.conversationId, null, account()))
  await performAll(adapter.markRead(customer.conversationId, null, account()))
  assert.deepEqual(tiktok.chat(customer.conversationId).actions, ['TYPING', 'MARK_READ'])
})

test('the same is done over HTTP by whoever is in another process', async () => {
  const written = await postControl(tiktok.url, `customers/${mara}/text`, { text: 'over HTTP' })
  const sent = JSON.parse(await written.text())
  assert.equal(product.messageOf(sent.id).message.text, 'over HTTP')
  const chat = JSON.parse(await (await fetch(`${tiktok.url}/control/chats/${mara}`)).text())
  assert.equal(chat.messages.at(-1).text, 'over HTTP')
  assert.match(await (await fetch(tiktok.url)).text(), /TikTok/)
})

test('a webhook that fails is posted again, and the address is given back when it is still ours', async () => {
  product.answerWith(503)
  const { id, status } = await tiktok.customer(mara).sendText('Once more')
  assert.equal(status, 503)
  await tiktok.settled()
  assert.equal(product.messageOf(id).message.text, 'Once more')

  await using other = await startTiktokEmulator(secrets)
  const at = accountAt(other.url, {}, 'https://desk.example.com/webhooks/tiktok/1')
  await performAll(adapter.subscribe(at))
  assert.equal((await performAll(adapter.unsubscribe(at))).kind, 'done')
  assert.equal((await other.customer(mara).sendText('nobody hears')).status, null)
})

function account() {
  return accountAt(tiktok.url)
}

function accountAt(baseUrl: string, change: Partial<TiktokSecrets> = {}, webhookUrl = 'https://desk.example.com') {
  return exampleAccount('tiktok', {
    baseUrl,
    webhookUrl,
    settings,
    secrets: { ...secrets, accessTokenEndsAt: '', ...change },
  })
}

function send(message: Partial<OutboundMessage> & { to: string }, at = account()) {
  return perform(adapter.render(exampleMessage(message), at))
}
