import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { InboundThread } from '../channels/inbound.ts'
import { type MailStage, setMailStage } from '../mailboxes/testing/stage.ts'
import { openApp, type TestApp } from '../testing/app.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { closeConversation, reopenConversation } from './close.ts'
import { mostOpened } from './opened-lately.ts'
import { type Received, receive } from './receive.ts'

let app: TestApp

before(async () => {
  app = await openApp()
})
after(() => app[Symbol.asyncDispose]())

test('keeps threads of one contact apart, and opens each again by itself', async () => {
  const stage = await setMailStage(app, { imapPort: 9, smtpPort: 9 })
  await bring(stage, 'a', {})
  await bring(stage, 'b', {})
  const [first, second] = await stage.conversations()
  assert.deepEqual([first!.status, second!.status], ['open', 'open'])
  await close(stage, first!.id)
  const { workspaceId, actor } = ownerOf(stage)
  await app.database.transact((tx) => reopenConversation(tx, { workspaceId, id: first!.id, actor }))
  assert.deepEqual(
    (await stage.conversations()).map(({ status }) => status),
    ['open', 'open'],
  )
})

test('goes on with a thread that was closed long ago in a new conversation, and stays in that', async () => {
  const stage = await setMailStage(app, { imapPort: 9, smtpPort: 9 })
  await bring(stage, 'a', {})
  const [first] = await stage.conversations()
  await close(stage, first!.id)
  await app.database.pool.query(`UPDATE conversation SET closed_at = now() - interval '90 days' WHERE id = $1`, [
    first!.id,
  ])
  await bring(stage, 'b', { references: ['a'] })
  await bring(stage, 'c', { conversationId: first!.id })
  await bring(stage, 'd', { references: ['nobody knows', 'a'] })
  const conversations = await stage.conversations()
  assert.deepEqual(
    conversations.map(({ status }) => status),
    ['closed', 'open'],
  )
  const messages = await stage.messages()
  assert.deepEqual(
    messages.map(({ conversationId }) => conversationId === first!.id),
    [true, false, false, false],
  )
})

test('answers that come together go into one, and one of another channel leads nowhere', async () => {
  const stage = await setMailStage(app, { imapPort: 9, smtpPort: 9 })
  const other = await setMailStage(app, { imapPort: 9, smtpPort: 9 })
  const events = ['a', 'b', 'c'].map((id, index) => mail(id, { references: index === 0 ? [] : ['a'] }, index))
  await app.database.transact((tx) => receive(tx, [{ ...stage.channel, events }]))
  const [only, second] = await stage.conversations()
  assert.equal(second, undefined)
  assert.equal(only!.unreadCount, 3)
  await bring(other, 'a', { conversationId: only!.id, references: ['b'] })
  assert.equal((await stage.conversations())[0]!.unreadCount, 3)
  assert.equal((await other.conversations()).length, 1)
})

test('goes on with the answer that overtook it, if the same person wrote that', async () => {
  const stage = await setMailStage(app, { imapPort: 9, smtpPort: 9 })
  await bring(stage, 'answer', { references: ['first'] }, 'mara@example.net')
  await bring(stage, 'stranger', { references: ['first'] }, 'tom@example.net')
  await bring(stage, 'first', {}, 'mara@example.net')

  const messages = await stage.messages()
  assert.equal(messages[2]!.conversationId, messages[0]!.conversationId)
  assert.notEqual(messages[1]!.conversationId, messages[0]!.conversationId)
})

test('takes two people who write into one thread at once', async () => {
  const stage = await setMailStage(app, { imapPort: 9, smtpPort: 9 })
  await bring(stage, 'a', {})
  const people = Array.from({ length: 8 }, (_, index) => `person${index}@example.net`)
  await Promise.all(people.map((address, index) => bring(stage, `p${index}`, { references: ['a'] }, address)))
  const [only, second] = await stage.conversations()
  assert.equal(second, undefined)
  assert.equal(only!.unreadCount, 9)
})

test('puts what one sender begins beyond all measure into their last conversation, and loses nothing', async () => {
  const stage = await setMailStage(app, { imapPort: 9, smtpPort: 9 })
  const numbers = Array.from({ length: mostOpened + 5 }, (_, index) => index)
  const events = numbers.slice(0, 8).map((index) => mail(`m${index}`, {}, index))
  await app.database.transact((tx) => receive(tx, [{ ...stage.channel, events }]))
  const joined: string[] = []
  for (const index of numbers.slice(8)) joined.push(...(await bring(stage, `m${index}`, {})).joined)
  assert.deepEqual(
    joined,
    Array.from({ length: 5 }, () => 'mara@example.net'),
  )
  const conversations = await stage.conversations()
  assert.equal(conversations.length, mostOpened)
  const messages = await stage.messages()
  assert.equal(messages.length, numbers.length)
  const last = messages.find(({ text }) => text === `m${mostOpened - 1}`)!.conversationId
  assert.equal(messages.filter(({ conversationId }) => conversationId === last).length, 6)

  // Others may, threads that there are go on, and an hour later so may whoever had begun too many.
  assert.deepEqual((await bring(stage, 'other', {}, 'otto@example.org')).joined, [])
  assert.deepEqual((await bring(stage, 'answer', { references: ['m0'] })).joined, [])
  await app.database.pool.query(`UPDATE conversation SET created_at = created_at - interval '61 minutes'`)
  assert.deepEqual((await bring(stage, 'later', {})).joined, [])
  assert.equal((await stage.conversations()).length, mostOpened + 2)
})

function mail(providerId: string, thread: Partial<InboundThread>, index = 0, address = 'mara@example.net') {
  return inboundMessage({
    ...{ providerId, text: providerId, accountId: 'support@example.com', at: Date.now() - 60_000 + index },
    contact: { addresses: [address], matchKeys: [], name: null, phone: null },
    thread: { conversationId: null, references: [], subject: 'Zipper', ...thread },
    data: thread.references ? { references: thread.references.join(' ') } : {},
  })
}

async function bring(
  { channel }: MailStage,
  id: string,
  thread: Partial<InboundThread>,
  address?: string,
): Promise<Received> {
  return app.database.transact((tx) => receive(tx, [{ ...channel, events: [mail(id, thread, 0, address)] }]))
}

function ownerOf({ scene }: MailStage) {
  return { workspaceId: scene.workspaceId, actor: { type: 'member', id: scene.owner.memberId } as const }
}

async function close(stage: MailStage, id: string): Promise<void> {
  const { workspaceId, actor } = ownerOf(stage)
  await app.database.transact((tx) => closeConversation(tx, { workspaceId, id, actor }))
}
