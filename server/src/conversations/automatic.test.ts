/** What a machine wrote is kept and shown, and asks nothing of anybody. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { allConversations, allMessages, bring, onlyConversation, type Scene, setScene } from '../testing/scene.ts'
import { closeConversation } from './close.ts'
import { snoozeConversation } from './snooze.ts'

const testDatabase = await createTestDatabase()
let database: Database
let scene: Scene

before(() => {
  database = new Database(testDatabase.url)
})
beforeEach(async () => {
  scene = await setScene(database, { presence: 'offline' })
})
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const automatic = (text = 'I am away.') => inboundMessage({ text, isAutomatic: true })

test('comes first: the conversation is there, closed, and nobody waits', async () => {
  await bring(scene, automatic())

  const { status, waitingSince, unreadCount, lastMessage, windowEndsAt } = await onlyConversation(scene)
  assert.deepEqual([status, waitingSince, unreadCount, lastMessage?.text], ['closed', null, 0, 'I am away.'])
  assert.ok(Date.parse(windowEndsAt!) < Date.now())
  const [message] = await allMessages(scene)
  assert.deepEqual([message?.state, message?.content.isAutomatic, message?.author.type], ['received', true, 'contact'])
})

test('comes into an open conversation: it is read there, and changes nothing of who waits since when', async () => {
  await bring(scene, inboundMessage())
  const before = await onlyConversation(scene)

  await bring(scene, automatic())

  const { waitingSince, unreadCount, lastMessage } = await onlyConversation(scene)
  assert.deepEqual([waitingSince, unreadCount], [before.waitingSince, before.unreadCount])
  assert.equal(lastMessage?.text, 'I am away.')
})

test('wakes and reopens nothing', async () => {
  await bring(scene, inboundMessage())
  const { id } = await onlyConversation(scene)
  const subject = { workspaceId: scene.workspaceId, id, actor: { type: 'system', id: null } } as const
  await database.transact((tx) => snoozeConversation(tx, { ...subject, until: new Date(Date.now() + 3_600_000) }))
  await bring(scene, automatic())
  assert.equal((await onlyConversation(scene)).status, 'snoozed')

  await database.transact((tx) => closeConversation(tx, subject))
  await bring(scene, automatic())
  assert.equal((await onlyConversation(scene)).status, 'closed')
})

test('stands between a person’s words in one webhook: those count, and it does not', async () => {
  const at = Date.now()
  const words = [inboundMessage({ text: 'One', at: at - 3 }), { ...automatic(), at: at - 2 }]

  await bring(scene, ...words, inboundMessage({ text: 'Two', at: at - 1 }))

  const [conversation, second] = await allConversations(scene)
  assert.equal(second, undefined)
  assert.deepEqual([conversation?.status, conversation?.unreadCount], ['open', 2])
  assert.equal((await allMessages(scene)).length, 3)
})
