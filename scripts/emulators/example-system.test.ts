import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { api as adapter } from '../../server/src/channels/api/index.ts'
import type { OutboundMessage, SentAttachment } from '../../server/src/channels/channel.ts'
import { exampleAccount, exampleMessage } from '../../server/src/channels/testing/example.ts'
import { type ExampleProduct, startExampleProduct } from './desk/example-product.ts'
import { perform } from './desk/perform.ts'
import { png, servePicture } from './desk/picture.ts'
import { postControl } from './desk/post-control.ts'
import { type ExampleSystem, startExampleSystem } from './example-system.ts'

const signingSecret = 'signing-secret'

let system: ExampleSystem
let product: ExampleProduct

before(async () => {
  system = await startExampleSystem({})
  product = await startExampleProduct(adapter, account())
  system.connect({ webhookUrl: product.webhookUrl, signingSecret })
})

after(async () => {
  await system.stop()
  await product.stop()
})

test('writes all that a customer can do', async () => {
  const customer = system.customer('mara-1', { name: 'Mara Müster', email: 'mara@example.com' })
  const { id, status } = await customer.sendText('Grüße 📦')
  assert.equal(status, 200)
  const event = product.messageOf(id)
  assert.deepEqual(
    [event.message.text, event.contact.addresses, event.contact.email],
    ['Grüße 📦', ['mara-1'], 'mara@example.com'],
  )

  await customer.react(id, '👍')
  await customer.edit(id, 'corrected')
  await customer.remove(id, true)
  await customer.block()
  await customer.block(false)
  const { id: echo } = await customer.receiveElsewhere('I will check')
  assert.deepEqual(
    product.events.slice(-6).map(({ kind }) => kind),
    ['reaction', 'edit', 'deletion', 'standing', 'standing', 'message'],
  )
  assert.equal(product.messageOf(echo).author, 'member')
})

test('a file of theirs is fetched from where it is', async () => {
  const { id } = await system.customer('mara-1').sendFile({ name: 'part.png', type: 'image/png', bytes: png })
  const { mediaId = '' } = product.messageOf(id).message.attachments[0] ?? {}
  const { value } = adapter.fetchMedia(mediaId)
  assert.deepEqual(new Uint8Array(await (await fetch(value.url)).arrayBuffer()), png)
})

test('sees that an agent read, and writes', async () => {
  const customer = system.customer('mara-4')
  const [first, second, third] = [
    await customer.sendText('1'),
    await customer.sendText('2'),
    await customer.sendText('3'),
  ]
  const now = Date.now()
  const last = { providerId: second.id, data: {} }
  const steps = [adapter.markRead('mara-4', last, account(), now), adapter.typing('mara-4', last, account(), now)]
  for (const { request, read } of steps) assert.equal(read(await perform(request)).kind, 'done')

  const { messages, typedAt } = system.chat('mara-4')
  const read = messages.filter(({ statuses }) => statuses.includes('read')).map(({ id }) => id)
  assert.deepEqual([read, typedAt], [[first.id, second.id], now])
  assert.ok(!read.includes(third.id))
})

test('takes a message once however often it comes, and says what became of it', async () => {
  await system.customer('mara-1').sendText('Hello')
  const message = exampleMessage({ to: 'mara-1', now: Date.now(), choices: [{ id: 'yes', title: 'Yes' }] })
  system.faults.next({ dropAfterApply: true })
  const lost = adapter.outcome(await perform(adapter.render(message, account())), message)
  assert.equal(lost.kind, 'unknown')
  const outcome = adapter.outcome(await perform(adapter.render(message, account())), message)
  assert.ok(outcome.kind === 'sent')
  await system.settled()

  const [said, ...again] = system.chat('mara-1').messages.filter(({ messageId }) => messageId === message.id)
  assert.deepEqual(
    [said?.id, said?.statuses, said?.choices, again],
    [outcome.providerId, ['delivered', 'read'], ['Yes'], []],
  )
  const told = product.events.filter((event) => event.kind === 'status' && event.messageId === message.id)
  assert.equal(told.length, 1)
  const read = product.events.findLast((event) => event.kind === 'watermark')
  assert.deepEqual(read?.kind === 'watermark' && read.until, { providerId: outcome.providerId })
})

test('fetches the files of a message, and refuses it when one is not there', async () => {
  await using files = await servePicture()
  const file = { id: crypto.randomUUID(), name: 'front.png', type: 'image/png', size: png.length, isVoice: false }
  const withFile = (attachment: SentAttachment) => codeOf({ id: crypto.randomUUID(), attachments: [attachment] })
  assert.equal(await withFile({ ...file, mediaId: null, url: files.url }), 'sent')
  assert.deepEqual(system.chat('mara-1').messages.at(-1)?.attachments, [
    { name: 'front.png', type: 'image/png', size: png.length },
  ])
  assert.equal(await withFile({ ...file, mediaId: null, url: 'http://127.0.0.1:9/gone' }), 'media_error')
})

test('refuses strangers, who has blocked us, old signatures and other secrets', async () => {
  assert.equal(await codeOf({ to: 'nobody' }), 'invalid_recipient')
  await system.customer('tom-2').block()
  assert.equal(await codeOf({ to: 'tom-2' }), 'recipient_blocked')
  assert.equal(await codeOf({ now: Date.now() - 301_000 }), 'auth_invalid')
  system.revokeToken()
  assert.equal(await codeOf({}), 'auth_invalid')
  system.restoreToken()
})

test('fails as it is told to', async () => {
  system.faults.next({ status: 429, retryAfterSeconds: 7 })
  system.faults.next({ status: 410 })
  const message = exampleMessage({ to: 'mara-1', now: Date.now(), id: crypto.randomUUID() })
  const slow = adapter.outcome(await perform(adapter.render(message, account())), message)
  assert.equal(slow.kind === 'failure' && slow.retryAfterMs, 7000)
  const gone = adapter.outcome(await perform(adapter.render(message, account())), message)
  assert.equal(gone.kind === 'failure' && gone.isChannelBroken, true)
})

test('the same is done over HTTP by whoever is in another process', async () => {
  const written = await postControl(system.url, 'customers/mara-1/text', { text: 'over HTTP' })
  assert.equal(product.messageOf(JSON.parse(await written.text()).id).message.text, 'over HTTP')
  assert.match(await (await fetch(system.url)).text(), /another system/)
})

function account() {
  return exampleAccount('api', { settings: { url: system.messagesUrl }, secrets: { signingSecret } })
}

async function codeOf(change: Partial<OutboundMessage>): Promise<string> {
  const message = exampleMessage({ to: 'mara-1', now: Date.now(), id: crypto.randomUUID(), ...change })
  const outcome = adapter.outcome(await perform(adapter.render(message, account())), message)
  return outcome.kind === 'failure' ? outcome.code : outcome.kind
}
