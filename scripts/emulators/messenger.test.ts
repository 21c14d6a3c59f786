import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { DeliveryOutcome, OutboundMessage } from '../../server/src/channels/channel.ts'
import type { MessengerAccount } from '../../server/src/channels/messenger/account.ts'
import { messenger } from '../../server/src/channels/messenger/index.ts'
import { exampleAccount, exampleMessage } from '../../server/src/channels/testing/example.ts'
import { type ExampleProduct, startExampleProduct } from './desk/example-product.ts'
import { inShort, perform, performAll } from './desk/perform.ts'
import { png } from './desk/picture.ts'
import { postControl } from './desk/post-control.ts'
import type { MessagingEmulator } from './messaging/emulator.ts'
import { startMessengerEmulator } from './messenger.ts'

const secrets = { appSecret: 'app-secret', accessToken: 'the-token', verifyToken: 'our-own-token' }
const settings = { pageId: '100000000000201', pageName: '', hasHumanAgent: true }
const mara = '6000000000000001'
const day = 24 * 60 * 60 * 1000

let emulator: MessagingEmulator
let product: ExampleProduct
let account: MessengerAccount

before(async () => {
  product = await startExampleProduct(messenger, exampleAccount('messenger', { settings, secrets }))
  emulator = await startMessengerEmulator(secrets)
  account = exampleAccount('messenger', { settings, secrets, baseUrl: emulator.url })
  await emulator.connect({ webhookUrl: product.webhookUrl })
})

beforeEach(() => emulator.faults.clear())

after(async () => {
  await emulator.stop()
  await product.stop()
})

test('refuses to connect a webhook that does not know the token', async () => {
  const connection = { webhookUrl: product.webhookUrl, verifyToken: 'another' }
  await assert.rejects(emulator.connect(connection), /challenge/)
})

test('a customer’s message comes signed over escaped bytes and reads as it was written', async () => {
  const { id, status } = await emulator.customer(mara, { name: 'Mara Müster' }).sendText('Grüße 📦 a/b')
  assert.equal(status, 200)
  const event = product.messageOf(id)
  assert.deepEqual(
    [event.accountId, event.contact.addresses, event.message.text],
    [settings.pageId, [mara], 'Grüße 📦 a/b'],
  )
  assert.ok(Math.abs(event.at - Date.now()) < 5_000)
  assert.ok(product.bodies.some((body) => body.includes(String.raw`Gr\u00fc\u00dfe \ud83d\udce6 a\/b`)))
})

test('an answer is taken; its echo brings our id back, then it is delivered and read', async () => {
  const { id } = await emulator.customer(mara).sendText('Is it there?')
  const outcome = await send({ text: 'Yes, it is', replyTo: { providerId: id, data: {} } })
  assert.ok(outcome.kind === 'sent')
  await emulator.settled()

  const echo = product.messageOf(outcome.providerId)
  assert.deepEqual(
    [echo.author, echo.messageId, echo.contact.addresses],
    ['member', exampleMessage({ to: mara }).id, [mara]],
  )
  assert.deepEqual(
    product.events
      .slice(-3)
      .map((event) => event.kind !== 'ignored' && [event.kind, 'status' in event && event.status]),
    [
      ['status', 'delivered'],
      ['watermark', 'delivered'],
      ['watermark', 'read'],
    ],
  )
  const last = emulator.chat(mara).messages.at(-1)
  assert.deepEqual([last?.text, last?.replyTo, last?.sentAs, last?.state], ['Yes, it is', id, 'RESPONSE', 'read'])
})

test('customers do all they can', async () => {
  const customer = emulator.customer('6000000000000002', { name: 'Tom Test' })
  const text = await customer.sendText('first')
  const sent = [
    await customer.sendText('an answer', { replyTo: text.id }),
    await customer.sendImage(png, { type: 'image/png' }),
    await customer.sendFiles([
      { kind: 'image', bytes: png, type: 'image/png' },
      { kind: 'image', bytes: png, type: 'image/png' },
    ]),
    await customer.sendDocument(png, { name: 'Rechnung März.pdf' }),
    await customer.sendVoice(png),
    await customer.sendSticker(png),
    await customer.share({ url: 'https://shop.example/bike', title: 'A bike' }),
    await customer.tapQuickReply({ title: 'Yes', payload: 'yes' }),
    await customer.tapButton({ title: 'Hours', payload: 'HOURS' }),
    await customer.sendRaw({ attachments: [{ type: 'hologram', payload: {} }] }),
  ]
  assert.deepEqual(
    sent.map(({ id }) => product.messageOf(id).message.kind),
    ['text', 'image', 'image', 'document', 'audio', 'sticker', 'text', 'interactive', 'interactive', 'unsupported'],
  )
  assert.equal(product.messageOf(sent[0]!.id).message.replyToProviderId, text.id)
  assert.equal(product.messageOf(sent[2]!.id).message.attachments.length, 2)
  assert.deepEqual(product.messageOf(sent[3]!.id).message.attachments[0]?.name, 'Rechnung März.pdf')
  assert.equal(product.messageOf(sent[4]!.id).message.attachments[0]?.isVoice, true)

  const bot = await customer.writeToBot('to the bot')
  assert.equal(product.messageOf(bot.id).isAutomatic, true)
  const inbox = product.messageOf((await customer.receiveFromInbox('from the inbox')).id)
  assert.deepEqual([inbox.author, inbox.messageId], ['member', null])

  await customer.comeBy({ ref: 'summer' })
  await customer.react(text.id, '👍')
  await customer.react(text.id, null)
  await customer.edit(text.id, 'first, corrected')
  await customer.unsend(text.id)
  await customer.read()
  assert.deepEqual(
    product.events.slice(-6).map(({ kind }) => kind),
    ['message', 'reaction', 'reaction', 'edit', 'deletion', 'watermark'],
  )
})

test('a picture is fetched by its address alone, for a day', async () => {
  const { id } = await emulator.customer(mara).sendImage(png, { type: 'image/png' })
  const found = messenger.fetchMedia(product.messageOf(id).message.attachments[0]?.mediaId ?? '')
  assert.ok(found.kind === 'done')
  const { url, headers } = found.value
  assert.equal('authorization' in headers, false)

  const fetched = await fetch(url, { headers })
  assert.deepEqual(new Uint8Array(await fetched.arrayBuffer()), png)
  assert.equal((await fetch(url, { headers: { 'user-agent': 'node' } })).status, 403)
  assert.equal((await fetch(url.replace('oh=', 'oh=0'), { headers })).status, 403)
  emulator.advanceClock(day)
  assert.equal((await fetch(url, { headers })).status, 403)
})

test('an uploaded file goes out under its id, and comes back in its echo', async () => {
  await emulator.customer(mara).sendText('Show me')
  const file = { id: 'a-1', name: 'front.png', type: 'image/png', size: png.length, isVoice: false }
  const uploaded = await performAll(messenger.upload(file, account), png)
  assert.ok(uploaded.kind === 'done')

  const attachment = { ...file, mediaId: uploaded.value, url: null }
  const outcome = await send({ text: '', attachments: [attachment] })
  assert.ok(outcome.kind === 'sent')
  await emulator.settled()
  assert.equal(product.messageOf(outcome.providerId).message.kind, 'image')

  const unknown = await send({ text: '', attachments: [{ ...attachment, mediaId: '1' }] })
  assert.deepEqual(inShort(unknown), ['media_error', 'never', false])
})

test('quick replies are offered', async () => {
  const choices = [
    { id: 'yes', title: 'Yes' },
    { id: 'no', title: 'No' },
  ]
  assert.equal((await send({ choices })).kind, 'sent')
  const { content } = emulator.chat(mara).messages.at(-1) ?? {}
  assert.deepEqual(content, {
    text: 'Yes, we ship to Åland',
    quick_replies: choices.map(({ id, title }) => ({ content_type: 'text', title, payload: id })),
    metadata: exampleMessage({ to: mara }).id,
  })
})

test('closes the window after a day, for people after seven, and for no tag that was not granted', async () => {
  await emulator.customer(mara).sendText('Hello')
  const last = { providerId: 'm_X', data: {}, at: emulator.now() }
  const after = (days: number): Partial<OutboundMessage> => ({ last, now: last.at + days * day })

  emulator.advanceClock(day)
  assert.deepEqual(inShort(await send({ last, now: last.at })), ['window_closed', 'never', false])
  assert.equal((await send(after(1))).kind, 'sent')
  assert.equal(emulator.chat(mara).messages.at(-1)?.sentAs, 'HUMAN_AGENT')
  emulator.advanceClock(6 * day)
  assert.deepEqual(inShort(await send(after(6.9))), ['window_closed', 'never', false])

  await using strict = await startMessengerEmulator({ ...secrets, hasHumanAgent: false })
  await strict.customer(mara).sendText('Hello')
  strict.advanceClock(2 * day)
  const refused = await send({ last, now: last.at + 2 * day }, { ...account, baseUrl: strict.url })
  assert.deepEqual(inShort(refused), ['window_closed', 'never', false])
})

test('refuses as the provider does', async () => {
  await emulator.customer(mara).sendText('Hello again')
  assert.deepEqual(inShort(await send({ to: '6999999999999999' })), ['invalid_recipient', 'never', false])
  emulator.customer('6000000000000003', { isReachable: false })
  assert.deepEqual(inShort(await send({ to: '6000000000000003' })), ['recipient_unavailable', 'never', false])
  const foreign = { ...account, settings: { ...settings, pageId: '100000000000999' } }
  assert.deepEqual(inShort(await send({}, foreign)), ['permission', 'never', true])
  assert.deepEqual(inShort(await send({ replyTo: { providerId: 'm_NONE', data: {} } })), ['unknown', 'never', false])

  emulator.revokeToken()
  assert.deepEqual(inShort(await send({})), ['auth_invalid', 'never', true])
  emulator.restoreToken()
  assert.equal((await send({})).kind, 'sent')
})

test('is strict about what it is sent', async () => {
  const recipient = { id: mara }
  const message = { text: 'hi' }
  const wrong: readonly object[] = [
    {},
    { recipient, message },
    { recipient, messaging_type: 'PROMOTION', message },
    { recipient, messaging_type: 'MESSAGE_TAG', message },
    { recipient, messaging_type: 'MESSAGE_TAG', tag: 'ACCOUNT_UPDATE', message },
    { recipient, messaging_type: 'RESPONSE', message: {} },
    { recipient, messaging_type: 'RESPONSE', message: { text: 'a'.repeat(2001) } },
    { recipient, messaging_type: 'RESPONSE', message: { text: 'hi', metadata: 'a'.repeat(1001) } },
    { recipient, messaging_type: 'RESPONSE', message: { text: 'hi', attachment: { type: 'image', payload: {} } } },
    { recipient, messaging_type: 'RESPONSE', message: { ...message, colour: 'red' } },
    { recipient, messaging_type: 'RESPONSE', message: { text: 'hi', quick_replies: [] } },
    { recipient, sender_action: 'dance' },
    { recipient, sender_action: 'typing_on', message },
  ]
  for (const body of wrong) {
    const response = await fetch(`${emulator.url}/v25.0/${settings.pageId}/messages`, {
      method: 'POST',
      headers: { authorization: 'Bearer the-token', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    assert.equal(response.status, 400, JSON.stringify(body))
    assert.equal(JSON.parse(await response.text()).error.code, 100, JSON.stringify(body))
  }
})

test('shows that somebody writes, and that a message was seen', async () => {
  const { id } = await emulator.customer(mara).sendText('Anybody there?')
  assert.equal(emulator.chat(mara).isSeen, false)
  assert.equal((await performAll(messenger.markRead(mara, { providerId: id, data: {} }, account))).kind, 'done')
  assert.equal((await performAll(messenger.typing(mara, null, account))).kind, 'done')
  const { isSeen, isTyping } = emulator.chat(mara)
  assert.deepEqual([isSeen, isTyping], [true, true])
})

test('gives profiles, and names from the inbox where they are withheld', async () => {
  const profile = async (withholds: number | null): Promise<unknown> => {
    emulator.customer(mara, { name: 'Mara Muster', photo: png, withholds })
    const read = await performAll(messenger.profile(mara, account))
    return read.kind === 'done' && [read.value.name, read.value.avatar !== null]
  }
  assert.deepEqual(await profile(null), ['Mara Muster', true])
  for (const code of [10, 100, 230]) assert.deepEqual(await profile(code), ['Mara Muster', false])
})

test('is checked, and tells when it has lost its subscription', async () => {
  const problem = async (): Promise<unknown> => {
    const checked = await performAll(messenger.check(account))
    return checked.kind === 'done' && [checked.value.name, checked.value.problem?.code ?? null]
  }
  assert.deepEqual(await problem(), ['Example Shop', null])
  assert.equal((await performAll(messenger.unsubscribe(account))).kind, 'done')
  assert.equal((await emulator.customer(mara).sendText('Nobody is told')).status, null)
  assert.deepEqual(await problem(), ['Example Shop', 'permission'])
  assert.equal((await performAll(messenger.subscribe(account))).kind, 'done')
  assert.equal((await emulator.customer(mara).sendText('Somebody is told')).status, 200)
  assert.deepEqual(await problem(), ['Example Shop', null])
})

test('fails as it is told to', async () => {
  emulator.faults.next({ status: 429, retryAfterSeconds: 7 })
  assert.deepEqual(inShort(await send({})), ['rate_limited', 'later', false])
  emulator.faults.next({ status: 500 })
  assert.deepEqual(inShort(await send({})), ['provider_down', 'later', false])
  emulator.faults.next({ graphError: { code: 368 } })
  assert.deepEqual(inShort(await send({})), ['policy', 'never', true])

  emulator.faults.next({ dropAfterApply: true })
  assert.equal((await send({ text: 'Was this sent?' })).kind, 'unknown')
  await emulator.settled()
  const echoes = product.events.filter((event) => event.kind === 'message' && event.message.text === 'Was this sent?')
  assert.equal(echoes.length, 1)
})

test('the same is done over HTTP by whoever is in another process', async () => {
  const post = async (path: string, body: object): Promise<number> =>
    (await postControl(emulator.url, `customers/${mara}/${path}`, body)).status
  await post('text', { text: 'over HTTP', name: 'Mara Muster' })
  assert.equal(emulator.chat(mara).messages.at(-1)?.text, 'over HTTP')
  await post('tap', { title: 'Yes', payload: 'yes' })
  const event = product.events.at(-1)
  assert.deepEqual(event?.kind === 'message' && event.message.content.choice, { id: 'yes', title: 'Yes' })
  assert.equal(await post('nonsense', {}), 404)
  assert.match(await (await fetch(emulator.url)).text(), /customer's Messenger/i)
})

async function send(change: Partial<OutboundMessage>, from = account): Promise<DeliveryOutcome> {
  const message = exampleMessage({ to: mara, ...change })
  return messenger.outcome(await perform(messenger.render(message, from)), message)
}
