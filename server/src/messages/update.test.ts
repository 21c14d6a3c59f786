import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { MessageState } from '@fairlead/sdk'
import type { InboundEvent } from '../channels/inbound.ts'
import { receive } from '../conversations/receive.ts'
import { reply } from '../conversations/reply.ts'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { readLog } from '../setup/testing.ts'
import {
  accountId,
  inboundDeletion,
  inboundEdit,
  inboundMessage,
  inboundReaction,
  inboundStatus,
  mara,
} from '../testing/inbound.ts'
import { allMessages, bring, onlyConversation, type Scene, setScene } from '../testing/scene.ts'
import { loadOutbound } from './outbound.ts'
import { nextState } from './update.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const early: Readonly<Record<string, (id: string) => InboundEvent>> = {
  'a reaction': (id) => inboundReaction(id, '👍'),
  'an edit': (id) => inboundEdit(id, 'Hello there'),
  'a deletion': (id) => inboundDeletion(id),
}

for (const [what, make] of Object.entries(early)) {
  test(`${what} that comes before its message is kept and applied`, async () => {
    const scene = await setScene(database)
    const message = inboundMessage()

    await bring(scene, make(message.providerId))
    assert.equal((await allMessages(scene)).length, 0)
    await bring(scene, message)

    const [stored] = await allMessages(scene)
    assert.ok(stored?.reactions.length === 1 || stored?.editedAt || stored?.deletedAt)
    assert.equal(await parkedIn(scene), 0)
  })

  test(`${what} that comes while its message is being stored waits for it`, async () => {
    const scene = await setScene(database)
    const message = inboundMessage()
    let meanwhile: Promise<unknown> = Promise.resolve()

    await database.transact(async (tx) => {
      await receive(tx, [{ ...scene.whatsapp, events: [message] }])
      meanwhile = bring(scene, make(message.providerId))
      await setTimeout(100)
    })
    await meanwhile

    assert.equal(await parkedIn(scene), 0)
    assert.ok((await readLog(database, scene.workspaceId)).some(({ type }) => type === 'message.changed'))
  })
}

test('what comes twice is applied and told once', async () => {
  const scene = await setScene(database)
  const message = inboundMessage()
  const updates = [inboundReaction(message.providerId, '👍'), inboundEdit(message.providerId, 'Hi')]
  await bring(scene, message)

  for (let times = 0; times < 3; times += 1) await bring(scene, ...updates)
  await bring(scene, inboundDeletion(message.providerId), inboundDeletion(message.providerId))

  const told = (await readLog(database, scene.workspaceId)).flatMap(({ type, data }) =>
    type === 'message.changed' ? data.what : [],
  )
  assert.deepEqual(told, ['reaction', 'edit', 'deletion'])
})

test('an older reaction or edit that comes late changes nothing', async () => {
  const scene = await setScene(database)
  const message = inboundMessage()
  const now = Date.now()
  await bring(scene, message)

  await bring(scene, inboundReaction(message.providerId, '❤️', { at: now }), inboundEdit(message.providerId, 'new', now))
  await bring(
    scene,
    inboundReaction(message.providerId, '👎', { at: now - 5000 }),
    inboundReaction(message.providerId, null, { at: now - 4000 }),
    inboundEdit(message.providerId, 'old', now - 5000),
  )

  const [stored] = await allMessages(scene)
  assert.deepEqual([stored?.reactions, stored?.text], [[{ by: 'contact', emoji: '❤️' }], 'new'])
})

test('a reaction is taken back', async () => {
  const scene = await setScene(database)
  const message = inboundMessage()

  await bring(scene, message, inboundReaction(message.providerId, '👍'))
  await bring(scene, inboundReaction(message.providerId, null))

  assert.deepEqual((await allMessages(scene))[0]?.reactions, [])
})

test('what the business reacts with in the provider’s own app stands beside the contact’s, each taken back alone', async () => {
  const scene = await setScene(database)
  const message = inboundMessage()
  const { providerId } = message
  await bring(scene, inboundReaction(providerId, '🙏', { author: 'member' }))
  await bring(scene, message, inboundReaction(providerId, '👍'))

  const both = [
    { by: 'contact', emoji: '👍' },
    { by: 'member', emoji: '🙏' },
  ]
  assert.deepEqual((await allMessages(scene))[0]?.reactions, both)
  await bring(scene, inboundReaction(providerId, null, { author: 'member' }))
  assert.deepEqual((await allMessages(scene))[0]?.reactions, both.slice(0, 1))
})

test('reactions, edits and receipts open, wake and count nothing', async () => {
  const scene = await setScene(database)
  await bring(
    scene,
    inboundReaction('wamid.unknown', '👍'),
    inboundEdit('wamid.unknown', 'x'),
    inboundStatus({ providerId: 'wamid.unknown', status: 'read' }),
  )
  const { rows } = await database.pool.query('SELECT FROM conversation WHERE workspace_id = $1', [scene.workspaceId])
  assert.equal(rows.length, 0)
})

test('a message that was deleted is quoted nowhere and stands in no list', async () => {
  const scene = await setScene(database)
  const first = inboundMessage({ text: 'my secret' })
  await bring(scene, first)
  await bring(scene, inboundMessage({ text: 'as I said', message: { replyToProviderId: first.providerId } }))
  const second = inboundMessage({ text: 'and another' })
  await bring(scene, second)

  await bring(scene, inboundDeletion(first.providerId), inboundDeletion(second.providerId))

  const messages = await allMessages(scene)
  assert.deepEqual(
    messages.map(({ text, replyTo }) => [text, replyTo?.text]),
    [
      ['', undefined],
      ['as I said', ''],
      ['', undefined],
    ],
  )
  assert.equal((await onlyConversation(scene)).lastMessage?.text, '')
})

test('states only move forward, and a failure is final unless the message proves to have arrived', () => {
  const moves: readonly (readonly [MessageState, Parameters<typeof nextState>[1], MessageState | null])[] = [
    ['pending', 'sent', 'sent'],
    ['sending', 'delivered', 'delivered'],
    ['unknown', 'sent', 'sent'],
    ['sent', 'sent', null],
    ['delivered', 'sent', null],
    ['read', 'delivered', null],
    ['played', 'read', null],
    ['read', 'played', 'played'],
    ['sent', 'failed', 'failed'],
    ['unknown', 'failed', 'failed'],
    ['delivered', 'failed', null],
    ['failed', 'sent', null],
    ['failed', 'failed', null],
    ['failed', 'delivered', 'delivered'],
    ['failed', 'read', 'read'],
    ['received', 'read', null],
    ['received', 'failed', null],
  ]
  for (const [now, reported, next] of moves) assert.equal(nextState(now, reported), next, `${now} then ${reported}`)
})

test('receipts in any order leave the furthest', async () => {
  const scene = await setScene(database)
  const id = await answer(scene)

  for (const status of ['read', 'sent', 'delivered', 'failed'] as const) {
    await bring(scene, inboundStatus({ providerId: 'wamid.OUT', messageId: id, status }))
  }
  assert.deepEqual(await stateOf(scene, id), ['read', null])
})

test('a failure says why, and a delivery after it takes that back', async () => {
  const scene = await setScene(database)
  const id = await answer(scene)

  await bring(scene, inboundStatus({ providerId: 'wamid.OUT', messageId: id, status: 'failed' }))
  assert.deepEqual(await stateOf(scene, id), ['failed', 'made to fail'])
  await bring(scene, inboundStatus({ providerId: 'wamid.OUT', messageId: id, status: 'delivered' }))
  assert.deepEqual(await stateOf(scene, id), ['delivered', null])
})

test('a receipt before the answer tells the provider’s id, which finds the message from then on', async () => {
  const scene = await setScene(database)
  const id = await answer(scene)
  await bring(scene, inboundReaction('wamid.OUT', '🎉'))

  await bring(scene, inboundStatus({ providerId: 'wamid.OUT', messageId: id, status: 'sent' }))
  await bring(scene, inboundStatus({ providerId: 'wamid.OUT', status: 'delivered' }))

  assert.deepEqual(await stateOf(scene, id), ['delivered', null])
  assert.equal((await allMessages(scene)).find((message) => message.id === id)?.reactions.length, 1)
})

test('a receipt that names a message of another channel finds nothing', async () => {
  const scene = await setScene(database)
  const other = await setScene(database)
  const id = await answer(scene)

  await bring(other, inboundStatus({ providerId: 'wamid.OUT', messageId: id, status: 'read' }))

  assert.deepEqual(await stateOf(scene, id), ['pending', null])
})

test('replies go where the contact last wrote from, and to the new address of whoever has moved', async () => {
  const scene = await setScene(database)
  const oldOne = { ...mara, addresses: ['551187654321'], matchKeys: ['5511987654321'] }
  const newOne = { ...mara, addresses: ['5511987654321'], matchKeys: ['551187654321'] }

  await bring(scene, inboundMessage({ contact: oldOne }))
  await bring(scene, inboundMessage({ contact: newOne }))
  assert.equal(await recipientIn(scene), '5511987654321')
  await bring(scene, inboundMessage({ contact: oldOne }))
  assert.equal(await recipientIn(scene), '551187654321')

  const moved = {
    kind: 'address_change',
    accountId,
    at: 0,
    oldAddress: '551187654321',
    newAddress: '447700900009',
  } as const
  await bring(scene, moved, moved)
  assert.equal(await recipientIn(scene), '447700900009')
})

test('a number that never wrote moves without becoming a contact', async () => {
  const scene = await setScene(database)

  await bring(scene, { kind: 'address_change', accountId, at: 0, oldAddress: '111111', newAddress: '222222' })

  const { rows } = await database.pool.query('SELECT FROM contact WHERE workspace_id = $1', [scene.workspaceId])
  assert.equal(rows.length, 0)
})

/** A reply that is not sent yet. */
async function answer(scene: Scene): Promise<string> {
  await bring(scene, inboundMessage())
  const { id } = await onlyConversation(scene)
  const { workspaceId, agents } = scene
  const author = agents[0]!
  const [message] = await database.transact((tx) =>
    reply(tx, { workspaceId, id, author, text: 'How can I help?', attachmentIds: [] }),
  )
  return message!.id
}

async function stateOf(scene: Scene, id: string) {
  const message = (await allMessages(scene)).find((candidate) => candidate.id === id)
  return [message?.state, message?.error?.detail ?? null]
}

async function recipientIn(scene: Scene): Promise<string | undefined> {
  const message = await database.db
    .selectFrom('message')
    .selectAll()
    .where('workspace_id', '=', scene.workspaceId)
    .executeTakeFirstOrThrow()
  return (await loadOutbound(database.db, message))?.to
}

async function parkedIn({ workspaceId }: Scene): Promise<number> {
  const rows = await database.db
    .selectFrom('parked_update')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .execute()
  return rows.length
}
