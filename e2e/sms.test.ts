import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ApiError,
  getContact,
  listConversations,
  postAttachment,
  postChannel,
  postMessage,
  testChannel,
} from '@fairlead/sdk'
import { startTwilioEmulator } from '../scripts/emulators/twilio.ts'
import { createTestDatabase } from '../server/src/db/testing.ts'
import { eventually, makeDataDir, startServer } from './stage/server.ts'
import { messagesWhen } from './stage/whatsapp.ts'
import { addAgent, goOnline, makeTeam, setUp } from './stage/workspace.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const accountSid = 'AC0123456789abcdef0123456789abcdef'
const authToken = '0f1e2d3c4b5a69788796a5b4c3d2e1f0'
const own = '+12065550123'
const mara = '+15035550147'

test('a customer by SMS and an agent talk both ways, with pictures and statuses, until the customer says stop', async () => {
  await using stage = await openStage()
  const { twilio, server, owner } = stage
  const ana = await addAgent(server.url, owner, 'Ana Alvarez')
  const team = await makeTeam(owner, [ana])
  await goOnline(ana)

  const channel = await owner.client.call(postChannel, {
    body: {
      type: 'sms',
      name: 'Text messages',
      teamId: team.id,
      settings: { accountSid, number: own },
      secrets: { authToken },
    },
  })
  const { name, problem } = await owner.client.call(testChannel, { params: { id: channel.id } })
  assert.deepEqual([name, problem], ['Example Shop', null])
  assert.ok(channel.type === 'sms')
  twilio.connect({ number: own, webhookUrl: channel.webhookUrl ?? '' })

  const customer = twilio.customer(mara)
  assert.equal((await customer.sendText('Do you ship to Åland? 📦')).status, 200)
  const [conversation] = await eventually(
    async () => (await ana.client.call(listConversations, { query: { view: 'mine' } })).data,
    (data) => data.length === 1,
  )
  assert.ok(conversation)
  assert.equal(conversation.windowEndsAt, null)

  // Inbound: a picture that lies behind credentials and a redirect, and the same webhook ten times at once.
  const parcel = { bytes: png, type: 'image/png' }
  await customer.sendMedia([parcel, parcel], 'Both boxes are damaged')
  const attempts = await twilio.redeliverLast(10)
  assert.ok(attempts.every(({ status }) => status === 200))
  const inbound = await messagesWhen(ana.client, conversation.id, (messages) =>
    messages.flatMap(({ attachments }) => attachments).every(({ state }) => state === 'stored'),
  )
  assert.deepEqual(
    inbound.map(({ kind, text, attachments }) => [kind, text, attachments.map(({ type, size }) => [type, size])]),
    [
      ['text', 'Do you ship to Åland? 📦', []],
      ['image', 'Both boxes are damaged', Array(2).fill(['image/png', png.length])],
    ],
  )

  // Outbound: text, and a picture that Twilio fetches from us.
  const reply = { params: { id: conversation.id } }
  await ana.client.call(postMessage, { ...reply, body: { text: 'Yes, **we do** & gladly' } })
  const form = new FormData()
  form.set('file', new File([png], 'part.png', { type: 'image/png' }))
  const upload = await ana.client.call(postAttachment, { body: form })
  await ana.client.call(postMessage, { ...reply, body: { text: 'Is it this one?', attachmentIds: [upload.id] } })
  await messagesWhen(ana.client, conversation.id, (messages) =>
    messages.slice(2).every(({ state }) => state === 'delivered'),
  )
  assert.deepEqual(
    received().map(({ type, text, media }) => [type, text, media]),
    [
      ['sms', 'Yes, we do & gladly', []],
      ['mms', 'Is it this one?', [{ type: 'image/png', size: png.length }]],
    ],
  )

  // Its answer is lost on the way: the status says that it went out, and it goes out once.
  twilio.faults.next({ dropAfterApply: true })
  await ana.client.call(postMessage, { ...reply, body: { text: 'Tomorrow at noon' } })
  await messagesWhen(ana.client, conversation.id, (messages) => messages.at(-1)?.state === 'delivered')
  assert.equal(received().length, 3)

  await customer.optOut()
  await eventually(standing, (is) => is === 'opted_out')
  const refused = await ana.client.call(postMessage, { ...reply, body: { text: 'Are you there?' } }).catch(codeOf)
  assert.equal(refused, 'contact_opted_out')
  await customer.optIn()
  await eventually(standing, (is) => is === 'ok')
  // Nobody answered the words that Twilio answers, and nothing was taken for a message that was none.
  assert.equal(received().length, 3)
  assert.doesNotMatch(server.output(), new RegExp(authToken))

  function received() {
    return twilio.chat(mara).messages.filter(({ author }) => author === 'product')
  }

  async function standing(): Promise<string | undefined> {
    const { identities } = await ana.client.call(getContact, { params: { id: conversation?.contact.id ?? '' } })
    return identities[0]?.standing
  }
})

function codeOf(error: unknown): string {
  return error instanceof ApiError ? error.code : String(error)
}

async function openStage() {
  const stack = new AsyncDisposableStack()
  const database = stack.use(await createTestDatabase())
  const folder = await makeDataDir()
  stack.defer(() => folder.remove())
  const twilio = await startTwilioEmulator({
    accountSid,
    authToken,
    numbers: [{ number: own, friendlyName: 'Example Shop' }],
  })
  stack.defer(() => twilio.stop())
  const server = await startServer({
    DATABASE_URL: database.url,
    FAIRLEAD_DATA_DIR: folder.path,
    FAIRLEAD_TWILIO_URL: twilio.url,
  })
  stack.defer(async () => assert.equal(await server.stop(), 0))
  const owner = await setUp(server.url)
  return { twilio, server, owner, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}
