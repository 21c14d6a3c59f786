import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deleteChannel, getContact, postChannel, postMessage, testChannel } from '@fairlead/sdk'
import { startTelegramEmulator } from '../scripts/emulators/telegram.ts'
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

const botToken = '7000112233:AAInventedTokenOfNoUse_0123456789abc'
const maraId = '5528190347'

test('a customer on Telegram and an agent talk both ways, with media, buttons, reactions and edits', async () => {
  const telegram = await startTelegramEmulator({ botToken })
  await using stage = await openChannelStage(telegram, ({ url }) => ({ FAIRLEAD_TELEGRAM_URL: url }))
  const { server, owner, ana, team } = stage

  // The token alone is enough: whose it is, and where to call, the two tell each other.
  const channel = await owner.client.call(postChannel, {
    body: { type: 'telegram', name: 'Telegram', teamId: team.id, settings: {}, secrets: { botToken } },
  })
  assert.deepEqual(channel.settings, { botId: '7000112233', botUsername: 'example_shop_bot' })
  const params = { id: channel.id }
  await eventually(
    () => owner.client.call(testChannel, { params }),
    ({ name, problem }) => name === 'Example Shop' && problem === null,
  )

  const mara = telegram.customer(maraId, { name: 'Mara Muster', languageCode: 'uk', photo: png })
  assert.equal((await mara.start('order_5512')).status, 200)
  const conversation = await conversationOf(ana.client)
  assert.deepEqual([conversation.contact.name, conversation.windowEndsAt], ['Mara Muster', null])

  // Inbound: words, an album, a place, and the same update ten times at once.
  const question = await mara.sendText('Do you ship to Åland?')
  await mara.sendAlbum([png, png], 'Both boxes are damaged')
  await mara.sendLocation(60.0973, 19.9348)
  const attempts = await telegram.redeliverLast(10)
  assert.ok(attempts.every(({ status }) => status === 200))
  await mara.edit(question.id, 'Do you ship to Åland today?')
  const inbound = await messagesWhen(ana.client, conversation.id, (messages) => areStored(messages))
  assert.deepEqual(
    inbound.map(({ kind }) => kind),
    ['text', 'text', 'image', 'image', 'location'],
  )
  assert.equal(inbound[0]?.content.start, 'order_5512')
  assert.equal(inbound[1]?.text, 'Do you ship to Åland today?')
  assert.equal(inbound[2]?.content.albumId, inbound[3]?.content.albumId)

  // Outbound: an answer that quotes and is marked, a file with words, and a choice.
  const reply = { params: { id: conversation.id } }
  await ana.client.call(postMessage, {
    ...reply,
    body: { text: 'Yes, **we do** & gladly', replyToId: inbound[1]?.id },
  })
  await ana.client.call(postMessage, {
    ...reply,
    body: { text: 'Is it this one?', attachmentIds: [await uploadPicture(ana.client)] },
  })
  await ana.client.call(postMessage, {
    ...reply,
    body: { text: 'Which day?', choices: [{ id: 'day:mon', title: 'Monday' }] },
  })
  await messagesWhen(ana.client, conversation.id, (messages) =>
    messages.slice(5).every(({ state }) => state === 'sent'),
  )
  const received = telegram.chat(maraId).messages.filter(({ direction }) => direction === 'out')
  assert.deepEqual(
    received.map(({ type, text, replyTo }) => [type, text, replyTo]),
    [
      ['text', 'Yes, we do & gladly', Number(question.id)],
      ['photo', 'Is it this one?', null],
      ['text', 'Which day?', null],
    ],
  )

  const [answer, , choice] = received.map(({ id }) => String(id))
  await mara.react(answer ?? '', '👍')
  const { id: query } = await mara.press(choice ?? '', 'Monday')
  await eventually(
    () => telegram.isHeard(query),
    (isHeard) => isHeard,
  )
  const talk = await messagesWhen(ana.client, conversation.id, (messages) => messages[5]?.reactions.length === 1)
  assert.deepEqual(talk[5]?.reactions, [{ by: 'contact', emoji: '👍' }])
  assert.deepEqual(talk.at(-1)?.content.choice, { id: 'day:mon', title: 'Monday' })
  assert.equal(talk.at(-1)?.replyTo?.id, talk[7]?.id)

  // Who blocks the bot cannot be written to, until they write again.
  await mara.block()
  const refused = await ana.client.call(postMessage, { ...reply, body: { text: 'Are you there?' } }).catch(codeOf)
  assert.equal(refused, 'contact_blocked')
  assert.equal(await standing(), 'blocked')
  await mara.sendText('I am back')
  assert.equal(await standing(), 'ok')

  // Disconnected, the bot is free for whoever takes it next; and nothing of the token is in the log.
  await owner.client.call(deleteChannel, { params })
  await eventually(
    () => telegram.requests().some(({ path }) => path.endsWith('/deleteWebhook')),
    (isDone) => isDone,
  )
  assert.doesNotMatch(server.output(), /AAInvented/)
  assert.deepEqual(telegram.answeredCalls(), [])

  async function standing(): Promise<string | undefined> {
    const { avatarId, identities } = await ana.client.call(getContact, {
      params: { id: conversation?.contact.id ?? '' },
    })
    assert.notEqual(avatarId, null)
    return identities[0]?.standing
  }
})
