import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { drain } from '../assignment/assign.ts'
import { claimConversation } from '../assignment/manual.ts'
import { queueUp } from '../assignment/testing.ts'
import { Database } from '../db/database.ts'
import { createTestDatabase, type TestDatabase } from '../db/testing.ts'
import { readLog } from '../setup/testing.ts'
import { quiet } from '../testing/app.ts'
import { crashable } from '../testing/crash.ts'
import { allMessages, type Scene, setScene } from '../testing/scene.ts'
import { Expectations } from './expectations.ts'
import { tell } from './tell.ts'
import { messages } from './testing.ts'

const policy = { messages: messages({ assigned: 'You have {{ agent_name }}.', overCapacity: 'All are busy.' }) }

let testDatabase: TestDatabase
let database: Database

beforeEach(async () => {
  testDatabase = await createTestDatabase()
  database = new Database(testDatabase.url)
})
afterEach(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('several processes that look at once tell each customer once', async () => {
  const scene = await setScene(database, { agentLimit: 4, policy })
  const ids = await queueUp(scene, 12)
  await drain(database, { workspaceId: scene.workspaceId, teamId: scene.team.id, trigger: 'test' })
  const others = [new Database(testDatabase.url), new Database(testDatabase.url)]
  const processes = [database, ...others].map((each) => new Expectations(each, quiet))

  await Promise.all([...processes, ...processes].map((each) => each.sweep()))
  for (const each of processes) await each.sweep()

  assert.deepEqual(await countOf(scene), { assigned: 8, overCapacity: 4 })
  assert.equal(new Set((await told(scene)).map(({ conversationId }) => conversationId)).size, ids.length)
  for (const each of processes) await each.stop()
  for (const each of others) await each[Symbol.asyncDispose]()
})

test('what a process left untold when it died, another tells', async () => {
  const scene = await setScene(database, { policy })
  await queueUp(scene, 2)
  await drain(database, { workspaceId: scene.workspaceId, teamId: scene.team.id, trigger: 'test' })
  assert.deepEqual(await countOf(scene), {})

  const another = new Expectations(database, quiet)
  another.start()
  for (let tries = 0; tries < 400 && (await told(scene)).length < 2; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  await another.stop()

  assert.deepEqual(await countOf(scene), { assigned: 2 })
})

test('killed at any statement, before or after it was done, it tells exactly once', async () => {
  const scene = await setScene(database, { policy })
  let died = 0
  for (const when of ['before', 'after'] as const) {
    for (let statement = 1; ; statement += 1) {
      const [id] = await queueUp(scene, 1)
      await drain(database, { workspaceId: scene.workspaceId, teamId: scene.team.id, trigger: 'test' })
      const conversation = { workspaceId: scene.workspaceId, id: id! }
      const dying = new Database(testDatabase.url)
      const crashes = crashable(dying)
      crashes.arm(statement, when)
      await dying.transact((tx) => tell(tx, conversation)).catch(() => undefined)
      await dying[Symbol.asyncDispose]()

      await database.transact((tx) => tell(tx, conversation))
      await database.transact((tx) => tell(tx, conversation))
      const own = (await told(scene)).filter(({ conversationId }) => conversationId === id)
      assert.equal(own.length, 1, `died ${when} statement ${statement}`)
      if (crashes.count === 0) break
      died += 1
    }
  }
  assert.ok(died > 20, `${died}`)
})

test('nobody hears that all are busy after somebody has it, however close together', async () => {
  const scene = await setScene(database, { agents: ['Ana Agent'], presence: 'busy', policy })
  const ids = await queueUp(scene, 12)
  const { workspaceId } = scene
  await drain(database, { workspaceId, teamId: scene.team.id, trigger: 'test' })
  const elsewhere = new Database(testDatabase.url)

  await Promise.all(
    ids.flatMap((id, index) => {
      const telling = () => elsewhere.transact((tx) => tell(tx, { workspaceId, id }))
      const memberId = scene.agents[0]!.memberId
      const claiming = () => database.transact((tx) => claimConversation(tx, { workspaceId, id, memberId }))
      return index % 2 === 0 ? [telling(), claiming()] : [claiming(), telling()]
    }),
  )
  await elsewhere[Symbol.asyncDispose]()

  const taken = new Set<string>()
  for (const event of await readLog(database, workspaceId)) {
    if (event.type === 'conversation.assigned') taken.add(event.subjectId)
    const isBusy = event.type === 'message.created' && event.data.message.content.expectation === 'overCapacity'
    assert.ok(!isBusy || !taken.has(event.subjectId))
  }
  assert.equal(taken.size, ids.length)
})

async function told(scene: Scene) {
  return (await allMessages(scene)).filter(({ author }) => author.type === 'system')
}

async function countOf(scene: Scene): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { content } of await told(scene)) {
    const kind = content.expectation ?? 'none'
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}
