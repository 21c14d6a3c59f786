import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Contact } from '@fairlead/sdk'
import { lockForLook } from '../assignment/lock.ts'
import { assignManually } from '../assignment/manual.ts'
import { closeConversation, reopenConversation } from '../conversations/close.ts'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { AppError } from '../errors.ts'
import { loadOutbound } from '../messages/outbound.ts'
import { readLog } from '../setup/testing.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { allConversations, allMessages, bring, type Scene, setScene } from '../testing/scene.ts'
import { postFrom } from '../testing/visitor.ts'
import { listOwnConversations } from '../webchat/history.ts'
import { loadWebchat } from '../webchat/session.ts'
import { editContact } from './edit.ts'
import { makeContact } from './make.ts'
import { mergeContacts } from './merge.ts'
import { loadContact } from './present.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const mara = '447700900001'
const ben = '447700900002'

test('the one that stays has the addresses and conversations of both, and what it did not say itself', async () => {
  const scene = await setScene(database)
  await write(scene, mara)
  await postFrom(scene, 'visitor:1', { text: 'Hello' })
  const [first, second] = await contactsOf(scene)
  const owner = scene.agents[0]!.memberId
  await edit(scene, first!, { email: 'mara@example.com', tags: ['vip', 'a'], fields: { plan: 'big', city: 'Ulm' } })
  await edit(scene, second!, {
    email: 'other@example.com',
    phone: '+447700900009',
    tags: ['a', 'b'],
    fields: { plan: 'small', size: 7 },
    ownerId: owner,
    stage: 'lead',
  })

  const contact = await merge(scene, first!, second!)

  assert.deepEqual(
    [contact.id, contact.email, contact.phone, contact.tags, contact.fields, contact.ownerId, contact.stage],
    [
      first,
      'mara@example.com',
      '+447700900009',
      ['vip', 'a', 'b'],
      { plan: 'big', city: 'Ulm', size: 7 },
      owner,
      'lead',
    ],
  )
  assert.deepEqual(
    contact.identities.map(({ address }) => address),
    [mara, 'visitor:1'],
  )
  assert.equal(await loadContact(database.db, scene.workspaceId, second!), null)
  assert.deepEqual(
    (await allConversations(scene)).map((conversation) => conversation.contact.id),
    [first, first],
  )
  const events = (await readLog(database, scene.workspaceId)).slice(-2)
  assert.deepEqual(
    events.map(({ type, subjectId }) => [type, subjectId]),
    [
      ['conversation.changed', (await allConversations(scene))[1]!.id],
      ['contact.merged', first],
    ],
  )
  assert.deepEqual(events[1]?.data, { contact, mergedId: second })
})

test('two that wait on one channel stay two, each as old as it is, and each is written on with its own address', async () => {
  const scene = await setScene(database)
  await write(scene, mara)
  await write(scene, ben)
  const before = await allConversations(scene)
  const [first, second] = await contactsOf(scene)

  await merge(scene, first!, second!)

  const merged = await allConversations(scene)
  assert.deepEqual(
    merged.map(({ status, waitingSince, contact }) => [status, waitingSince, contact.id]),
    before.map(({ status, waitingSince }) => [status, waitingSince, first]),
  )
  await write(scene, ben, 'from the second number')
  await write(scene, mara, 'from the first number')
  await write(scene, mara, 'again')
  assert.deepEqual(
    (await allConversations(scene)).map(({ unreadCount }) => unreadCount),
    [3, 2],
  )
  assert.deepEqual(await recipients(scene), [mara, ben])
})

test('each address reopens its own, and opens a new one beside the other', async () => {
  const scene = await setScene(database)
  await write(scene, mara)
  await write(scene, ben)
  const [first, second] = await contactsOf(scene)
  await merge(scene, first!, second!)
  const [one, two] = await allConversations(scene)
  await close(scene, one!.id)
  await close(scene, two!.id)

  await write(scene, ben)
  assert.deepEqual(
    (await allConversations(scene)).map(({ status }) => status),
    ['closed', 'open'],
  )
  await database.transact((tx) => reopenConversation(tx, { ...subject(scene), id: one!.id }))
  await close(scene, one!.id)

  await database.db.updateTable('workspace').set({ reopen_hours: 0 }).where('id', '=', scene.workspaceId).execute()
  await write(scene, mara)
  await write(scene, mara)
  assert.deepEqual(
    (await allConversations(scene)).map(({ status, unreadCount }) => [status, unreadCount]),
    [
      ['closed', 0],
      ['open', 1],
      ['open', 2],
    ],
  )
  assert.deepEqual(await recipients(scene), [mara, ben, mara])
})

test('who moves to another number goes on in their own conversation', async () => {
  const scene = await setScene(database)
  await write(scene, mara)
  await write(scene, ben)
  const [first, second] = await contactsOf(scene)
  await merge(scene, first!, second!)

  const newAddress = '447700900009'
  await bring(scene, { kind: 'address_change', accountId: '', at: 0, oldAddress: ben, newAddress })
  await write(scene, newAddress)

  assert.deepEqual(
    (await allConversations(scene)).map(({ unreadCount }) => unreadCount),
    [1, 2],
  )
  assert.deepEqual(await recipients(scene), [mara, newAddress])
})

test('a third contact can be taken in, and the survivor be taken in itself', async () => {
  const scene = await setScene(database)
  for (const address of [mara, ben, '447700900003']) await write(scene, address)
  const [first, second, third] = await contactsOf(scene)
  await merge(scene, first!, second!)
  await merge(scene, third!, first!)

  for (const address of [mara, ben, '447700900003']) await write(scene, address)

  assert.deepEqual(
    (await allConversations(scene)).map(({ unreadCount, contact }) => [unreadCount, contact.id]),
    [2, 2, 2].map((count) => [count, third]),
  )
})

test('one conversation on the channel is for all addresses', async () => {
  const scene = await setScene(database)
  await write(scene, mara)
  const [first] = await contactsOf(scene)
  const other = await database.transact((tx) =>
    makeContact(tx, { ...subject(scene), given: { name: 'Imported', fields: {}, tags: [] } }),
  )

  await merge(scene, other.id, first!)
  await write(scene, mara)

  assert.deepEqual(
    (await allConversations(scene)).map(({ contact, unreadCount }) => [contact.name, unreadCount]),
    [['Imported', 2]],
  )
})

test('assignees stay with what they have', async () => {
  const scene = await setScene(database)
  await write(scene, mara)
  await write(scene, ben)
  const [one, two] = await allConversations(scene)
  for (const [index, { id }] of [one!, two!].entries()) {
    const { memberId } = scene.agents[index]!
    await database.transact((tx) => assignManually(tx, { ...subject(scene), id, memberId }))
  }
  const [first, second] = await contactsOf(scene)

  await merge(scene, second!, first!)

  assert.deepEqual(
    (await allConversations(scene)).map(({ assigneeId }) => assigneeId),
    scene.agents.map(({ memberId }) => memberId),
  )
})

test('to visitors of the web chat it opens nothing of each other', async () => {
  const scene = await setScene(database)
  await postFrom(scene, 'visitor:1', { text: 'mine' })
  await postFrom(scene, 'visitor:2', { text: 'theirs' })
  const [first, second] = await contactsOf(scene)
  await merge(scene, first!, second!)
  await postFrom(scene, 'visitor:2', { text: 'theirs again' })

  const channel = await loadWebchat(database.db, scene.webchat.channelId)
  const [one, two] = await allConversations(scene)
  for (const [address, id] of [
    ['visitor:1', one!.id],
    ['visitor:2', two!.id],
  ] as const) {
    const own = await listOwnConversations(database.db, channel, first!, address)
    assert.deepEqual(
      own.map((conversation) => conversation.id),
      [id],
    )
  }
})

test('refuses what cannot be', async () => {
  const scene = await setScene(database)
  await write(scene, mara)
  const [contact] = await contactsOf(scene)
  const nobody = crypto.randomUUID()

  await assert.rejects(merge(scene, contact!, contact!), hasCode('invalid_request'))
  await assert.rejects(merge(scene, nobody, contact!), hasCode('not_found'))
  await assert.rejects(merge(scene, contact!, nobody), hasCode('unknown_reference'))
  const stranger = await setScene(database)
  await write(stranger, mara)
  const [theirs] = await contactsOf(stranger)
  await assert.rejects(merge(scene, contact!, theirs!), hasCode('unknown_reference'))
})

test('two who merge the same at once, in whatever direction, leave one', async () => {
  for (let round = 0; round < 5; round += 1) {
    const scene = await setScene(database)
    await write(scene, mara)
    await write(scene, ben)
    const [first, second] = await contactsOf(scene)

    const results = await Promise.allSettled([merge(scene, first!, second!), merge(scene, second!, first!)])

    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
    assert.equal((await contactsOf(scene)).length, 1)
  }
})

test('messages that come meanwhile are kept, each in the conversation of its address', async () => {
  for (let round = 0; round < 5; round += 1) {
    const scene = await setScene(database)
    await write(scene, mara)
    await write(scene, ben)
    const [first, second] = await contactsOf(scene)
    const [one, two] = await allConversations(scene)

    await Promise.all([
      write(scene, mara),
      merge(scene, first!, second!),
      write(scene, ben),
      close(scene, one!.id).then(() => write(scene, mara)),
      write(scene, ben),
    ])

    const messages = await allMessages(scene)
    assert.equal(messages.length, 6)
    assert.deepEqual(
      [one!, two!].map(({ id }) => messages.filter(({ conversationId }) => conversationId === id).length),
      [3, 3],
    )
    assert.equal((await contactsOf(scene)).length, 1)
  }
})

function write(scene: Scene, address: string, text = 'Hello'): Promise<number> {
  const contact = { addresses: [address], matchKeys: [], name: null, phone: null }
  return bring(scene, inboundMessage({ contact, text }))
}

function subject({ workspaceId, owner }: Scene) {
  return { workspaceId, actor: { type: 'member', id: owner.memberId } as const }
}

test('while somebody looks at the queues, a merge waits, and what the contacts write comes in', async () => {
  const scene = await setScene(database)
  await write(scene, mara)
  await write(scene, ben)
  const [first, second] = await contactsOf(scene)
  const begun = Promise.withResolvers<void>()
  const enough = Promise.withResolvers<void>()
  const look = database.transact(async (tx) => {
    await lockForLook(tx, scene.workspaceId)
    begun.resolve()
    await enough.promise
  })
  await begun.promise
  const merging = merge(scene, first!, second!)
  while ((await database.pool.query(`SELECT FROM pg_locks WHERE NOT granted`)).rowCount === 0) await sleep(5)

  await write(scene, ben)
  enough.resolve()
  await look
  assert.equal((await merging).identities.length, 2)
  assert.equal((await allMessages(scene)).length, 3)
})

function merge(scene: Scene, id: string, otherId: string): Promise<Contact> {
  return database.transact((tx) => mergeContacts(tx, { ...subject(scene), id, otherId }))
}

function edit(scene: Scene, id: string, given: Parameters<typeof editContact>[1]['given']) {
  return database.transact((tx) => editContact(tx, { ...subject(scene), id, given }))
}

function close(scene: Scene, id: string) {
  return database.transact((tx) => closeConversation(tx, { ...subject(scene), id }))
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

/** To whom an answer in each conversation goes. */
async function recipients(scene: Scene): Promise<(string | undefined)[]> {
  const { workspaceId } = scene
  const addresses: (string | undefined)[] = []
  for (const { id } of await allConversations(scene)) {
    const content = { workspace_id: workspaceId, id: crypto.randomUUID(), conversation_id: id, text: '', content: {} }
    const author = { author_type: 'member', author_name: 'Ada' } as const
    addresses.push((await loadOutbound(database.db, { ...content, ...author, reply_to_id: null, tries: 1 }))?.to)
  }
  return addresses
}

function hasCode(code: string): (error: unknown) => boolean {
  return (error) => error instanceof AppError && error.code === code
}
