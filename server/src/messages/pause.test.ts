import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { type GraphEmulator, startGraphEmulator } from '../../../scripts/emulators/graph.ts'
import { reply } from '../conversations/reply.ts'
import { openApp, quiet, type TestApp } from '../testing/app.ts'
import { makeProviders } from '../testing/providers.ts'
import { allConversations } from '../testing/scene.ts'
import { beginTalk } from '../testing/talk.ts'
import { deliverConversation } from './deliver.ts'

const silent = { sentMs: null, deliveredMs: null, readMs: null }
const customers = Array.from({ length: 10 }, (_, index) => `4477009001${index + 10}`)

let app: TestApp
let url: string
let graph: GraphEmulator

before(async () => {
  app = await openApp()
  url = `http://127.0.0.1:${(await app.start()).port}`
  graph = await startGraphEmulator({ appSecret: 'app secret', accessToken: 'token', statusDelays: silent })
})
after(async () => {
  await graph.stop()
  await app[Symbol.asyncDispose]()
})

test('one that hears of too many lets all others of the channel wait, and none of them burns a try', async () => {
  const talks = await beginTen()
  // Longer than a first try waits by itself.
  graph.faults.next({ status: 429, retryAfterSeconds: 3 })
  const from = Date.now()

  await talks.deliver()

  assert.deepEqual(await talks.tries(), [1, ...Array.from({ length: 9 }, () => 0)])
  for (const at of await talks.jobs()) assert.ok(at - from > 2_900 && at - from < 8_000, `${at - from} ms`)

  await sleep(3_100)
  await talks.deliver()
  assert.deepEqual(await talks.tries(), [2, ...Array.from({ length: 9 }, () => 1)])
  assert.deepEqual(await talks.states(), ['sent'])
})

test('of too many for one person the others hear nothing', async () => {
  const talks = await beginTen()
  graph.faults.next({ graphError: { code: 131056 } })

  await talks.deliver()

  assert.deepEqual(
    await talks.tries(),
    customers.map(() => 1),
  )
  assert.deepEqual((await talks.states()).toSorted(), ['pending', 'sent'])
})

/** A channel on which ten were written to, and nothing went out yet. */
async function beginTen() {
  const providers = makeProviders(app.dataDir, { meta: graph.url })
  const { scene } = await beginTalk({ app, url, graph, providers })
  const { workspaceId } = scene
  for (const phone of customers) await graph.customer(phone).sendText('Hello')
  await app.queues.settled()
  const ids = (await allConversations(scene)).slice(1).map(({ id }) => id)
  assert.equal(ids.length, customers.length)
  for (const id of ids) {
    const author = scene.agents[0]!
    await app.database.transact((tx) => reply(tx, { workspaceId, id, author, text: 'Yes?', attachmentIds: [] }))
  }
  const { db } = app.database
  return {
    async deliver() {
      for (const id of ids) await deliverConversation(app.database, providers, quiet, { workspaceId, id })
    },
    async tries() {
      const { rows } = await sql<{ tries: number }>`SELECT tries FROM message
        WHERE workspace_id = ${workspaceId} AND author_type = 'member' ORDER BY conversation_id`.execute(db)
      return rows.map(({ tries }) => tries)
    },
    async states() {
      const { rows } = await sql<{ state: string }>`SELECT DISTINCT state FROM message
        WHERE workspace_id = ${workspaceId} AND author_type = 'member'`.execute(db)
      return rows.map(({ state }) => state)
    },
    async jobs() {
      const { rows } = await sql<{ at: Date }>`SELECT run_at AS at FROM graphile_worker.jobs
        WHERE key = ANY(${ids.map((id) => `deliver:${id}`)})`.execute(db)
      return rows.map(({ at }) => at.getTime())
    },
  }
}
