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
import { startLineEmulator } from '../scripts/emulators/line.ts'
import { createTestDatabase } from '../server/src/db/testing.ts'
import { eventually, makeDataDir, startServer } from './stage/server.ts'
import { messagesWhen } from './stage/whatsapp.ts'
import { addAgent, goOnline, makeTeam, setUp } from './stage/workspace.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const secrets = { channelSecret: '00112233445566778899aabbccddeeff', accessToken: 'the-access-token-of-example-shop' }

test('a customer on LINE and an agent talk both ways, with media, quotes and quick replies, and nothing comes twice', async () => {
  await using stage = await openStage()
  const { line, server, owner } = stage
  const ana = await addAgent(server.url, owner, 'Ana Alvarez')
  const team = await makeTeam(owner, [ana])
  await goOnline(ana)

  // The token says whose it is, and LINE is told where to call.
  const channel = await owner.client.call(postChannel, {
    body: { type: 'line', name: 'LINE', teamId: team.id, settings: {}, secrets },
  })
  assert.deepEqual(channel.settings, { botUserId: line.botUserId, displayName: 'Example Shop' })
  await eventually(
    () => owner.client.call(testChannel, { params: { id: channel.id } }),
    ({ name, problem }) => name === 'Example Shop' && problem === null,
  )
  await eventually(
    () => line.requests().filter(({ path }) => path.endsWith('/webhook/endpoint')).length,
    (count) => count >= 2,
  )
  assert.equal(await line.verify(), 200)

  const haruka = line.customer('haruka', { name: 'Haruka Sato' })
  const question = await haruka.sendText('在庫ありますか?')
  assert.equal(question.status, 200)
  const [conversation] = await eventually(
    async () => (await ana.client.call(listConversations, { query: { view: 'mine' } })).data,
    (data) => data[0]?.contact.name === 'Haruka Sato',
  )
  assert.ok(conversation)

  // Inbound: everything at once, from the other host, what LINE prepares first, and the same webhook ten times.
  await haruka.sendAlbum([png, png], 'image/png')
  await haruka.sendVoice(png)
  await haruka.sendSticker('1988')
  const regretted = await haruka.sendText('Never mind')
  await haruka.unsend(regretted.id)
  await line.redeliverLast(10)
  const inbound = await messagesWhen(
    ana.client,
    conversation.id,
    (messages) =>
      messages.flatMap(({ attachments }) => attachments).every(({ state }) => state === 'stored') &&
      messages.at(-1)?.deletedAt !== null,
  )
  assert.deepEqual(
    inbound.map(({ kind, text }) => [kind, text]),
    [
      ['text', '在庫ありますか?'],
      ['image', ''],
      ['image', ''],
      ['audio', ''],
      ['sticker', ''],
      ['text', ''],
    ],
  )

  // Outbound: an answer that quotes, a picture with words in one push, and a choice.
  const reply = { params: { id: conversation.id } }
  await ana.client.call(postMessage, { ...reply, body: { text: 'はい、ございます。', replyToId: inbound[0]?.id } })
  const form = new FormData()
  form.set('file', new File([png], 'part.png', { type: 'image/png' }))
  const upload = await ana.client.call(postAttachment, { body: form })
  await ana.client.call(postMessage, { ...reply, body: { text: 'This one?', attachmentIds: [upload.id] } })
  // Lost answers and errors are asked again, and come once.
  line.faults.next({ dropAfterApply: true })
  line.faults.next({ status: 500 })
  await ana.client.call(postMessage, { ...reply, body: { text: 'Wrap it?', choices: [{ id: 'yes', title: 'はい' }] } })
  await messagesWhen(ana.client, conversation.id, (messages) =>
    messages.slice(6).every(({ state }) => state === 'sent'),
  )
  await line.settled()
  const received = line.chat('haruka').messages.filter(({ direction }) => direction === 'out')
  assert.deepEqual(
    received.map(({ type, text, replyTo, error }) => [type, text, replyTo, error]),
    [
      ['text', 'はい、ございます。', question.id, null],
      ['text', 'This one?', null, null],
      ['image', '', null, null],
      ['text', 'Wrap it?', null, null],
    ],
  )
  assert.equal(line.used(), 3)

  await haruka.tap('はい')
  await haruka.sendText('This, please', { replyTo: received[2]?.id ?? '' })
  const talk = await messagesWhen(ana.client, conversation.id, (messages) => messages.length === 11)
  assert.deepEqual(talk[9]?.content.choice, { id: 'yes', title: 'はい' })
  assert.equal(talk[10]?.replyTo?.id, talk[7]?.id)

  await haruka.block()
  await eventually(standing, (is) => is === 'blocked')
  const refused = await ana.client.call(postMessage, { ...reply, body: { text: 'Are you there?' } }).catch(codeOf)
  assert.equal(refused, 'contact_blocked')
  await haruka.follow()
  await eventually(standing, (is) => is === 'ok')
  assert.doesNotMatch(server.output(), /the-access-token/)

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
  const line = await startLineEmulator(secrets)
  stack.defer(() => line.stop())
  const server = await startServer({
    DATABASE_URL: database.url,
    FAIRLEAD_DATA_DIR: folder.path,
    FAIRLEAD_LINE_URL: line.url,
    FAIRLEAD_LINE_DATA_URL: line.dataUrl,
  })
  stack.defer(async () => assert.equal(await server.stop(), 0))
  const owner = await setUp(server.url)
  return { line, server, owner, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}
