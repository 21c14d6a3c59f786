import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { readLog } from '../setup/testing.ts'
import { inboundMessage, mara } from '../testing/inbound.ts'
import { allConversations, allMessages, bring, onlyConversation, setScene } from '../testing/scene.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const hour = 3_600_000

test('stores a message once, however often it comes at the same time', async () => {
  const scene = await setScene(database)
  const message = inboundMessage()

  const counts = await Promise.all(Array.from({ length: 10 }, () => bring(scene, message)))

  assert.deepEqual(counts.toSorted(), [0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
  assert.equal((await allMessages(scene)).length, 1)
  assert.equal((await onlyConversation(scene)).unreadCount, 1)
  const types = (await readLog(database, scene.workspaceId)).map(({ type }) => type)
  assert.deepEqual(types.slice(-3), ['contact.created', 'conversation.opened', 'message.created'])
})

test('stores a message once when it stands twice in one webhook', async () => {
  const scene = await setScene(database)
  const message = inboundMessage()

  assert.equal(await bring(scene, message, message), 1)
  assert.equal((await allMessages(scene)).length, 1)
})

test('a burst of a new contact makes one contact and one conversation', async () => {
  const scene = await setScene(database)

  await Promise.all([1, 2, 3, 4, 5].map((each) => bring(scene, inboundMessage({ text: `Message ${each}` }))))

  const conversation = await onlyConversation(scene)
  assert.equal(conversation.unreadCount, 5)
  assert.equal((await allMessages(scene)).length, 5)
  assert.equal((await contactsOf(scene.workspaceId)).length, 1)
})

test('batches of the same people in another order do not wait for each other for ever', async () => {
  const scene = await setScene(database)
  const people = ['447700900011', '447700900012', '447700900013', '447700900014'].map((address) => ({
    ...mara,
    addresses: [address],
  }))
  const batch = () => people.map((contact) => inboundMessage({ contact }))

  await Promise.all([bring(scene, ...batch()), bring(scene, ...batch().reverse()), bring(scene, ...batch())])

  assert.equal((await allConversations(scene)).length, 4)
  assert.equal((await allMessages(scene)).length, 12)
})

test('both addresses of a sender lead to one contact', async () => {
  const scene = await setScene(database)

  await bring(scene, inboundMessage({ contact: { ...mara, addresses: ['447700900001', 'GB.1001'] } }))
  await bring(scene, inboundMessage({ contact: { ...mara, addresses: ['GB.1001'], phone: null } }))
  await bring(scene, inboundMessage({ contact: { ...mara, addresses: ['447700900001'] } }))

  assert.equal((await contactsOf(scene.workspaceId)).length, 1)
  assert.equal((await onlyConversation(scene)).unreadCount, 3)
})

test('an address that comes later is linked to the contact known by the other', async () => {
  const scene = await setScene(database)

  await bring(scene, inboundMessage({ contact: { ...mara, addresses: ['GB.1001'], phone: null } }))
  await bring(scene, inboundMessage({ contact: { ...mara, addresses: ['447700900001', 'GB.1001'] } }))

  assert.equal((await contactsOf(scene.workspaceId)).length, 1)
  assert.deepEqual(await addressesOf(scene.workspaceId), ['447700900001', 'GB.1001'])
  const last = (await readLog(database, scene.workspaceId)).findLast(({ type }) => type === 'contact.changed')
  assert.ok(last?.type === 'contact.changed' && last.data.contact.identities.length === 2)
})

test('finds a contact by another spelling of their address', async () => {
  const scene = await setScene(database)

  await bring(
    scene,
    inboundMessage({ contact: { ...mara, addresses: ['551187654321'], matchKeys: ['5511987654321'] } }),
  )
  await bring(
    scene,
    inboundMessage({ contact: { ...mara, addresses: ['5511987654321'], matchKeys: ['551187654321'] } }),
  )

  assert.equal((await contactsOf(scene.workspaceId)).length, 1)
  assert.equal((await onlyConversation(scene)).unreadCount, 2)
})

test('the same address on another channel is somebody else’s until people say otherwise', async () => {
  const scene = await setScene(database)
  const other = await setScene(database)

  await bring(scene, inboundMessage())
  await bring(other, inboundMessage())

  assert.equal((await contactsOf(scene.workspaceId)).length, 1)
  assert.equal((await contactsOf(other.workspaceId)).length, 1)
})

test('waits since the first message that nobody has answered', async () => {
  const scene = await setScene(database)
  const first = Date.now() - hour

  await bring(scene, inboundMessage({ at: first }))
  await bring(scene, inboundMessage({ at: first + 60_000 }))

  assert.equal((await onlyConversation(scene)).waitingSince, new Date(first).toISOString())
})

test('waits since the earlier message when it comes later', async () => {
  const scene = await setScene(database)
  const first = Date.now() - hour

  await bring(scene, inboundMessage({ at: first + 60_000 }))
  await bring(scene, inboundMessage({ at: first }))

  assert.equal((await onlyConversation(scene)).waitingSince, new Date(first).toISOString())
})

test('a provider’s clock that is ahead makes no message younger than now', async () => {
  const scene = await setScene(database)

  const before = Date.now()
  await bring(scene, inboundMessage({ at: Date.now() + hour }))
  const after = Date.now()

  const { waitingSince, windowEndsAt, lastMessage } = await onlyConversation(scene)
  for (const at of [Date.parse(waitingSince!), Date.parse(windowEndsAt!) - 24 * hour, Date.parse(lastMessage!.at)]) {
    assert.ok(at >= before && at <= after)
  }
})

test('a provider’s clock that is behind is believed: the message was on its way', async () => {
  const scene = await setScene(database)
  const at = Date.now() - hour

  await bring(scene, inboundMessage({ at }))

  const { waitingSince, windowEndsAt } = await onlyConversation(scene)
  assert.equal(Date.parse(waitingSince!), at)
  assert.equal(Date.parse(windowEndsAt!), at + 24 * hour)
})

test('a message without a time came now', async () => {
  const scene = await setScene(database)
  const before = Date.now()

  await bring(scene, inboundMessage({ at: 0 }))

  assert.ok(Date.parse((await onlyConversation(scene)).waitingSince!) >= before)
})

test('takes a batch in the order in which it was written', async () => {
  const scene = await setScene(database)
  const now = Date.now()

  await bring(
    scene,
    inboundMessage({ text: 'third', at: now - 1000 }),
    inboundMessage({ text: 'first', at: now - 3000 }),
    inboundMessage({ text: 'second', at: now - 2000 }),
  )

  assert.deepEqual(
    (await allMessages(scene)).map(({ text }) => text),
    ['first', 'second', 'third'],
  )
  assert.equal((await onlyConversation(scene)).lastMessage?.text, 'third')
})

const strangeTexts: Readonly<Record<string, readonly [sent: string, stored: string]>> = {
  'a megabyte of emoji': ['👩‍🚀'.repeat(95_000), '👩‍🚀'.repeat(95_000)],
  'a NUL character': ['a\0b', 'ab'],
  'lone surrogates': ['a\ud800b\udc00', 'a\ufffdb\ufffd'],
  'HTML as the words it is': ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  'what looks like SQL': [`'); DROP TABLE message; --`, `'); DROP TABLE message; --`],
  'text from right to left': ['\u202eabc\u2066', '\u202eabc\u2066'],
}

for (const [what, [sent, stored]] of Object.entries(strangeTexts)) {
  test(`stores ${what}`, async () => {
    const scene = await setScene(database)

    await bring(scene, inboundMessage({ text: sent, contact: { ...mara, name: sent.slice(0, 40) } }))

    const [message] = await allMessages(scene)
    const [logged] = (await readLog(database, scene.workspaceId)).filter(({ type }) => type === 'message.created')
    assert.equal(message?.text, stored)
    assert.ok(logged?.type === 'message.created' && logged.data.message.text === stored)
    assert.ok((await onlyConversation(scene)).lastMessage!.text.isWellFormed())
  })
}

test('shows what it cannot show by the provider’s name for it', async () => {
  const scene = await setScene(database)

  await bring(scene, inboundMessage({ text: '', message: { kind: 'unsupported', content: { unsupported: 'poll' } } }))

  const [message] = await allMessages(scene)
  assert.deepEqual([message?.kind, message?.content], ['unsupported', { unsupported: 'poll' }])
  assert.equal((await onlyConversation(scene)).lastMessage?.kind, 'unsupported')
})

test('an answer names the message it answers', async () => {
  const scene = await setScene(database)
  const first = inboundMessage({ text: 'Which colour?' })

  await bring(scene, first)
  await bring(scene, inboundMessage({ text: 'Blue', message: { replyToProviderId: first.providerId } }))
  await bring(scene, inboundMessage({ text: 'Red', message: { replyToProviderId: 'wamid.unknown' } }))

  const [, blue, red] = await allMessages(scene)
  assert.equal(blue?.replyTo?.text, 'Which colour?')
  assert.equal(red?.replyTo, null)
})

test('attachments wait to be fetched, one job each', async () => {
  const scene = await setScene(database)
  const attachment = { mediaId: '4711', name: null, type: 'image/jpeg', isVoice: false }

  await bring(scene, inboundMessage({ message: { kind: 'image', text: '', attachments: [attachment, attachment] } }))

  const [message] = await allMessages(scene)
  assert.deepEqual(
    message?.attachments.map(({ state, type }) => [state, type]),
    [
      ['pending', 'image/jpeg'],
      ['pending', 'image/jpeg'],
    ],
  )
  const { rows } = await database.pool.query(
    `SELECT FROM graphile_worker.jobs WHERE task_identifier = 'attachment.fetch'`,
  )
  assert.equal(rows.length, 2)
})

async function contactsOf(workspaceId: string) {
  return database.db.selectFrom('contact').selectAll().where('workspace_id', '=', workspaceId).execute()
}

async function addressesOf(workspaceId: string): Promise<string[]> {
  const rows = await database.db
    .selectFrom('identity')
    .select('address')
    .where('workspace_id', '=', workspaceId)
    .orderBy('address')
    .execute()
  return rows.map(({ address }) => address)
}
