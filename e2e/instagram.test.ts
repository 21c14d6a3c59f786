import assert from 'node:assert/strict'
import { test } from 'node:test'
import { postChannel, postMessage, testChannel } from '@fairlead/sdk'
import { startInstagramEmulator } from '../scripts/emulators/instagram.ts'
import {
  areStored,
  codeOf,
  conversationOf,
  messagesWhen,
  openChannelStage,
  png,
  uploadPicture,
} from './stage/channel.ts'

const secrets = { appSecret: 'an-invented-instagram-secret', accessToken: 'IGAAInventedTokenOfNoUse' }
const alvaId = '1200000000000001'

test('a customer on Instagram and an agent talk both ways, with stories, media by address, readings and echoes', async () => {
  const instagram = await startInstagramEmulator(secrets)
  await using stage = await openChannelStage(instagram, ({ url }) => ({ FAIRLEAD_INSTAGRAM_URL: url }))
  const { server, owner, ana, team } = stage

  // The token says whose it is; a wrong one connects nothing.
  const input = { type: 'instagram', name: 'Instagram', teamId: team.id } as const
  const wrong = { ...secrets, accessToken: 'IGAAnother' }
  const refused = await owner.client
    .call(postChannel, { body: { ...input, settings: {}, secrets: wrong } })
    .catch(codeOf)
  assert.equal(refused, 'provider_refused')
  const channel = await owner.client.call(postChannel, { body: { ...input, settings: {}, secrets } })
  assert.ok(channel.type === 'instagram' && channel.webhookUrl && channel.verifyToken)
  assert.deepEqual([channel.settings.accountId, channel.settings.username], [instagram.accountId, 'example.shop'])
  await instagram.connect({ webhookUrl: channel.webhookUrl, verifyToken: channel.verifyToken })
  const checked = await owner.client.call(testChannel, { params: { id: channel.id } })
  assert.deepEqual([checked.name, checked.problem], ['@example.shop', null])

  const alva = instagram.customer(alvaId, { username: 'alva.example', photo: png })
  const story = { id: '18000000000000001', url: `${instagram.url}/cdn/1/story.jpg` }
  const question = await alva.answerStory('Where is this?', story)
  assert.equal(question.status, 200)
  const conversation = await conversationOf(ana.client, 'alva.example')

  await alva.mentionInStory(png, { type: 'image/png' })
  await alva.sendVoice(png)
  const regretted = await alva.sendImage(png, { type: 'image/png' })
  assert.ok((await instagram.redeliverLast(10)).every(({ status }) => status === 200))
  await alva.unsend(regretted.id)
  const inbound = await messagesWhen(
    ana.client,
    conversation.id,
    (messages) => messages.at(-1)?.deletedAt !== null && areStored(messages),
  )
  assert.deepEqual(
    inbound.map(({ kind, content, attachments }) => [kind, content.story?.as, attachments.length]),
    [
      ['text', 'reply', 0],
      ['image', 'mention', 1],
      ['audio', undefined, 1],
      ['image', undefined, 0],
    ],
  )

  // Outbound: text of more bytes than one message takes, and a picture, which Instagram comes for.
  const reply = { params: { id: conversation.id } }
  const long = 'Мы находимся у старой гавани. '.repeat(25).trim()
  await ana.client.call(postMessage, { ...reply, body: { text: long, replyToId: inbound[0]?.id } })
  await ana.client.call(postMessage, { ...reply, body: { text: '', attachmentIds: [await uploadPicture(ana.client)] } })
  await messagesWhen(
    ana.client,
    conversation.id,
    (messages) => messages.length === 7 && messages.slice(4).every(({ state }) => state === 'read'),
  )
  // Nothing is given back: what was lost on its way is known again by its words.
  instagram.faults.next({ dropAfterApply: true })
  await ana.client.call(postMessage, { ...reply, body: { text: 'By the red crane' } })
  await messagesWhen(ana.client, conversation.id, (messages) => messages.at(-1)?.state === 'read')
  const received = instagram.chat(alvaId).messages.filter(({ direction }) => direction === 'out')
  assert.deepEqual(
    received.map(({ attachments, replyTo }) => [attachments.map(({ type }) => type), replyTo]),
    [
      [[], question.id],
      [[], null],
      [['image'], null],
      [[], null],
    ],
  )
  assert.equal(`${received[0]?.text} ${received[1]?.text}`, long)

  await alva.react(received[0]?.id ?? '', '❤️')
  await alva.sendText('Thank you', { replyTo: received[3]?.id ?? '' })
  const talk = await messagesWhen(ana.client, conversation.id, (messages) => messages.length === 9)
  assert.deepEqual(talk[4]?.reactions, [{ by: 'contact', emoji: '❤️' }])
  assert.equal(talk[8]?.replyTo?.id, talk[7]?.id)
  assert.doesNotMatch(server.output(), /IGAAInvented/)
})
