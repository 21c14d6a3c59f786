import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getContact, postChannel, postMessage, testChannel } from '@fairlead/sdk'
import { startLineEmulator } from '../scripts/emulators/line.ts'
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

const secrets = { channelSecret: '00112233445566778899aabbccddeeff', accessToken: 'the-access-token-of-example-shop' }

test('a customer on LINE and an agent talk both ways, with media, quotes and quick replies, and nothing comes twice', async () => {
  const line = await startLineEmulator(secrets)
  await using stage = await openChannelStage(line, ({ url, dataUrl }) => ({
    FAIRLEAD_LINE_URL: url,
    FAIRLEAD_LINE_DATA_URL: dataUrl,
  }))
  const { server, owner, ana, team } = stage

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
  const conversation = await conversationOf(ana.client, 'Haruka Sato')

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
    (messages) => areStored(messages) && messages.at(-1)?.deletedAt !== null,
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
  await ana.client.call(postMessage, {
    ...reply,
    body: { text: 'This one?', attachmentIds: [await uploadPicture(ana.client)] },
  })
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
