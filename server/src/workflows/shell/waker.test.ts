import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import { Database } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import { createTestDatabase } from '../../db/testing.ts'
import { quiet } from '../../testing/app.ts'
import { findNext, pauseUntil, selectDue, selectNext, Waker } from './waker.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const looks: readonly (readonly [string, RawBuilder<unknown>, RegExp])[] = [
  ['which are due', selectDue(500), /Index Cond: \(wake_at <= /],
  ['when the next is', selectNext(), /Index Cond: \(wake_at <= .+Index Cond: \(wake_at > /s],
]
for (const [what, select, condition] of looks) {
  test(`who looks for runs that are due reads none that are not: ${what}`, async () => {
    const plan = await database.transact(async (tx) => {
      // Of so few rows it would read all.
      await sql`SET LOCAL enable_seqscan = off`.execute(tx)
      const { rows } = await sql<Record<string, string>>`EXPLAIN ${select}`.execute(tx)
      return rows.map((row) => Object.values(row)[0]).join('\n')
    })

    assert.match(plan, /using workflow_run_due/)
    assert.doesNotMatch(plan, /Seq Scan|Sort/)
    assert.match(plan, condition)
  })
}

test('the next look is when the next one is due, within a second, and not for each of many', () => {
  assert.equal(pauseUntil(null, 3), 1000)
  assert.equal(pauseUntil(86_400_000, 0), 1000)
  assert.equal(pauseUntil(400.2, 0), 401)
  assert.equal(pauseUntil(400, 150), 250)
  assert.equal(pauseUntil(20, 0), 100)
  assert.equal(pauseUntil(20, 5000), 100)
})

test('it is known when the next one is due while another process holds what is due', async () => {
  assert.deepEqual(await findNext(database.db), { isDue: false, nextMs: null })
  await beginToWait([-1000, 60_000])
  const { isDue, nextMs } = await findNext(database.db)
  assert.equal(isDue, true)
  assert.ok(nextMs !== null && nextMs > 30_000 && nextMs <= 60_000, String(nextMs))
  await sql`DELETE FROM workflow_run`.execute(database.db)
})

test('runs are woken when their time comes, each once, whoever looks', async () => {
  await using other = new Database(testDatabase.url)
  const wakers = [new Waker(database, quiet), new Waker(other, quiet)]
  const waiting = await beginToWait([1600, 1850, 2100, 2350, 2600, 86_400_000])
  for (const waker of wakers) waker.start()

  const late = await lateness(waiting.slice(0, 5))

  await Promise.all(wakers.map((waker) => waker.stop()))
  // Looked for once a second, they would be half a second late.
  assert.ok(late[2]! < 300, `late by ${late.join(', ')} ms`)
  assert.ok(late[0]! >= 0, `late by ${late.join(', ')} ms`)
  const { rows } = await sql<{ told: number }>`SELECT count(*)::int AS told FROM workflow_run_event`.execute(
    database.db,
  )
  assert.equal(rows[0]?.told, 5)
})

async function beginToWait(inMs: readonly number[]): Promise<string[]> {
  const ids = inMs.map(() => newId())
  await sql`INSERT INTO workflow_run (workspace_id, id, workflow_id, version, conversation_id, contact_id, status, state,
      waits_for, wake_at)
    SELECT gen_random_uuid(), id, gen_random_uuid(), 1, gen_random_uuid(), gen_random_uuid(), 'waiting', '{}', 'time',
      now() + make_interval(secs => ms / 1000.0) FROM unnest(${ids}::uuid[], ${inMs}::int[]) AS w (id, ms)`.execute(
    database.db,
  )
  return ids
}

/** By how many milliseconds after their times they were to go on, the least first. */
async function lateness(ids: readonly string[]): Promise<number[]> {
  const { rows: due } = await sql<{ id: string; at: Date }>`
    SELECT id, wake_at AS at FROM workflow_run WHERE id = ANY (${ids}::uuid[])`.execute(database.db)
  for (;;) {
    const { rows: woken } = await sql<{ id: string; at: Date }>`
      SELECT substr(key, 5) AS id, created_at AS at FROM graphile_worker._private_jobs
      WHERE key = ANY (${ids.map((id) => `run:${id}`)}::text[])`.execute(database.db)
    if (woken.length === ids.length) {
      const times = new Map(woken.map(({ id, at }) => [id, at.getTime()]))
      return due.map(({ id, at }) => times.get(id)! - at.getTime()).toSorted((a, b) => a - b)
    }
    await sleep(100)
  }
}
