import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deleteChannel, postChannel, postMessage, postTyping, readConversation, testChannel } from '@fairlead/sdk'
import { startTiktokEmulator } from '../scripts/emulators/tiktok.ts'
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

const secrets = {
  appId: '7412345678901234567',
  appSecret: 'an-invented-app-secret',
  accessToken: 'act.invented',
  refreshToken: 'rft.invented',
}
const maraId = '7009988776655443322'

test('a customer on TikTok and an agent talk both ways, with images, replies, read marks and echoes, and nothing comes twice', async () => {
  const tiktok = await startTiktokEmulator(secrets)
  await using stage = await openChannelStage(tiktok, ({ url }) => ({ FAIRLEAD_TIKTOK_URL: url }))
  const { server, owner, ana, team } = stage

  const settings = { businessId: tiktok.businessId }
  const channel = await owner.client.call(postChannel, {
    body: { type: 'tiktok', name: 'TikTok', teamId: team.id, settings, secrets },
  })
  const params = { id: channel.id }
  // TikTok is told where to call.
  await eventually(isTold, (is) => is)
  const checked = await owner.client.call(testChannel, { params })
  assert.deepEqual([checked.name, checked.problem], ['Example Shop', null])

  const mara = tiktok.customer(maraId, { username: 'mara.example' })
  await mara.comeByAd('1794000000000000017', 'Winter jackets')
  const question = await mara.sendText('Do you ship to Åland?')
  assert.equal(question.status, 200)
  const conversation = await conversationOf(ana.client)
  assert.ok(Date.parse(conversation.windowEndsAt ?? '') > Date.now() + 47 * 3_600_000)

  // Inbound: what lies behind two more requests, a post, and the same webhook ten times at once.
  await mara.sendImage(png, { replyTo: question.id })
  await mara.sharePost('7300000000000000000')
  assert.ok((await tiktok.redeliverLast(10)).every(({ status }) => status === 200))
  const inbound = await messagesWhen(ana.client, conversation.id, areStored)
  assert.deepEqual(
    inbound.map(({ kind, text, attachments }) => [kind, text, attachments.map(({ type, size }) => [type, size])]),
    [
      ['referral', '', []],
      ['text', 'Do you ship to Åland?', []],
      ['image', '', [['image/png', png.length]]],
      ['text', '', []],
    ],
  )
  assert.equal(inbound[0]?.content.referral?.headline, 'Winter jackets')
  assert.equal(inbound[2]?.replyTo?.id, inbound[1]?.id)
  assert.equal(inbound[3]?.content.link?.url, 'https://www.tiktok.com/player/v1/7300000000000000000')

  // Outbound: an answer that quotes, and a picture with words, which TikTok takes apart from each other.
  const reply = { params: { id: conversation.id } }
  await ana.client.call(readConversation, reply)
  await ana.client.call(postTyping, reply)
  await ana.client.call(postMessage, { ...reply, body: { text: 'Yes, **we do**', replyToId: inbound[1]?.id } })
  await ana.client.call(postMessage, {
    ...reply,
    body: { text: 'Is it this one?', attachmentIds: [await uploadPicture(ana.client)] },
  })
  await messagesWhen(
    ana.client,
    conversation.id,
    (messages) => messages.length === 7 && messages.slice(4).every(({ state }) => state === 'read'),
  )
  // The answer is lost on the way: the echo says that it went out, and it goes out once.
  tiktok.faults.next({ dropAfterApply: true })
  await ana.client.call(postMessage, { ...reply, body: { text: 'Tomorrow **at noon**' } })
  await messagesWhen(ana.client, conversation.id, (messages) => messages.at(-1)?.state === 'read')
  assert.deepEqual(
    received().map(({ type, text, replyTo }) => [type, text, replyTo]),
    [
      ['text', 'Yes, we do', question.id],
      ['text', 'Is it this one?', null],
      ['image', '', null],
      ['text', 'Tomorrow at noon', null],
    ],
  )
  const { actions } = tiktok.chat(mara.conversationId)
  assert.deepEqual(new Set(actions), new Set(['MARK_READ', 'TYPING']))

  // A reaction, and what a colleague writes in TikTok's own app.
  await mara.react(received()[0]?.id ?? '', '❤️')
  await mara.receiveFromApp('From TikTok’s own app')
  const talk = await messagesWhen(ana.client, conversation.id, (messages) => messages.length === 9)
  assert.deepEqual(talk[4]?.reactions, [{ by: 'contact', emoji: '❤️' }])
  assert.deepEqual([talk[8]?.author.type, talk[8]?.text], ['member', 'From TikTok’s own app'])

  // TikTok takes ten until the customer writes again, wherever they were written.
  for (const text of ['six', 'seven', 'eight', 'nine', 'ten']) {
    await ana.client.call(postMessage, { ...reply, body: { text } })
  }
  const eleventh = await ana.client.call(postMessage, { ...reply, body: { text: 'eleven' } }).catch(codeOf)
  assert.equal(eleventh, 'window_used_up')
  await messagesWhen(ana.client, conversation.id, (messages) => messages.at(-1)?.state === 'read')
  await mara.sendText('I am still here')
  await ana.client.call(postMessage, { ...reply, body: { text: 'Good' } })
  await messagesWhen(ana.client, conversation.id, (messages) => messages.at(-1)?.state === 'read')
  assert.equal(received().length, 11)

  // Disconnected, the app's address is free for whoever takes it next.
  await owner.client.call(deleteChannel, { params })
  await eventually(
    () => tiktok.requests().some(({ path }) => path.endsWith('/webhook/delete/')),
    (isDone) => isDone,
  )
  assert.doesNotMatch(server.output(), /(act|rft)\.invented|an-invented-app-secret/)

  function received() {
    return tiktok.chat(mara.conversationId).messages.filter(({ direction }) => direction === 'out')
  }

  function isTold(): boolean {
    return tiktok.requests().some(({ path, status }) => path.endsWith('/webhook/update/') && status === 200)
  }
})
