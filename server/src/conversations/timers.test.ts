import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { Storage } from '../attachments/storage.ts'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { addJob } from '../jobs/add.ts'
import { createGuardedFetch } from '../providers/guarded-fetch.ts'
import { quiet } from '../testing/app.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { providerUrls } from '../testing/providers.ts'
import { bring, choose, onlyConversation, type Scene, secrets, setScene } from '../testing/scene.ts'
import { JobWorker } from '../worker.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const fetch = createGuardedFetch({ allowPrivateNetwork: false })
const worker = new JobWorker(
  database,
  { fetch, secrets, storage: new Storage('nowhere'), urls: providerUrls(), publicUrl: 'http://localhost:3000' },
  quiet,
)
before(() => worker.start())
after(async () => {
  await worker.stop()
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('the worker takes from whoever went offline what the policy says', async () => {
  const scene = await begin({ whenOffline: 'reassign_all' })
  await choose(scene, scene.agents[0]!, 'offline')
  await untilFree(scene)
})

test('the worker takes from whoever does not answer', async () => {
  const scene = await begin({ noAnswerMinutes: 10 })
  const { id, assignedAt } = await onlyConversation(scene)
  await database.transact((tx) =>
    addJob(tx, 'conversation.check-answer', { workspaceId: scene.workspaceId, id, assignedAt: assignedAt! }),
  )
  await untilFree(scene)
})

async function begin(policy: NonNullable<Parameters<typeof setScene>[1]>['policy'] & object): Promise<Scene> {
  const scene = await setScene(database, { policy })
  await bring(scene, inboundMessage())
  const { memberId } = scene.agents[0]!
  await sql`UPDATE conversation SET assignee_id = ${memberId}, assigned_at = now() - interval '20 minutes',
      assigned_by = 'engine', queued_at = now() - interval '30 minutes'
    WHERE workspace_id = ${scene.workspaceId}`.execute(database.db)
  return scene
}

async function untilFree(scene: Scene): Promise<void> {
  for (let tries = 0; tries < 500 && (await onlyConversation(scene)).assigneeId !== null; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  assert.equal((await onlyConversation(scene)).assigneeId, null)
}
