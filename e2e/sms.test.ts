import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getContact, postChannel, postMessage, testChannel } from '@fairlead/sdk'
import { startTwilioEmulator } from '../scripts/emulators/twilio.ts'
import {
  areStored,
  codeOf,
  conversationOf,
  messagesWhen,
  openChannelStage,
  png,
  uploadPicture,
} from './stage/channel.ts'
import { eventually } from './stage/server.ts'

const accountSid = 'AC0123456789abcdef0123456789abcdef'
const authToken = '0f1e2d3c4b5a69788796a5b4c3d2e1f0'
const own = '+12065550123'
const mara = '+15035550147'

test('a customer by SMS and an agent talk both ways, with pictures and statuses, until the customer says stop', async () => {
  const twilio = await startTwilioEmulator({
    accountSid,
    authToken,
    numbers: [{ number: own, friendlyName: 'Example Shop' }],
  })
  await using stage = await openChannelStage(twilio, ({ url }) => ({ FAIRLEAD_TWILIO_URL: url }))
  const { server, owner, ana, team } = stage

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
  const conversation = await conversationOf(ana.client)
  assert.equal(conversation.windowEndsAt, null)

  // Inbound: a picture that lies behind credentials and a redirect, and the same webhook ten times at once.
  const parcel = { bytes: png, type: 'image/png' }
  await customer.sendMedia([parcel, parcel], 'Both boxes are damaged')
  const attempts = await twilio.redeliverLast(10)
  assert.ok(attempts.every(({ status }) => status === 200))
  const inbound = await messagesWhen(ana.client, conversation.id, (messages) => areStored(messages))
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
  await ana.client.call(postMessage, {
    ...reply,
    body: { text: 'Is it this one?', attachmentIds: [await uploadPicture(ana.client)] },
  })
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
