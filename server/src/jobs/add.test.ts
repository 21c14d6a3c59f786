import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { Database } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { createTestDatabase } from '../db/testing.ts'
import { addJob, addJobs } from './add.ts'
import { mostTries } from './list.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('what is looked for all the same never waits for hours, however often it failed', async () => {
  const payload = { workspaceId: newId(), id: newId() }
  await database.transact(async (tx) => {
    await addJob(tx, 'conversation.deliver', payload, { key: 'one' })
    const overdue = { ...payload, assignedAt: new Date().toISOString() }
    await addJobs(tx, 'conversation.check-answer', [{ payload: overdue, key: 'two', runAt: new Date() }])
    await addJob(tx, 'member.leave', payload, { key: 'three' })
  })

  const { rows } = await sql<{ key: string; max_attempts: number }>`
    SELECT key, max_attempts FROM graphile_worker.jobs ORDER BY id`.execute(database.db)

  assert.deepEqual(
    rows.map(({ key, max_attempts }) => [key, max_attempts]),
    [
      ['one', mostTries['conversation.deliver']],
      ['two', mostTries['conversation.check-answer']],
      ['three', mostTries['member.leave']],
    ],
  )
  // The wait before the last try, in seconds.
  assert.ok(Math.exp(mostTries['conversation.deliver'] - 1) < 60)
})
