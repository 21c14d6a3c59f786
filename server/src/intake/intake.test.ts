import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { editChannel } from '../channels/connect.ts'
import type { InboundMessage } from '../channels/inbound.ts'
import type { Delivery } from '../conversations/receive.ts'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { AppError } from '../errors.ts'
import { quiet } from '../testing/app.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { allMessages, type Scene, secrets, setScene } from '../testing/scene.ts'
import { type Batch, Intake } from './intake.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('what comes while a commit is under way goes into the next one together', async () => {
  const scene = await setScene(database)
  const { intake, batches } = open()

  await Promise.all(range(40).map((index) => intake.take([delivery(scene, from(index))])))

  assert.equal((await allMessages(scene)).length, 40)
  assert.equal(sum(batches.map(({ webhooks }) => webhooks)), 40)
  assert.ok(batches.length <= 3, `${batches.length} transactions`)
})

test('one alone waits for nobody', async () => {
  const scene = await setScene(database)
  const { intake, batches } = open()
  await intake.take([delivery(scene, from(1))])
  assert.deepEqual(
    batches.map(({ webhooks, messages }) => [webhooks, messages]),
    [[1, 1]],
  )
})

test('several of one person in several webhooks make one conversation, in their order', async () => {
  const scene = await setScene(database)
  const { intake } = open()
  const at = Date.now() - 60_000
  const texts = range(10).map((index) => inboundMessage({ text: `${index}`, at: at + index }))

  await Promise.all(texts.map((message) => intake.take([delivery(scene, message)])))

  const messages = await allMessages(scene)
  assert.equal(new Set(messages.map(({ conversationId }) => conversationId)).size, 1)
  assert.deepEqual(
    messages.toSorted((a, b) => a.at.localeCompare(b.at)).map(({ text }) => text),
    texts.map(({ message }) => message.text),
  )
})

test('one that cannot be stored takes no other along', async () => {
  const scene = await setScene(database)
  const { intake } = open()
  // PostgreSQL keeps no such kind of author: what a mistake of an adapter would look like.
  const bad = { ...from(3), author: 'nobody' as 'contact' }
  const all = range(8).map((index) => (index === 3 ? bad : from(index)))

  const ends = await Promise.allSettled(all.map((message) => intake.take([delivery(scene, message)])))

  assert.deepEqual(
    ends.map(({ status }) => status),
    all.map((message) => (message === bad ? 'rejected' : 'fulfilled')),
  )
  assert.equal((await allMessages(scene)).length, 7)
})

test('webhooks of several workspaces are stored together, and one that floods does not keep the others waiting', async () => {
  const [loud, calm] = [await setScene(database), await setScene(database)]
  const { intake, batches } = open({ batch: 10 })
  const order: string[] = []
  const take = (name: string, scene: Scene, index: number) =>
    intake.take([delivery(scene, from(index))]).then(() => order.push(name))

  await Promise.all([...range(60).map((index) => take('loud', loud, index)), take('calm', calm, 0)])

  assert.ok(order.indexOf('calm') < 20, `the calm one was number ${order.indexOf('calm') + 1}`)
  assert.ok(batches.length >= 6)
  assert.equal((await allMessages(calm)).length, 1)
})

test('says come again before too much waits, and before one channel takes all the room', () => {
  const { intake } = open({ webhooks: 4, bytes: 1000 })
  const let1 = intake.admit('a', 100)
  intake.admit('a', 100)
  assert.throws(() => intake.admit('a', 100), unavailable)
  const let2 = intake.admit('b', 100)
  assert.throws(() => intake.admit('c', 800), unavailable)
  intake.admit('c', 100)
  assert.throws(() => intake.admit('d', 1), unavailable)

  let1()
  let1()
  let2()
  intake.admit('a', 100)
  intake.admit('d', 1)
  assert.throws(() => intake.admit('e', 1), unavailable)
})

test('leaves alone what was signed for a channel that is another one by now', async () => {
  const scene = await setScene(database)
  const { intake } = open()
  const { channelId, workspaceId } = scene.whatsapp
  const versionOf = async () =>
    (
      await database.pool.query<{ version: string }>('SELECT xmin::text AS version FROM channel WHERE id = $1', [
        channelId,
      ])
    ).rows[0]!.version
  const old = { ...delivery(scene, from(1)), version: await versionOf() }
  assert.deepEqual(await intake.take([old]), [])

  const actor = { type: 'member', id: scene.owner.memberId } as const
  await database.transact((tx) =>
    editChannel(tx, { workspaceId, actor, secrets, publicUrl: 'http://localhost' }, channelId, { name: 'Other' }),
  )
  const late = { ...delivery(scene, from(2)), version: old.version }
  const [refused] = await Promise.all([intake.take([late]), intake.take([delivery(scene, from(3))])])

  assert.equal(refused.length, 1)
  assert.equal((await allMessages(scene)).length, 2)
  assert.deepEqual(await intake.take([{ ...late, version: await versionOf() }]), [])
})

function open(bounds: ConstructorParameters<typeof Intake>[2] = {}): { intake: Intake; batches: Batch[] } {
  const intake = new Intake(database, quiet, bounds)
  const batches: Batch[] = []
  intake.onBatch((batch) => batches.push(batch))
  return { intake, batches }
}

function from(index: number): InboundMessage {
  const address = `4477009100${String(index).padStart(2, '0')}`
  return inboundMessage({ contact: { addresses: [address], matchKeys: [], name: null, phone: null } })
}

function delivery({ whatsapp }: Scene, ...events: InboundMessage[]): Delivery {
  return { ...whatsapp, events }
}

function unavailable(error: unknown): boolean {
  return error instanceof AppError && error.code === 'unavailable' && error.retryAfterSeconds !== null
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0)
}
