import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { telegram as adapter } from '../../server/src/channels/telegram/index.ts'
import { examplePhoto } from '../../server/src/channels/testing/example.ts'
import { performAll } from './desk/perform.ts'
import { png } from './desk/picture.ts'
import { postControl } from './desk/post-control.ts'
import { mara, openTelegramStage } from './telegram/example.ts'

let stage: Awaited<ReturnType<typeof openTelegramStage>>

before(async () => {
  stage = await openTelegramStage()
})

after(() => stage[Symbol.asyncDispose]())

test('a token is asked whose it is', async () => {
  assert.deepEqual(await performAll(adapter.check(stage.account)), {
    kind: 'done',
    value: { name: 'Example Shop', settings: { botId: '7000112233', botUsername: 'example_shop_bot' }, problem: null },
  })
})

test('a customer’s message comes with the secret and reads as it was written', async () => {
  const customer = stage.telegram.customer(mara, { name: 'Mara Müster', languageCode: 'de' })
  const { id, status } = await customer.sendText('Grüße 📦 a/b')
  assert.equal(status, 200)

  const event = stage.eventOf(id)
  assert.equal(event.message.text, 'Grüße 📦 a/b')
  assert.deepEqual([event.contact.addresses, event.contact.name, event.contact.locale], [[mara], 'Mara Müster', 'de'])
  assert.ok(Math.abs(event.at - Date.now()) < 5_000)
  assert.deepEqual(stage.telegram.answeredCalls(), [])
})

test('a reply is taken as it was marked, and shows what it answers', async () => {
  const { id } = await stage.telegram.customer(mara).sendText('Is it there?')
  const outcome = await stage.send({
    text: 'Yes, **it is** <here> & [listed](https://shop.example/?a=1&b=2)',
    replyTo: { providerId: `${mara}:${id}`, data: {} },
  })
  const last = stage.telegram.chat(mara).messages.at(-1)
  assert.deepEqual(outcome, { kind: 'sent', providerId: `${mara}:${last?.id}` })
  assert.deepEqual([last?.direction, last?.text, last?.replyTo], ['out', 'Yes, it is <here> & listed', Number(id)])
  assert.deepEqual(last?.entities, [
    { type: 'bold', offset: 5, length: 5 },
    { type: 'text_link', offset: 20, length: 6, url: 'https://shop.example/?a=1&b=2' },
  ])
})

test('customers send all they can', async () => {
  const tom = '5528190348'
  const customer = stage.telegram.customer(tom, { name: 'Tom Test' })
  const first = await customer.start('order_5512')
  const sent = [
    await customer.sendText('an answer', { replyTo: first.id, quote: 'start' }),
    await customer.sendText('not mine', { isForwarded: true }),
    await customer.sendDocument(png, { name: 'Rechnung März.pdf', caption: 'the invoice' }),
    await customer.sendVoice(png),
    await customer.sendVideo(png),
    await customer.sendSticker(png, '🎉'),
    await customer.sendLocation(60.1, 19.9),
    await customer.sharePhone('+447700900002'),
    ...(await customer.sendAlbum([png, png], 'both')),
    await customer.sendRaw('hologram', { hologram: { depth: 3 } }),
  ].map(({ id }) => stage.eventOf(id, tom))

  assert.deepEqual(
    sent.map(({ message }) => message.kind),
    [
      ...['text', 'text', 'document', 'audio', 'video', 'sticker', 'location', 'contacts'],
      ...['image', 'image', 'unsupported'],
    ],
  )
  assert.equal(stage.eventOf(first.id, tom).message.content.start, 'order_5512')
  assert.deepEqual(
    [sent[0]?.message.replyToProviderId, sent[0]?.message.content.quotedText],
    [`${tom}:${first.id}`, 'start'],
  )
  assert.equal(sent[1]?.message.content.isForwarded, true)
  assert.equal(sent[7]?.contact.phone, '+447700900002')
  assert.equal(sent[8]?.message.content.albumId, sent[9]?.message.content.albumId)

  await customer.react(first.id, '👍')
  await customer.react(first.id, null)
  await customer.edit(first.id, 'first, corrected')
  assert.deepEqual(
    stage.product.events.slice(-3).map(({ kind }) => kind),
    ['reaction', 'reaction', 'edit'],
  )
})

test('a picture is found and fetched by its address, for an hour and with the token only', async () => {
  const { id } = await stage.telegram.customer(mara).sendPhoto(png, { caption: 'the broken part' })
  const [attachment] = stage.eventOf(id).message.attachments
  const found = await performAll(adapter.fetchMedia(attachment?.mediaId ?? '', stage.account))
  assert.ok(found.kind === 'done')

  const fetched = await fetch(found.value.url)
  assert.deepEqual(new Uint8Array(await fetched.arrayBuffer()), png)
  assert.equal((await fetch(found.value.url.replace('AAInvented', 'AAAnother'))).status, 401)

  stage.telegram.advanceClock(60 * 60_000)
  assert.equal((await fetch(found.value.url)).status, 404)
})

test('a file goes out with its words', async () => {
  const front = { ...examplePhoto, name: 'front.png', type: 'image/png', size: png.length }
  assert.equal((await stage.send({ text: '_Front_ view', attachments: [front] }, png)).kind, 'sent')
  const last = stage.telegram.chat(mara).messages.at(-1)
  assert.deepEqual(
    [last?.type, last?.text, last?.file],
    ['photo', 'Front view', { name: 'front.png', type: 'image/png', size: png.length }],
  )

  const files = [
    { type: 'application/pdf', as: 'document' },
    { type: 'video/mp4', as: 'video' },
    { type: 'image/gif', as: 'animation' },
    { type: 'audio/mpeg', as: 'audio' },
    { type: 'audio/ogg', isVoice: true, as: 'voice' },
  ]
  for (const { as, ...change } of files) {
    assert.equal((await stage.send({ text: '', attachments: [{ ...front, ...change }] }, png)).kind, 'sent', as)
    assert.equal(stage.telegram.chat(mara).messages.at(-1)?.type, as)
  }
})

test('a button is pressed, and stops when we say that we heard it', async () => {
  await stage.send({ text: 'Rate us', choices: [{ id: 'csat:5', title: '👍 Good' }] })
  const asked = String(stage.telegram.chat(mara).messages.at(-1)?.id)
  const { id } = await stage.telegram.customer(mara).press(asked, '👍 Good')

  const choice = stage.eventOf(`choice:${id}`)
  assert.deepEqual(choice.message.content.choice, { id: 'csat:5', title: '👍 Good' })
  assert.equal(choice.message.replyToProviderId, `${mara}:${asked}`)
  assert.equal(stage.telegram.isHeard(id), false)
  await performAll(adapter.acknowledge(choice.acknowledge ?? '', stage.account))
  assert.equal(stage.telegram.isHeard(id), true)
})

test('whoever blocks the bot gets nothing until they let it in again', async () => {
  const customer = stage.telegram.customer(mara)
  await customer.block()
  const outcome = await stage.send({ text: 'Are you there?' })
  assert.deepEqual(outcome.kind === 'failure' && [outcome.code, outcome.retry], ['recipient_blocked', 'never'])
  await customer.sendText('Back again')
  assert.equal((await stage.send({ text: 'Welcome back' })).kind, 'sent')

  const standings = stage.product.events.flatMap((event) => (event.kind === 'standing' ? [event.standing] : []))
  assert.deepEqual(standings, ['blocked', 'unblocked'])
})

test('somebody is known by name and picture', async () => {
  stage.telegram.customer(mara, { name: 'Mara Muster', photo: png })
  const known = await performAll(adapter.profile(mara, stage.account))
  assert.ok(known.kind === 'done')
  assert.equal(known.value.name, 'Mara Muster')
  const picture = await fetch(known.value.avatar?.url ?? '')
  assert.deepEqual(new Uint8Array(await picture.arrayBuffer()), png)
})

test('the bot is seen writing', async () => {
  await performAll(adapter.typing(mara, null, stage.account))
  assert.equal(stage.telegram.chat(mara).action, 'typing')
})

test('the same is done over HTTP by whoever is in another process', async () => {
  const written = await postControl(stage.telegram.url, `customers/${mara}/text`, {
    text: 'over HTTP',
    name: 'Mara Muster',
  })
  const sent = JSON.parse(await written.text())
  assert.equal(stage.eventOf(sent.id).message.text, 'over HTTP')
  const chat = JSON.parse(await (await fetch(`${stage.telegram.url}/control/chats/${mara}`)).text())
  assert.equal(chat.messages.at(-1).text, 'over HTTP')

  await postControl(stage.telegram.url, 'faults', { status: 429, retryAfterSeconds: 7 })
  const outcome = await stage.send({ text: 'slow' })
  assert.deepEqual(outcome.kind === 'failure' && [outcome.code, outcome.retryAfterMs], ['rate_limited', 7_000])

  assert.equal((await postControl(stage.telegram.url, 'nonsense', {})).status, 404)
  assert.equal((await postControl(stage.telegram.url, `customers/${mara}/text`, {})).status, 400)
  assert.match(await (await fetch(stage.telegram.url)).text(), /customer's Telegram/)
})

test('remembers what the product called, without the token', () => {
  const [first] = stage.telegram.requests()
  assert.deepEqual([first?.method, first?.path, first?.status], ['POST', '/bot…/setWebhook', 200])
  assert.doesNotMatch(JSON.stringify(stage.telegram.requests().map(({ path }) => path)), /Invented/)
})
