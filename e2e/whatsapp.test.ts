import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError, listChannels, listTemplates, postMessage } from '@fairlead/sdk'
import { conversationOf, messagesWhen, png, uploadPicture } from './stage/channel.ts'
import { eventually } from './stage/server.ts'
import { openWhatsappStage } from './stage/whatsapp.ts'
import { addAgent, goOnline, makeTeam, meta } from './stage/workspace.ts'

test('a customer on WhatsApp and an agent talk both ways, with media, reactions, receipts and templates', async () => {
  await using stage = await openWhatsappStage()
  const { graph, server, owner } = stage
  const ana = await addAgent(server.url, owner, 'Ana Alvarez')
  await stage.connect(await makeTeam(owner, [ana]))
  await goOnline(ana)

  const mara = graph.customer('447700900001', { name: 'Mara Muster', phoneNumberId: meta.phoneNumberId })
  const question = await mara.sendText('Do you ship to Åland? 😀')
  assert.equal(question.status, 200)
  const conversation = await conversationOf(ana.client, 'Mara Muster')
  assert.ok(Date.parse(conversation.windowEndsAt ?? '') > Date.now() + 23 * 3_600_000)

  // Inbound: a picture with words, a place, a reaction, and the same webhook ten times at once.
  await mara.sendImage(png, 'This is the broken part', { type: 'image/png' })
  await mara.sendLocation({ latitude: 60.0973, longitude: 19.9348, name: 'Mariehamn Harbour' })
  const attempts = await graph.redeliverLast(10)
  assert.ok(attempts.every(({ status }) => status === 200))
  const inbound = await messagesWhen(ana.client, conversation.id, (messages) =>
    messages.some(({ attachments }) => attachments[0]?.state === 'stored'),
  )
  assert.deepEqual(
    inbound.map(({ kind }) => kind),
    ['text', 'image', 'location'],
  )
  const picture = inbound[1]?.attachments[0]
  assert.ok(picture)
  assert.equal(picture.type, 'image/png')
  const strangers = await fetch(`${server.url}/api/v1/attachments/${picture.id}/content`)
  assert.equal(strangers.status, 401)

  // Outbound: an answer that quotes, then a file with words; receipts come back as webhooks.
  await ana.client.call(postMessage, {
    params: { id: conversation.id },
    body: { text: 'Yes, **we do**: https://shop.example/shipping', replyToId: inbound[0]?.id },
  })
  await ana.client.call(postMessage, {
    params: { id: conversation.id },
    body: { text: 'Is it this one?', attachmentIds: [await uploadPicture(ana.client)] },
  })
  const sent = await messagesWhen(ana.client, conversation.id, (messages) =>
    messages.slice(3).every(({ state }) => state === 'read'),
  )
  assert.deepEqual(
    sent.slice(3).map(({ kind, text, state }) => ({ kind, text, state })),
    [
      { kind: 'text', text: 'Yes, **we do**: https://shop.example/shipping', state: 'read' },
      { kind: 'image', text: 'Is it this one?', state: 'read' },
    ],
  )
  const received = graph
    .chat('447700900001', meta.phoneNumberId)
    .messages.filter(({ direction }) => direction === 'out')
  assert.deepEqual(
    received.map(({ text }) => text),
    ['Yes, *we do*: https://shop.example/shipping', 'Is it this one?'],
  )

  await mara.react(received[0]?.id ?? '', '👍')
  const reacted = await messagesWhen(ana.client, conversation.id, (messages) => messages[3]?.reactions.length === 1)
  assert.deepEqual(reacted[3]?.reactions, [{ by: 'contact', emoji: '👍' }])
})

test('outside the 24-hour window only a template is sent', async () => {
  await using stage = await openWhatsappStage({ clockOffset: -25 * 3_600_000 })
  const { graph, owner } = stage
  await stage.connect(await makeTeam(owner, [owner]))
  await goOnline(owner)
  await graph.customer('447700900002', { name: 'Otto Muster', phoneNumberId: meta.phoneNumberId }).sendText('Hello?')
  const conversation = await conversationOf(owner.client)

  await assert.rejects(
    owner.client.call(postMessage, { params: { id: conversation.id }, body: { text: 'Still there?' } }),
    (error) => error instanceof ApiError && error.code === 'window_closed',
  )
  await owner.client.call(postMessage, {
    params: { id: conversation.id },
    body: {
      template: {
        name: 'order_update',
        language: 'en_US',
        header: { 1: '5512' },
        body: { 1: 'Otto', 2: 'on its way' },
        buttons: [{ 1: '5512' }],
      },
    },
  })
  const messages = await messagesWhen(owner.client, conversation.id, (all) => all.at(-1)?.state === 'read')
  const last = messages.at(-1)
  assert.deepEqual(
    [last?.kind, last?.text],
    ['template', 'Order 5512\n\nHi Otto, your order is on its way.\n\nExample Shop'],
  )
})

test('a template can be sent once its approval is told, and no more when it is paused', async () => {
  await using stage = await openWhatsappStage({ clockOffset: -25 * 3_600_000 })
  const { graph, owner } = stage
  await stage.connect(await makeTeam(owner, [owner]))
  await goOnline(owner)
  await graph.customer('447700900003', { name: 'Ada Muster', phoneNumberId: meta.phoneNumberId }).sendText('Hello?')
  const conversation = await conversationOf(owner.client)
  const [channel] = (await owner.client.call(listChannels, {})).data.filter(({ type }) => type === 'whatsapp')
  assert.ok(channel)
  const known = () => owner.client.call(listTemplates, { params: { id: channel.id } })
  const stateOf = async () => (await known()).data.find(({ name }) => name === 'summer_sale')
  const send = () =>
    owner.client.call(postMessage, {
      params: { id: conversation.id },
      body: { template: { name: 'summer_sale', language: 'en' } },
    })
  const review = { name: 'summer_sale', language: 'en' } as const
  const refused = (words: RegExp) => (error: unknown) =>
    error instanceof ApiError && error.code === 'template_not_approved' && words.test(error.message)

  // By itself after connecting.
  const listed = await eventually(known, ({ data }) => data.length > 0)
  assert.deepEqual(
    listed.data.map(({ name, status }) => `${name} ${status}`),
    ['appointment_reminder', 'invoice_ready', 'order_update', 'summer_sale', 'we_are_back'].map((name) =>
      name === 'summer_sale' ? `${name} PAUSED` : `${name} APPROVED`,
    ),
  )
  await assert.rejects(send(), refused(/summer_sale \(en\) is paused at its provider/))

  // News hold before the list is read again, and while it cannot be.
  graph.faults.next({ on: 'templates', status: 500, times: 100 })
  assert.equal(await graph.reviewTemplate({ ...review, event: 'APPROVED' }), 200)
  assert.equal((await stateOf())?.status, 'APPROVED')
  await send()
  const messages = await messagesWhen(owner.client, conversation.id, (all) => all.at(-1)?.state === 'read')
  assert.equal(messages.at(-1)?.text, 'Everything must go.')

  await graph.reviewTemplate({ ...review, event: 'REJECTED', reason: 'It says nothing.' })
  assert.deepEqual([(await stateOf())?.status, (await stateOf())?.reason], ['REJECTED', 'It says nothing.'])
  await assert.rejects(send(), refused(/is rejected at its provider \(It says nothing\.\)/))
})
