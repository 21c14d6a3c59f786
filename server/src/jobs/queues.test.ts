import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { addJob, addJobs, removeJob } from './add.ts'
import { dropEmptyQueues } from './queues.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})
const payload = { workspaceId: '', id: '' }

test('queues without a job are dropped, and made again for the next', async () => {
  await database.transact(async (tx) => {
    await addJob(tx, 'conversation.deliver', payload, { key: 'one', queue: 'of one' })
    await addJob(tx, 'conversation.deliver', payload, { key: 'other', queue: 'of other' })
    await removeJob(tx, 'one')
  })
  await dropEmptyQueues(database)
  assert.deepEqual(await queues(), ['of other'])

  await database.transact((tx) => addJob(tx, 'conversation.deliver', payload, { key: 'one', queue: 'of one' }))
  assert.deepEqual(await queues(), ['of one', 'of other'])
  assert.equal(await queueOf('one'), 'of one')
})

test('a queue is not dropped while somebody adds to it, by one or by many', async () => {
  const adding: [string, Parameters<typeof database.transact<void>>[0]][] = [
    ['a', (tx) => addJob(tx, 'conversation.deliver', payload, { key: 'a', queue: 'of a' })],
    ['b', (tx) => addJobs(tx, 'webhook.deliver', [{ payload, key: 'b', queue: 'of b', runAt: new Date() }])],
  ]
  for (const [key, add] of adding) {
    await sql`INSERT INTO graphile_worker._private_job_queues (queue_name) VALUES (${`of ${key}`})`.execute(database.db)
    await database.transact(async (tx) => {
      await add(tx)
      await dropEmptyQueues(database)
    })
    assert.equal(await queueOf(key), `of ${key}`)
  }
})

test('whoever adds to no queue holds none', async () => {
  await sql`INSERT INTO graphile_worker._private_job_queues (queue_name) VALUES ('empty')`.execute(database.db)
  await database.transact(async (tx) => {
    await addJob(tx, 'conversation.unsnooze', payload, { key: 'plain' })
    await addJobs(tx, 'conversation.unsnooze', [{ payload, key: 'many', runAt: new Date() }])
    await dropEmptyQueues(database)
  })
  assert.ok(!(await queues()).includes('empty'))
})

async function queues(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT queue_name AS name FROM graphile_worker._private_job_queues ORDER BY 1`.execute(database.db)
  return rows.map(({ name }) => name)
}

async function queueOf(key: string): Promise<string | undefined> {
  const { rows } = await sql<{ queue: string }>`
    SELECT q.queue_name AS queue FROM graphile_worker._private_jobs j
    JOIN graphile_worker._private_job_queues q ON q.id = j.job_queue_id WHERE j.key = ${key}`.execute(database.db)
  return rows[0]?.queue
}
