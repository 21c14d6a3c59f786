import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ApiError,
  type Client,
  listConversations,
  postAttachment,
  postChannel,
  postMessage,
  testChannel,
} from '@fairlead/sdk'
import { startInstagramEmulator } from '../scripts/emulators/instagram.ts'
import { createTestDatabase } from '../server/src/db/testing.ts'
import { eventually, makeDataDir, startServer } from './stage/server.ts'
import { messagesWhen } from './stage/whatsapp.ts'
import { addAgent, goOnline, makeTeam, setUp } from './stage/workspace.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const secrets = { appSecret: 'an-invented-instagram-secret', accessToken: 'IGAAInventedTokenOfNoUse' }
const alvaId = '1200000000000001'

test('a customer on Instagram and an agent talk both ways, with stories, media by address, readings and echoes', async () => {
  await using stage = await openStage()
  const { instagram, server, owner } = stage
  const ana = await addAgent(server.url, owner, 'Ana Alvarez')
  const team = await makeTeam(owner, [ana])
  await goOnline(ana)

  // The token says whose it is; a wrong one connects nothing.
  const input = { type: 'instagram', name: 'Instagram', teamId: team.id } as const
  const wrong = { ...secrets, accessToken: 'IGAAnother' }
  const refused = await owner.client
    .call(postChannel, { body: { ...input, settings: {}, secrets: wrong } })
    .catch((error: unknown) => (error instanceof ApiError ? error.code : String(error)))
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
  const [conversation] = await eventually(
    async () => (await ana.client.call(listConversations, { query: { view: 'mine' } })).data,
    (data) => data[0]?.contact.name === 'alva.example',
  )
  assert.ok(conversation)

  await alva.mentionInStory(png, { type: 'image/png' })
  await alva.sendVoice(png)
  const regretted = await alva.sendImage(png, { type: 'image/png' })
  assert.ok((await instagram.redeliverLast(10)).every(({ status }) => status === 200))
  await alva.unsend(regretted.id)
  const inbound = await messagesWhen(
    ana.client,
    conversation.id,
    (messages) =>
      messages.at(-1)?.deletedAt !== null &&
      messages.flatMap(({ attachments }) => attachments).every(({ state }) => state === 'stored'),
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
  await ana.client.call(postMessage, { ...reply, body: { text: '', attachmentIds: [await uploadTo(ana.client)] } })
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

async function uploadTo(client: Client): Promise<string> {
  const form = new FormData()
  form.set('file', new File([png], 'map.png', { type: 'image/png' }))
  return (await client.call(postAttachment, { body: form })).id
}

async function openStage() {
  const stack = new AsyncDisposableStack()
  const database = stack.use(await createTestDatabase())
  const folder = await makeDataDir()
  stack.defer(() => folder.remove())
  const instagram = await startInstagramEmulator(secrets)
  stack.defer(() => instagram.stop())
  const server = await startServer({
    DATABASE_URL: database.url,
    FAIRLEAD_DATA_DIR: folder.path,
    FAIRLEAD_INSTAGRAM_URL: instagram.url,
  })
  stack.defer(async () => assert.equal(await server.stop(), 0))
  const owner = await setUp(server.url)
  return { instagram, server, owner, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}
