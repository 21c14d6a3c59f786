import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getChannelHealth, getContact, listChannels, postChannel, postMessage, testChannel } from '@fairlead/sdk'
import { type ExampleSystem, startExampleSystem } from '../scripts/emulators/example-system.ts'
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
import type { Person } from './stage/workspace.ts'

test('a customer of any other system and an agent talk both ways, with files, statuses, edits and echoes, and nothing comes twice', async () => {
  const system = await startExampleSystem({})
  await using stage = await openChannelStage(system, () => ({}))
  const { server, owner, ana } = stage
  const { id, signingSecret } = await connect(stage, system)
  // Nobody can be asked whether it works.
  const checked = await owner.client.call(testChannel, { params: { id } })
  assert.deepEqual([checked.isChecked, checked.problem], [false, null])

  const mara = system.customer('mara-1', { name: 'Mara Muster', email: 'mara@example.com', phone: '+447700900001' })
  const question = await mara.sendText('Do you ship to Åland? 😀')
  assert.equal(question.status, 200)
  const conversation = await conversationOf(ana.client, 'Mara Muster')
  assert.equal(conversation.windowEndsAt, null)

  // Inbound: a file by its address, a choice, what was changed and taken back, and the same webhook ten times at once.
  await mara.sendFile({ name: 'part.png', type: 'image/png', bytes: png }, 'This is the broken part')
  await mara.sendText('Large', { replyTo: question.id, content: { choice: { id: 'size:l', title: 'Large' } } })
  const regretted = await mara.sendText('Never mind')
  assert.ok((await system.redeliverLast(10)).every(({ status }) => status === 200))
  await mara.edit(question.id, 'Do you ship to Åland today?')
  await mara.remove(regretted.id)
  const inbound = await messagesWhen(
    ana.client,
    conversation.id,
    (messages) => areStored(messages) && messages.at(-1)?.deletedAt !== null,
  )
  assert.deepEqual(
    inbound.map(({ kind, text, attachments }) => [kind, text, attachments.map(({ name, size }) => [name, size])]),
    [
      ['text', 'Do you ship to Åland today?', []],
      ['image', 'This is the broken part', [['part.png', png.length]]],
      ['interactive', 'Large', []],
      ['text', '', []],
    ],
  )
  assert.equal(inbound[2]?.replyTo?.id, inbound[0]?.id)

  // Outbound: an answer that quotes, a file that the system fetches from us, and a choice; statuses come back.
  const reply = { params: { id: conversation.id } }
  await ana.client.call(postMessage, { ...reply, body: { text: 'Yes, **we do**', replyToId: inbound[0]?.id } })
  await ana.client.call(postMessage, {
    ...reply,
    body: { text: 'Is it this one?', attachmentIds: [await uploadPicture(ana.client)] },
  })
  // Lost answers and errors are asked again, and come once.
  system.faults.next({ dropAfterApply: true })
  system.faults.next({ status: 500 })
  await ana.client.call(postMessage, {
    ...reply,
    body: { text: 'Which day?', choices: [{ id: 'day:mon', title: 'Monday' }] },
  })
  await messagesWhen(ana.client, conversation.id, (messages) =>
    messages.slice(4).every(({ state }) => state === 'read'),
  )
  const received = system.chat('mara-1').messages.filter(({ direction }) => direction === 'out')
  assert.deepEqual(
    received.map(({ text, replyTo, attachments, choices }) => [text, replyTo, attachments, choices]),
    [
      ['Yes, **we do**', question.id, [], []],
      ['Is it this one?', null, [{ name: 'part.png', type: 'image/png', size: png.length }], []],
      ['Which day?', null, [], ['Monday']],
    ],
  )

  // A reaction, and what a colleague writes in the system's own window.
  await mara.react(received[0]?.id ?? '', '👍')
  await mara.receiveElsewhere('From the other system')
  const talk = await messagesWhen(ana.client, conversation.id, (messages) => messages.length === 8)
  assert.deepEqual(talk[4]?.reactions, [{ by: 'contact', emoji: '👍' }])
  assert.deepEqual([talk[7]?.author.type, talk[7]?.text], ['member', 'From the other system'])

  await mara.block()
  const refused = await ana.client.call(postMessage, { ...reply, body: { text: 'Are you there?' } }).catch(codeOf)
  assert.equal(refused, 'contact_blocked')
  await mara.block(false)
  const { identities } = await ana.client.call(getContact, { params: { id: conversation.contact.id } })
  assert.equal(identities.find(({ address }) => address === 'mara-1')?.standing, 'ok')
  assert.ok(!server.output().includes(signingSecret))
})

test('neither calls another system in the private network nor fetches files from there, unless that is allowed', async () => {
  const system = await startExampleSystem({})
  await using stage = await openChannelStage(system, () => ({ FAIRLEAD_ALLOW_PRIVATE_NETWORK: 'false' }))
  const { owner, ana } = stage
  const { id } = await connect(stage, system)

  const mara = system.customer('mara-1', { name: 'Mara Muster' })
  await mara.sendFile({ name: 'part.png', type: 'image/png', bytes: png }, 'This is the broken part')
  const conversation = await conversationOf(ana.client, 'Mara Muster')
  await ana.client.call(postMessage, { params: { id: conversation.id }, body: { text: 'Thank you' } })

  const { lastError } = await eventually(
    () => owner.client.call(getChannelHealth, { params: { id } }),
    (health) => health.lastError !== null,
  )
  assert.match(lastError?.detail ?? '', /127\.0\.0\.1 is an address of the private network/)
  const [picture, answer] = await messagesWhen(
    ana.client,
    conversation.id,
    ([first]) => first?.attachments[0]?.state === 'failed',
  )
  assert.deepEqual([picture?.text, answer?.text], ['This is the broken part', 'Thank you'])
  assert.deepEqual(system.requests(), [])
  // Its managers are told, and what was written waits for another address.
  const { data } = await owner.client.call(listChannels, {})
  const channel = data.find((each) => each.id === id)
  assert.deepEqual([channel?.status, answer?.state], ['broken', 'pending'])
  assert.match(channel?.statusReason ?? '', /private network/)
})

/** What has to be pasted is pasted both ways. */
async function connect(
  { owner, team }: Readonly<{ owner: Person; team: { id: string } }>,
  system: ExampleSystem,
): Promise<Readonly<{ id: string; signingSecret: string }>> {
  const channel = await owner.client.call(postChannel, {
    body: { type: 'api', name: 'Shop chat', teamId: team.id, settings: { url: system.messagesUrl } },
  })
  assert.ok(channel.type === 'api' && channel.webhookUrl && channel.signingSecret)
  const { id, webhookUrl, signingSecret } = channel
  system.connect({ webhookUrl, signingSecret })
  return { id, signingSecret }
}
