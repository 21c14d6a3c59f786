import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Contact } from '@fairlead/sdk'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { AppError } from '../errors.ts'
import { readLog } from '../setup/testing.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { allConversations, bring, type Scene, setScene } from '../testing/scene.ts'
import { editContact } from './edit.ts'
import { makeContact } from './make.ts'
import { mergeContacts } from './merge.ts'
import { loadContact } from './present.ts'
import { listSuggestions } from './suggestions.ts'
import { distinguish, listMerges, undoMerge } from './unmerge.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const mara = '447700900001'
const ben = '447700900002'

test('who was taken in by mistake is there again, as they were, and the other has what they had', async () => {
  const { scene, first, second } = await twoWhoWrote()
  await edit(scene, first, { email: 'mara@example.com', tags: ['vip'], fields: { plan: 'big' } })
  await edit(scene, second, {
    phone: '+447700900009',
    tags: ['vip', 'new'],
    fields: { plan: 'small', size: 7 },
    stage: 'lead',
  })
  const before = [await contactOf(scene, first), await contactOf(scene, second)]
  const conversations = await allConversations(scene)

  await merge(scene, first, second)
  const split = await undo(scene, first)

  assert.deepEqual([await contactOf(scene, first), split], before)
  assert.deepEqual(
    (await allConversations(scene)).map(({ contact }) => contact),
    conversations.map(({ contact }) => contact),
  )
  const events = (await readLog(database, scene.workspaceId)).slice(-3)
  assert.deepEqual(
    events.map(({ type, subjectId }) => [type, subjectId]),
    [
      ['conversation.changed', conversations[1]!.id],
      ['contact.created', second],
      ['contact.changed', first],
    ],
  )
})

test('what was written or changed since stays where it belongs', async () => {
  const { scene, first, second } = await twoWhoWrote()
  await edit(scene, second, { email: 'ben@example.com', tags: ['b'] })
  await merge(scene, first, second)
  await edit(scene, first, { email: 'mara@example.com', tags: ['b', 'c'] })
  await write(scene, ben)
  await write(scene, mara)

  await undo(scene, first)

  const kept = await contactOf(scene, first)
  assert.deepEqual([kept.email, kept.tags], ['mara@example.com', ['c']])
  await write(scene, ben)
  assert.deepEqual(
    (await allConversations(scene)).map(({ contact, unreadCount }) => [contact.id, unreadCount]),
    [
      [first, 2],
      [second, 3],
    ],
  )
})

test('is done once, by whoever has the contact', async () => {
  const { scene, first, second } = await twoWhoWrote()
  await merge(scene, first, second)
  const [merged] = await listMerges(database.db, scene.workspaceId, first)
  assert.equal(merged?.name, 'Mara Muster')

  await undo(scene, first)

  assert.deepEqual(await listMerges(database.db, scene.workspaceId, first), [])
  await assert.rejects(
    database.transact((tx) => undoMerge(tx, { ...subject(scene), id: first, mergeId: merged.id })),
    hasCode('not_found'),
  )
  await assert.rejects(
    database.transact((tx) => undoMerge(tx, { ...subject(scene), id: crypto.randomUUID(), mergeId: merged.id })),
    hasCode('not_found'),
  )
})

test('who was merged into one that was merged can be taken out of the last', async () => {
  const { scene, first, second } = await twoWhoWrote()
  await write(scene, '447700900003')
  const third = (await contactsOf(scene))[2]!
  await merge(scene, second, third)
  await merge(scene, first, second)

  const [ofSecond, ofThird] = await listMerges(database.db, scene.workspaceId, first)
  await database.transact((tx) => undoMerge(tx, { ...subject(scene), id: first, mergeId: ofThird!.id }))
  await database.transact((tx) => undoMerge(tx, { ...subject(scene), id: first, mergeId: ofSecond!.id }))

  assert.deepEqual(
    (await allConversations(scene)).map(({ contact }) => contact.id),
    [first, second, third],
  )
  assert.deepEqual(
    (await contactOf(scene, third)).identities.map(({ address }) => address),
    ['447700900003'],
  )
})

test('the same number or address suggests the same person, until somebody says that it is not', async () => {
  const { scene, first, second } = await twoWhoWrote()
  const made = await make(scene, { name: 'Mara M.', email: 'Mara@Example.com' })
  await edit(scene, first, { email: 'mara@example.com', phone: '+447700900001' })
  await edit(scene, second, { phone: '+447700900001' })

  const suggested = async (id: string) =>
    (await listSuggestions(database.db, scene.workspaceId, id)).map(({ contact, because }) => [contact.id, because])
  assert.deepEqual(await suggested(first), [
    [second, 'phone'],
    [made.id, 'email'],
  ])
  assert.deepEqual(await suggested(made.id), [[first, 'email']])

  await database.transact((tx) => distinguish(tx, scene.workspaceId, [second, first]))
  assert.deepEqual(await suggested(first), [[made.id, 'email']])
  await merge(scene, first, made.id)
  await undo(scene, first)
  assert.deepEqual(await suggested(first), [])
  await assert.rejects(listSuggestions(database.db, scene.workspaceId, crypto.randomUUID()), hasCode('not_found'))
})

async function twoWhoWrote(): Promise<{ scene: Scene; first: string; second: string }> {
  const scene = await setScene(database)
  await write(scene, mara)
  await write(scene, ben)
  const [first, second] = await contactsOf(scene)
  return { scene, first: first!, second: second! }
}

function write(scene: Scene, address: string): Promise<number> {
  const contact = { addresses: [address], matchKeys: [], name: 'Mara Muster', phone: null }
  return bring(scene, inboundMessage({ contact, text: 'Hello' }))
}

function subject({ workspaceId, owner }: Scene) {
  return { workspaceId, actor: { type: 'member', id: owner.memberId } as const }
}

function merge(scene: Scene, id: string, otherId: string): Promise<Contact> {
  return database.transact((tx) => mergeContacts(tx, { ...subject(scene), id, otherId }))
}

async function undo(scene: Scene, id: string): Promise<Contact> {
  const [last] = await listMerges(database.db, scene.workspaceId, id)
  return database.transact((tx) => undoMerge(tx, { ...subject(scene), id, mergeId: last!.id }))
}

function edit(scene: Scene, id: string, given: Parameters<typeof editContact>[1]['given']) {
  return database.transact((tx) => editContact(tx, { ...subject(scene), id, given }))
}

function make(scene: Scene, given: Parameters<typeof makeContact>[1]['given']) {
  return database.transact((tx) => makeContact(tx, { ...subject(scene), given }))
}

async function contactOf({ workspaceId }: Scene, id: string): Promise<Contact> {
  const contact = await loadContact(database.db, workspaceId, id)
  assert.ok(contact)
  return contact
}

async function contactsOf({ workspaceId }: Scene): Promise<string[]> {
  const rows = await database.db
    .selectFrom('contact')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .orderBy('created_at')
    .execute()
  return rows.map(({ id }) => id)
}

function hasCode(code: string): (error: unknown) => boolean {
  return (error) => error instanceof AppError && error.code === code
}
