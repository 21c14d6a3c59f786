import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { DeliveryOutcome, OutboundMessage } from '../../server/src/channels/channel.ts'
import type { InstagramAccount, InstagramSettings } from '../../server/src/channels/instagram/account.ts'
import { instagram } from '../../server/src/channels/instagram/index.ts'
import { exampleAccount, exampleMessage, examplePhoto } from '../../server/src/channels/testing/example.ts'
import { providerUrls } from '../../server/src/testing/providers.ts'
import { type ExampleProduct, startExampleProduct } from './desk/example-product.ts'
import { inShort, perform, performAll } from './desk/perform.ts'
import { png, servePicture } from './desk/picture.ts'
import { startInstagramEmulator } from './instagram.ts'
import type { MessagingEmulator } from './messaging/emulator.ts'

const secrets = { appSecret: 'app-secret', accessToken: 'the-token', verifyToken: 'our-own-token' }
const settings: InstagramSettings = {
  accountId: '17840000000000201',
  username: '',
  login: 'instagram',
  pageId: '',
  hasHumanAgent: true,
}
const alva = '1200000000000001'
const day = 24 * 60 * 60 * 1000

let emulator: MessagingEmulator
let product: ExampleProduct
let account: InstagramAccount
let linked: InstagramAccount

before(async () => {
  product = await startExampleProduct(instagram, exampleAccount('instagram', { settings, secrets }))
  emulator = await startInstagramEmulator(secrets)
  const { url } = emulator
  account = exampleAccount('instagram', { settings, secrets, baseUrl: url, urls: providerUrls({ meta: url }) })
  linked = {
    ...account,
    baseUrl: 'http://127.0.0.1:9',
    settings: { ...settings, login: 'facebook', pageId: emulator.pageId },
  }
  await emulator.connect({ webhookUrl: product.webhookUrl })
})

beforeEach(() => emulator.faults.clear())

after(async () => {
  await emulator.stop()
  await product.stop()
})

test('a customer’s message is answered with either login; echoes and readings come back', async () => {
  for (const from of [account, linked]) {
    const { id, status } = await emulator.customer(alva, { username: 'alva.example' }).sendText('Size M?')
    assert.equal(status, 200)
    const asked = product.messageOf(id)
    assert.deepEqual([asked.accountId, asked.contact.addresses], [settings.accountId, [alva]])

    const outcome = await send({ text: 'In stock', replyTo: { providerId: id, data: {} } }, from)
    assert.ok(outcome.kind === 'sent')
    await emulator.settled()
    const echo = product.messageOf(outcome.providerId)
    assert.deepEqual([echo.author, echo.messageId], ['member', null])
    const read = product.events.at(-1)
    assert.deepEqual(read?.kind === 'watermark' && [read.status, read.until], [
      'read',
      { providerId: outcome.providerId },
    ])
  }
})

test('stories, shares, voice notes and all the rest come in', async () => {
  const customer = emulator.customer(alva)
  const story = { id: '18000000000000001', url: 'https://cdn.example.com/story.jpg' }
  const answer = await customer.answerStory('Where is this?', story)
  assert.deepEqual(product.messageOf(answer.id).message.content.story, { as: 'reply', url: story.url })

  const mention = product.messageOf((await customer.mentionInStory(png, { type: 'image/png' })).id).message
  assert.deepEqual([mention.kind, mention.content.story?.as, mention.attachments.length], ['image', 'mention', 1])
  const found = instagram.fetchMedia(mention.attachments[0]?.mediaId ?? '')
  assert.ok(found.kind === 'done')
  const fetched = await fetch(found.value.url, { headers: found.value.headers })
  assert.deepEqual(new Uint8Array(await fetched.arrayBuffer()), png)

  const reel = await customer.share({ url: 'https://cdn.example.com/reel.mp4', title: 'Autumn' }, 'ig_reel')
  assert.equal(product.messageOf(reel.id).message.content.link?.title, 'Autumn')
  const voice = await customer.sendVoice(png)
  assert.equal(product.messageOf(voice.id).message.attachments[0]?.isVoice, true)
  const unsupported = await customer.sendRaw({ is_unsupported: true })
  assert.equal(product.messageOf(unsupported.id).message.kind, 'unsupported')

  await customer.unsend(answer.id)
  const deletion = product.events.at(-1)
  assert.deepEqual(deletion?.kind === 'deletion' && [deletion.targetProviderId, deletion.mustErase], [answer.id, true])
})

test('media go out by an address that the provider fetches', async () => {
  await using files = await servePicture()
  const outcome = await send({ text: '', attachments: [{ ...examplePhoto, type: 'image/png', url: files.url }] })
  assert.ok(outcome.kind === 'sent', JSON.stringify(outcome))
  await emulator.settled()
  assert.equal(product.messageOf(outcome.providerId).message.kind, 'image')

  const gone = await send({ text: '', attachments: [{ ...examplePhoto, url: `${files.url}/gone` }] })
  assert.deepEqual(inShort(gone), ['media_error', 'never', false])
})

test('closes the window after a day, for people after seven', async () => {
  await emulator.customer(alva).sendText('Hello')
  const last = { providerId: 'aWdfX', data: {}, at: emulator.now() }
  emulator.advanceClock(day)
  assert.deepEqual(inShort(await send({ last, now: last.at })), ['window_closed', 'never', false])
  assert.equal((await send({ last, now: last.at + day })).kind, 'sent')
  assert.equal(emulator.chat(alva).messages.at(-1)?.sentAs, 'HUMAN_AGENT')
})

test('refuses as the provider does, counting bytes', async () => {
  await emulator.customer(alva).sendText('Hello again')
  assert.deepEqual(inShort(await send({ to: '1299999999999999' })), ['invalid_recipient', 'never', false])
  const response = await fetch(`${emulator.url}/v25.0/me/messages`, {
    method: 'POST',
    headers: { authorization: 'Bearer the-token', 'content-type': 'application/json' },
    body: JSON.stringify({ recipient: { id: alva }, message: { text: 'ä'.repeat(501) } }),
  })
  assert.equal(response.status, 400)
})

test('gives profiles, and is silent about those who have not agreed', async () => {
  const name = async (profile: object): Promise<unknown> => {
    emulator.customer(alva, { name: null, withholds: null, ...profile })
    const read = await performAll(instagram.profile(alva, account))
    return read.kind === 'done' && read.value.name
  }
  assert.equal(await name({ name: 'Alva Example' }), 'Alva Example')
  assert.equal(await name({}), 'alva.example')
  assert.equal(await name({ withholds: 230 }), null)
  assert.equal(await name({ withholds: 9010 }), null)
})

test('is checked under both logins, put right, and subscribed', async () => {
  const known = ['@example.shop', settings.accountId, 'example.shop']
  const checked = async (from: InstagramAccount): Promise<unknown> => {
    const read = await performAll(instagram.check(from))
    if (read.kind === 'failure') return read
    const { name, settings: learned, problem } = read.value
    return [name, learned.accountId, learned.username, problem?.code ?? null]
  }
  const unsaid = { ...account, settings: { ...settings, accountId: '' } }
  const mistaken = { ...account, settings: { ...settings, accountId: '9900000000000201' } }
  for (const from of [account, linked, unsaid, mistaken]) assert.deepEqual(await checked(from), [...known, null])

  for (const from of [account, linked]) {
    await performAll(instagram.unsubscribe(account))
    assert.equal((await emulator.customer(alva).sendText('Nobody is told')).status, null)
    assert.deepEqual(await checked(from), [...known, 'permission'])
    assert.equal((await performAll(instagram.subscribe(from))).kind, 'done')
    assert.equal((await emulator.customer(alva).sendText('Somebody is told')).status, 200)
  }
})

test('renews a token that is a day old, before it dies after sixty', async () => {
  await using other = await startInstagramEmulator(secrets)
  const from = { ...account, baseUrl: other.url }
  const young = await performAll(instagram.refresh(from, other.now()) ?? undefined)
  assert.equal(young.kind === 'done' && young.value.accessToken, undefined)

  other.advanceClock(8 * day)
  const renewed = await performAll(instagram.refresh(from, other.now()) ?? undefined)
  assert.ok(renewed.kind === 'done')
  assert.equal(renewed.value.accessToken, other.accessToken())
  const fresh = { ...from, secrets: { ...from.secrets, ...renewed.value } }

  await other.customer(alva).sendText('Hello')
  other.advanceClock(55 * day)
  await other.customer(alva).sendText('Hello again')
  assert.deepEqual(inShort(await send({}, from)), ['auth_invalid', 'never', true])
  assert.equal((await send({}, fresh)).kind, 'sent')
})

async function send(change: Partial<OutboundMessage>, from = account): Promise<DeliveryOutcome> {
  const message = exampleMessage({ to: alva, ...change })
  return instagram.outcome(await perform(instagram.render(message, from)), message)
}
