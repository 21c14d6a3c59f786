import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { whatsapp } from '../../server/src/channels/whatsapp/index.ts'
import { png } from './desk/picture.ts'
import { postControl } from './desk/post-control.ts'
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

before(async () => {
  product = await startExampleProduct()
  graph = await startGraphEmulator({ ...secrets })
  await graph.connect({ phoneNumberId: '100000000000001', webhookUrl: product.webhookUrl })
})

after(async () => {
  await graph.stop()
  await product.stop()
})

test('refuses to connect a webhook that does not know the token', async () => {
  const connection = { phoneNumberId: '100000000000001', webhookUrl: product.webhookUrl }
  await assert.rejects(graph.connect({ ...connection, verifyToken: 'another' }), /challenge/)
})

test('a customer’s message comes signed over escaped bytes and reads as it was written', async () => {
  const customer = graph.customer(mara, { name: 'Mara Müster' })
  const { id, status } = await customer.sendText('Grüße 📦 a/b')
  assert.equal(status, 200)

  const event = product.messageOf(id)
  assert.deepEqual(event.message.text, 'Grüße 📦 a/b')
  assert.deepEqual(event.contact.name, 'Mara Müster')
  assert.equal(event.contact.addresses[0], mara)
  assert.equal(event.contact.addresses.length, 2)
  assert.ok(Math.abs(event.at - Date.now()) < 5_000)

  const body = product.bodies.find((one) => one.includes(String.raw`Gr\u00fc\u00dfe \ud83d\udce6 a\/b`))
  assert.ok(body !== undefined)
  assert.notEqual(body, JSON.stringify(JSON.parse(body)))
})

test('a reply is taken, and its statuses come back with our id', async () => {
  const customer = graph.customer(mara)
  const { id } = await customer.sendText('Is it there?')
  const answer = await perform(
    whatsapp.render(textTo(mara, 'Yes, it is', { replyTo: { providerId: id, data: {} } }), accountAt(graph.url)),
  )
  const outcome = whatsapp.outcome(answer)
  assert.equal(outcome.kind, 'sent')
  await graph.settled()

  const statuses = product.events.filter((event) => event.kind === 'status' && event.messageId === 'm-Yes, it is')
  assert.deepEqual(
    statuses.map((event) => event.kind === 'status' && [event.status, event.providerId]),
    ['sent', 'delivered', 'read'].map((status) => [status, outcome.kind === 'sent' && outcome.providerId]),
  )

  const last = graph.chat(mara).messages.at(-1)
  assert.deepEqual([last?.direction, last?.text, last?.replyTo], ['out', 'Yes, it is', id])
  assert.deepEqual(last?.statuses, ['sent', 'delivered', 'read'])
})

test('customers send all they can', async () => {
  const customer = graph.customer('447700900002', { name: 'Tom Test', userId: null })
  const text = await customer.sendText('first')
  const sent = [
    await customer.sendText('an answer', { replyTo: text.id }),
    await customer.sendText('not mine', { isForwarded: true }),
    await customer.sendDocument(png, { name: 'Rechnung März.pdf', caption: 'the invoice' }),
    await customer.sendVoice(png),
    await customer.sendLocation({ latitude: 60.1, longitude: 19.9, name: 'Harbour' }),
    await customer.tapButton({ id: 'yes', title: 'Yes' }, { replyTo: text.id }),
    await customer.tapQuickReply('Stop'),
    await customer.sendRaw('hologram', { depth: 3 }),
  ]
  const kinds = sent.map(({ id }) => product.messageOf(id).message.kind)
  assert.deepEqual(kinds, [
    'text',
    'text',
    'document',
    'audio',
    'location',
    'interactive',
    'interactive',
    'unsupported',
  ])
  assert.equal(product.messageOf(sent[0]!.id).message.replyToProviderId, text.id)
  assert.equal(product.messageOf(sent[1]!.id).message.content.isForwarded, true)
  assert.deepEqual(product.messageOf(text.id).contact.addresses, ['447700900002'])

  await customer.react(text.id, '👍')
  await customer.react(text.id, null)
  await customer.edit(text.id, 'first, corrected')
  await customer.revoke(text.id)
  const { id: echo } = await customer.receiveFromPhone('I will check')
  assert.deepEqual(
    product.events.slice(-5).map(({ kind }) => kind),
    ['reaction', 'reaction', 'edit', 'deletion', 'message'],
  )
  assert.equal(product.messageOf(echo).author, 'member')
})

test('a picture is found and fetched by its address, for five minutes and with the token only', async () => {
  const { id } = await graph.customer(mara).sendImage(png, 'the broken part', { type: 'image/png' })
  const [attachment] = product.messageOf(id).message.attachments
  const account = accountAt(graph.url)
  const located = await performAll(whatsapp.fetchMedia(attachment?.mediaId ?? '', account))
  assert.ok(located.kind === 'done')
  const request = located.value

  const fetched = await fetch(request.url, { headers: request.headers })
  assert.deepEqual(new Uint8Array(await fetched.arrayBuffer()), png)
  assert.equal(fetched.headers.get('content-type'), 'image/png')
  assert.equal((await fetch(request.url, { headers: { 'user-agent': 'x' } })).status, 401)
  assert.equal((await fetch(request.url, { headers: { ...request.headers, 'user-agent': 'node' } })).status, 403)

  graph.advanceClock(5 * 60_000)
  assert.equal((await fetch(request.url, { headers: request.headers })).status, 404)
})

test('an uploaded file goes out under its id', async () => {
  const account = accountAt(graph.url)
  const file = { id: 'a-1', name: 'front.png', type: 'image/png', size: png.length, isVoice: false }
  const uploaded = await performAll(whatsapp.upload(file, account), png)
  assert.ok(uploaded.kind === 'done')

  await graph.customer(mara).sendText('Show me')
  const message = textTo(mara, 'Front view', { attachments: [{ ...file, mediaId: uploaded.value, url: null }] })
  assert.equal(whatsapp.outcome(await perform(whatsapp.render(message, account))).kind, 'sent')
  await graph.settled()

  const last = graph.chat(mara).messages.at(-1)
  assert.deepEqual([last?.type, last?.text, last?.statuses.at(-1)], ['image', 'Front view', 'read'])
})

test('somebody who hides their number is written to by their user id', async () => {
  const customer = graph.customer('447700900006', { username: 'testa.t', hidesNumber: true })
  const { id } = await customer.sendText('No number')
  const [address = '', ...others] = product.messageOf(id).contact.addresses
  assert.match(address, /^GB\.\d+$/)
  assert.deepEqual(others, [])

  const answer = await perform(whatsapp.render(textTo(address, 'Hello there'), accountAt(graph.url)))
  assert.equal(whatsapp.outcome(answer).kind, 'sent')
  assert.equal(graph.chat(address).messages.at(-1)?.text, 'Hello there')
})

test('templates are listed page by page', async () => {
  const templates = Array.from({ length: 130 }, (_, index) => ({
    name: `template_${index}`,
    language: 'en',
    status: 'APPROVED',
    category: 'UTILITY',
    parameter_format: 'POSITIONAL' as const,
    components: [{ type: 'BODY' as const, text: 'Hi {{1}}' }],
  }))
  await using other = await startGraphEmulator({ ...secrets, templates })
  const listed = await performAll(whatsapp.listTemplates(accountAt(other.url)))
  assert.ok(listed.kind === 'done')
  assert.deepEqual(
    listed.value.map(({ name }) => name),
    templates.map(({ name }) => name),
  )
})

test('the same is done over HTTP by whoever is in another process', async () => {
  const written = await postControl(graph.url, `customers/${mara}/text`, { text: 'over HTTP', name: 'Mara Muster' })
  const sent = JSON.parse(await written.text())
  assert.equal(product.messageOf(sent.id).message.text, 'over HTTP')
  const chat = JSON.parse(await (await fetch(`${graph.url}/control/chats/${mara}`)).text())
  assert.equal(chat.messages.at(-1).text, 'over HTTP')

  await postControl(graph.url, 'faults', { status: 429, retryAfterSeconds: 7 })
  const outcome = whatsapp.outcome(await perform(whatsapp.render(textTo(mara, 'slow'), accountAt(graph.url))))
  assert.equal(outcome.kind === 'failure' && outcome.retryAfterMs, 7_000)

  assert.equal((await postControl(graph.url, 'nonsense', {})).status, 404)
  assert.equal((await postControl(graph.url, `customers/${mara}/text`, {})).status, 400)
  assert.match(await (await fetch(graph.url)).text(), /customer's phone/)
})

test('web pages elsewhere cannot act as customers', async () => {
  const path = `${graph.url}/control/customers/${mara}/text`
  const simple = await fetch(path, { method: 'POST', body: '{"text":"forged"}' })
  assert.equal(simple.status, 415)
  assert.equal(
    graph.chat(mara).messages.some(({ text }) => text === 'forged'),
    false,
  )
})

test('remembers what the product called', () => {
  const [first] = graph.requests()
  assert.deepEqual([first?.method, first?.path, first?.status], ['POST', '/v25.0/100000000000001/messages', 200])
})
