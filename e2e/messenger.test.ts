import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getContact, postChannel, postMessage, testChannel } from '@fairlead/sdk'
import { startMessengerEmulator } from '../scripts/emulators/messenger.ts'
import { areStored, conversationOf, messagesWhen, openChannelStage, png, uploadPicture } from './stage/channel.ts'
import { eventually } from './stage/server.ts'

const secrets = { appSecret: 'an-invented-app-secret', accessToken: 'an-invented-page-token' }
const maraId = '6000000000000001'

test('a customer on Messenger and an agent talk both ways, with media, choices, receipts and echoes, and nothing comes twice', async () => {
  const messenger = await startMessengerEmulator(secrets)
  await using stage = await openChannelStage(messenger, ({ url }) => ({ FAIRLEAD_META_URL: url }))
  const { server, owner, ana, team } = stage

  const settings = { pageId: messenger.pageId }
  const channel = await owner.client.call(postChannel, {
    body: { type: 'messenger', name: 'Messenger', teamId: team.id, settings, secrets },
  })
  assert.ok(channel.type === 'messenger' && channel.webhookUrl && channel.verifyToken)
  // The page is told by API what to tell; where to call is pasted.
  await eventually(
    () => messenger.requests().some(({ method, path }) => method === 'POST' && path.endsWith('/subscribed_apps')),
    (isTold) => isTold,
  )
  await messenger.connect({ webhookUrl: channel.webhookUrl, verifyToken: channel.verifyToken })
  const checked = await owner.client.call(testChannel, { params: { id: channel.id } })
  assert.deepEqual([checked.name, checked.problem], ['Example Shop', null])

  const mara = messenger.customer(maraId, { name: 'Mara Muster', photo: png })
  const question = await mara.sendText('Do you ship to Åland?', {
    extra: { referral: { ref: 'spring', source: 'ADS', ad_id: '120000000000000001' } },
  })
  assert.equal(question.status, 200)
  const conversation = await conversationOf(ana.client, 'Mara Muster')

  // Inbound: several pictures in one, a voice note, what was regretted, and the same webhook ten times at once.
  await mara.sendFiles([
    { kind: 'image', bytes: png, type: 'image/png' },
    { kind: 'image', bytes: png, type: 'image/png' },
  ])
  await mara.sendVoice(png)
  await mara.share({ url: 'https://shop.example/bike', title: 'A bike' })
  const regretted = await mara.sendText('Never mind')
  assert.ok((await messenger.redeliverLast(10)).every(({ status }) => status === 200))
  await mara.edit(question.id, 'Do you ship to Åland today?')
  await mara.unsend(regretted.id)
  const inbound = await messagesWhen(
    ana.client,
    conversation.id,
    (messages) => areStored(messages) && messages.at(-1)?.deletedAt !== null,
  )
  assert.deepEqual(
    inbound.map(({ kind, text, attachments }) => [kind, text, attachments.length]),
    [
      ['text', 'Do you ship to Åland today?', 0],
      ['image', '', 2],
      ['audio', '', 1],
      ['text', '', 0],
      ['text', '', 0],
    ],
  )
  assert.equal(inbound[0]?.content.start, 'spring')

  // Outbound: an answer that quotes, a picture with words, a choice, and an answer that is lost on its way.
  const reply = { params: { id: conversation.id } }
  await ana.client.call(postMessage, { ...reply, body: { text: 'Yes, **we do**', replyToId: inbound[0]?.id } })
  await ana.client.call(postMessage, {
    ...reply,
    body: { text: 'Is it this one?', attachmentIds: [await uploadPicture(ana.client)] },
  })
  await messagesWhen(ana.client, conversation.id, (messages) =>
    messages.slice(5).every(({ state }) => state === 'read'),
  )
  messenger.faults.next({ dropAfterApply: true })
  await ana.client.call(postMessage, {
    ...reply,
    body: { text: 'Which day?', choices: [{ id: 'mon', title: 'Monday' }] },
  })
  await messagesWhen(ana.client, conversation.id, (messages) =>
    messages.slice(5).every(({ state }) => state === 'read'),
  )
  const received = messenger.chat(maraId).messages.filter(({ direction }) => direction === 'out')
  assert.deepEqual(
    received.map(({ text, attachments, replyTo, state }) => [
      text,
      attachments.map(({ type }) => type),
      replyTo,
      state,
    ]),
    [
      ['Yes, we do', [], question.id, 'read'],
      ['Is it this one?', [], null, 'read'],
      ['', ['image'], null, 'read'],
      ['Which day?', [], null, 'read'],
    ],
  )

  // A tap, a reaction, and what a colleague writes in the page's own inbox.
  await mara.tapQuickReply({ title: 'Monday', payload: 'mon' })
  await mara.react(received[0]?.id ?? '', '👍')
  await mara.react(received[0]?.id ?? '', null)
  await mara.react(received[0]?.id ?? '', '❤')
  await messenger.customer(maraId).receiveFromInbox('From the page’s own inbox')
  const talk = await messagesWhen(ana.client, conversation.id, (messages) => messages.length === 11)
  assert.deepEqual(talk[9]?.content.choice, { id: 'mon', title: 'Monday' })
  assert.deepEqual([talk[10]?.author.type, talk[10]?.text], ['member', 'From the page’s own inbox'])
  assert.deepEqual(talk[5]?.reactions, [{ by: 'contact', emoji: '❤' }])

  const contact = await eventually(
    () => ana.client.call(getContact, { params: { id: conversation.contact.id } }),
    ({ avatarId }) => avatarId !== null,
  )
  assert.deepEqual(
    contact.identities.map(({ address }) => address),
    [maraId],
  )
  assert.doesNotMatch(server.output(), /an-invented-page-token/)
})
