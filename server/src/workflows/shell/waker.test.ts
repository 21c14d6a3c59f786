import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { Database } from '../../db/database.ts'
import { createTestDatabase } from '../../db/testing.ts'
import { selectDue } from './waker.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('who looks for runs that are due reads none that are not', async () => {
  const plan = await database.transact(async (tx) => {
    // Of so few rows it would read all.
    await sql`SET LOCAL enable_seqscan = off`.execute(tx)
    const { rows } = await sql<Record<string, string>>`EXPLAIN ${selectDue(500)}`.execute(tx)
    return rows.map((row) => Object.values(row)[0]).join('\n')
  })

  assert.match(plan, /using workflow_run_due/)
  assert.match(plan, /Index Cond: \(wake_at <= /)
})
