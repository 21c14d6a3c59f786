import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Account, OutboundMessage } from '../../server/src/channels/channel.ts'
import { type LineSecrets, type LineSettings, line } from '../../server/src/channels/line/index.ts'
import { examplePhoto } from '../../server/src/channels/testing/example.ts'
import { type ExampleProduct, startExampleProduct } from './desk/example-product.ts'
import { perform, performAll } from './desk/perform.ts'
import { png, servePicture } from './desk/picture.ts'
import { postControl } from './desk/post-control.ts'
import { accountAt, secrets, textTo } from './line/example.ts'
import { type LineEmulator, startLineEmulator } from './line.ts'

let emulator: LineEmulator
let product: ExampleProduct
let account: Account<LineSettings, LineSecrets>

before(async () => {
  emulator = await startLineEmulator({ ...secrets })
  product = await startExampleProduct(line, accountAt(emulator, ''))
  account = accountAt(emulator, product.webhookUrl)
})

after(async () => {
  await emulator.stop()
  await product.stop()
})

test('the token says whose it is, and the webhook is set by it', async () => {
  const checked = await performAll(line.check({ ...account, settings: { botUserId: '', displayName: '' } }))
  assert.deepEqual(checked, {
    kind: 'done',
    value: { name: 'Example Shop', settings: { botUserId: emulator.botUserId, displayName: 'Example Shop' } },
  })
  assert.deepEqual(await performAll(line.subscribe(account)), { kind: 'done', value: null })
  assert.equal(await emulator.verify(), 200)

  emulator.connect({ webhookUrl: product.webhookUrl, isActive: false })
  const off = await performAll(line.subscribe(account))
  assert.match(off.kind === 'failure' ? off.detail : '', /Use webhook/)
  assert.equal((await emulator.customer('haruka').sendText('not heard')).status, null)
  emulator.connect({ webhookUrl: product.webhookUrl })
})

test('a customer’s message comes signed and reads as it was written', async () => {
  const { id, status } = await emulator.customer('haruka', { name: 'Haruka' }).sendText('在庫ありますか? 📦 a/b')
  assert.equal(status, 200)
  const event = product.messageOf(id)
  assert.deepEqual([event.message.text, event.accountId], ['在庫ありますか? 📦 a/b', emulator.botUserId])
  assert.ok(Math.abs(event.at - Date.now()) < 5_000)
  assert.ok(BigInt(id) > BigInt(Number.MAX_SAFE_INTEGER))
})

test('a reply quotes, is pushed once however often it is tried, and is quoted in turn', async () => {
  const haruka = emulator.customer('haruka')
  const { id } = await haruka.sendText('Is it there?')
  const asked = product.messageOf(id)
  const replyTo = { providerId: id, data: asked.data ?? {} }
  const message = textTo(haruka.userId, 'Yes, it is', { replyTo })

  const outcomes = [await send(message), await send(message), await send(message)]
  assert.ok(outcomes[0]?.kind === 'sent')
  assert.deepEqual(outcomes[1], outcomes[0])
  assert.deepEqual(outcomes[2], outcomes[0])
  const [last, before] = emulator.chat('haruka').messages.toReversed()
  assert.deepEqual([last?.text, last?.replyTo, before?.text], ['Yes, it is', id, 'Is it there?'])

  const thanks = await haruka.sendText('Thanks', { replyTo: outcomes[0].providerId })
  assert.equal(product.messageOf(thanks.id).message.replyToProviderId, outcomes[0].providerId)
  assert.ok(outcomes[0].data?.quoteToken)
})

test('customers send all they can', async () => {
  const tom = emulator.customer('tom')
  const sent = [
    await tom.sendImage(png),
    await tom.sendVideo(png),
    await tom.sendVoice(png),
    await tom.sendFile(png, 'Rechnung März.pdf'),
    await tom.sendLocation({ latitude: 60.1, longitude: 19.9, title: 'Harbour' }),
    await tom.sendSticker('1988'),
    await tom.sendExternal('video', 'https://media.example.com/v.mp4'),
    await tom.sendRaw({ type: 'hologram', depth: 3 }),
    await tom.sendText('for somebody else', { isStandby: true }),
  ]
  assert.deepEqual(
    sent.map(({ id }) => product.messageOf(id).message.kind),
    ['image', 'video', 'audio', 'document', 'location', 'sticker', 'video', 'unsupported', 'text'],
  )
  assert.equal(product.messageOf(sent.at(-1)!.id).isAutomatic, true)

  const album = await tom.sendAlbum([png, png, png])
  const albums = album.map(({ id }) => product.messageOf(id).message.content.albumId)
  assert.deepEqual([albums.length, new Set(albums).size], [3, 1])

  const before = product.events.length
  assert.equal(await tom.sendTogether(['one', 'two', 'three']), 200)
  const texts = product.events.slice(before).map((event) => event.kind === 'message' && event.message.text)
  assert.deepEqual(texts, ['one', 'two', 'three'])
})

test('a tap on a quick reply brings back what was on it', async () => {
  const tom = emulator.customer('tom')
  const choices = [
    { id: 'yes', title: 'Yes, please' },
    { id: 'no', title: 'いいえ' },
  ]
  assert.equal((await send(textTo(tom.userId, 'Wrap it?', { choices }))).kind, 'sent')
  const { id } = await tom.tap('いいえ')
  const { message } = product.messageOf(id)
  assert.deepEqual([message.text, message.content.choice], ['いいえ', { id: 'no', title: 'いいえ' }])
})

test('contents lie on the other host, are prepared first, and are gone when they were taken back', async () => {
  const tom = emulator.customer('tom')
  const picture = await tom.sendImage(png, 'image/png')
  assert.deepEqual(await download(picture.id), [200, 'image/png'])

  const video = await tom.sendVideo(png)
  const early = await performAll(line.fetchMedia(mediaOf(video.id), account))
  assert.deepEqual(early.kind === 'failure' && early.retry, 'later')
  emulator.advanceClock(60)
  assert.deepEqual(await download(video.id), [200, 'video/mp4'])

  const sticker = await tom.sendSticker('1988')
  assert.deepEqual(await download(sticker.id), [200, 'image/png'])

  await tom.unsend(video.id)
  assert.deepEqual(product.events.at(-1)?.kind, 'deletion')
  const gone = await performAll(line.fetchMedia(mediaOf(video.id), account))
  assert.deepEqual(gone.kind === 'failure' && [gone.code, gone.retry], ['media_error', 'never'])
})

test('our pictures are fetched from where they are and shown; what cannot be shown is still taken', async () => {
  await using files = await servePicture()
  const tom = emulator.customer('tom')
  const photo = { ...examplePhoto, size: png.length, url: files.url }
  assert.equal((await send(textTo(tom.userId, 'Front view', { attachments: [photo] }))).kind, 'sent')
  assert.equal(
    (await send(textTo(tom.userId, '', { attachments: [{ ...photo, url: `${files.url}/no` }] }))).kind,
    'sent',
  )
  await emulator.settled()
  const last = emulator.chat('tom').messages.slice(-3)
  assert.deepEqual(
    last.map(({ type, statuses, error }) => [type, statuses, error]),
    [
      ['text', ['shown'], null],
      ['image', ['shown'], null],
      ['image', ['not shown'], 'HTTP 404'],
    ],
  )
})

test('whoever blocks the account is known by that alone', async () => {
  const kim = emulator.customer('kim')
  await kim.sendText('Hello')
  await kim.block()
  assert.equal(product.standingOf(kim.userId), 'blocked')
  // LINE says yes, and shows it to nobody.
  assert.equal((await send(textTo(kim.userId, 'Are you there?'))).kind, 'sent')
  assert.equal(emulator.chat('kim').messages.length, 1)
  const unknown = await performAll(line.profile(kim.userId, account))
  assert.deepEqual(unknown.kind === 'done' && unknown.value.name, null)

  await kim.follow()
  assert.equal(product.standingOf(kim.userId), 'unblocked')
  const known = await performAll(line.profile(kim.userId, account))
  assert.ok(known.kind === 'done' && known.value.avatar !== null)
  assert.equal(known.value.locale, 'ja')
  const picture = await perform(known.value.avatar)
  assert.equal(picture.kind === 'answer' && picture.status, 200)
})

test('marks as read, and shows that somebody writes', async () => {
  const tom = emulator.customer('tom')
  const { id } = await tom.sendText('Read me')
  const last = { providerId: id, data: product.messageOf(id).data ?? {} }
  assert.deepEqual(await performAll(line.markRead(tom.userId, last, account)), { kind: 'done', value: null })
  assert.equal(emulator.chat('tom').messages.at(-1)?.isReadByBusiness, true)
  assert.deepEqual(await performAll(line.typing(tom.userId, null, account)), { kind: 'done', value: null })
})

test('what is said in groups is ignored by name', async () => {
  const before = product.events.length
  await emulator.customer('tom').sayInGroup('hi all')
  assert.deepEqual(product.events.slice(before), [{ kind: 'ignored', what: 'message in a group' }])
})

test('the same is done over HTTP by whoever is in another process', async () => {
  const sent = JSON.parse(
    await (await postControl(emulator.url, 'customers/haruka/text', { text: 'over HTTP' })).text(),
  )
  assert.equal(product.messageOf(sent.id).message.text, 'over HTTP')
  const chat = JSON.parse(await (await fetch(`${emulator.url}/control/chats/haruka`)).text())
  assert.equal(chat.messages.at(-1).text, 'over HTTP')
  assert.match(await (await fetch(emulator.url)).text(), /customer's phone/)
  assert.equal((await postControl(emulator.url, 'nonsense', {})).status, 404)
})

async function send(message: OutboundMessage): Promise<ReturnType<typeof line.outcome>> {
  return line.outcome(await perform(line.render(message, account)), message)
}

function mediaOf(providerId: string): string {
  return product.messageOf(providerId).message.attachments[0]?.mediaId ?? ''
}

async function download(providerId: string): Promise<unknown> {
  const found = await performAll(line.fetchMedia(mediaOf(providerId), account))
  assert.ok(found.kind === 'done')
  const response = await fetch(found.value.url, { headers: found.value.headers })
  return [response.status, response.headers.get('content-type')]
}
