import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { makeWorkspace, readLog } from '../setup/testing.ts'
import { append, Database, type NewEvent, type Tx } from './database.ts'
import { newId } from './id.ts'
import { createTestDatabase } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url, { maxConnections: 4 })
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('statements asked together are answered in order, each with its own rows', async () => {
  const answers = await database.transact((tx) =>
    Promise.all(
      [1, 2, 3].map(async (each) => {
        const { rows } = await sql<{
          each: number
        }>`SELECT ${each}::int AS each, pg_sleep(${0.02 * (3 - each)})`.execute(tx)
        return rows[0]!.each
      }),
    ),
  )
  assert.deepEqual(answers, [1, 2, 3])
})

test('a statement that begins with a name is prepared once for each connection', async () => {
  const prepared = await database.transact(async (tx) => {
    for (let each = 0; each < 3; each += 1) await sql`/* test.named */ SELECT ${each}::int`.execute(tx)
    await sql`SELECT ${1}::int`.execute(tx)
    const { rows } = await sql<{ name: string; count: number }>`
      SELECT name, generic_plans + custom_plans AS count FROM pg_prepared_statements WHERE name LIKE 'test.%'`.execute(
      tx,
    )
    return rows.map(({ name, count }) => [name, Number(count)])
  })
  assert.deepEqual(prepared, [['test.named', 3]])
})

test('what fails undoes everything, also what was asked with it, and the connection is as good as before', async () => {
  const { id: workspaceId } = await makeWorkspace(database)
  const before = await readLog(database, workspaceId)

  for (let round = 0; round < 6; round += 1) {
    const failing = database.transact(async (tx) => {
      append(tx, changed(workspaceId))
      await Promise.all([
        rename(tx, workspaceId, 'Other'),
        sql`SELECT 1 / 0`.execute(tx),
        rename(tx, workspaceId, 'Third'),
      ])
    })
    await assert.rejects(failing, { code: '22012' })
  }

  assert.equal(await nameOf(workspaceId), 'Example Shop')
  assert.deepEqual(await readLog(database, workspaceId), before)
  assert.equal(database.pool.idleCount, database.pool.totalCount)
})

test('what goes on after another part of it failed writes nothing, neither then nor into what comes next', async () => {
  const { id: workspaceId } = await makeWorkspace(database)
  let late: Promise<unknown> = Promise.resolve()

  await assert.rejects(
    database.transact((tx) => {
      late = sql`SELECT 1`.execute(tx).then(async () => {
        await new Promise((resolve) => setTimeout(resolve, 50))
        await rename(tx, workspaceId, 'Late')
      })
      return Promise.all([late, sql`SELECT 1 / 0`.execute(tx)])
    }),
    { code: '22012' },
  )

  await assert.rejects(late, /is over/)
  assert.equal(await nameOf(workspaceId), 'Example Shop')
})

test('a failure that somebody swallowed commits nothing, and says so', async () => {
  const { id: workspaceId } = await makeWorkspace(database)
  const heard: unknown[] = []
  const stop = database.onCommitted((events) => heard.push(...events))

  await assert.rejects(
    database.transact(async (tx) => {
      await rename(tx, workspaceId, 'Other')
      await sql`SELECT 1 / 0`.execute(tx).catch(() => undefined)
    }),
    /as if it had not/,
  )

  stop()
  assert.equal(await nameOf(workspaceId), 'Example Shop')
  assert.deepEqual(heard, [])
})

test('an event that cannot be written takes its state along', async () => {
  const { id: workspaceId } = await makeWorkspace(database)
  await assert.rejects(
    database.transact(async (tx) => {
      await rename(tx, workspaceId, 'Other')
      append(tx, { ...changed(workspaceId), subjectId: 'not an id' })
    }),
  )
  assert.equal(await nameOf(workspaceId), 'Example Shop')
})

test('events of many transactions at once are numbered without gaps, in the order of their commits', async () => {
  const { id: workspaceId } = await makeWorkspace(database)
  const heard: number[] = []
  const stop = database.onCommitted((events) => heard.push(...events.map(({ sequence }) => sequence)))

  await Promise.all(
    Array.from({ length: 20 }, (_, each) =>
      database.transact(async (tx) => {
        for (let count = 0; count <= each % 3; count += 1) append(tx, changed(workspaceId))
      }),
    ),
  )

  stop()
  const sequences = (await readLog(database, workspaceId)).map(({ sequence }) => sequence)
  assert.deepEqual(
    sequences,
    sequences.map((_, index) => index + 1),
  )
  assert.equal(new Set(heard).size, 39)
})

test('a connection that broke is not used again', async () => {
  await assert.rejects(database.transact((tx) => sql`SELECT pg_terminate_backend(pg_backend_pid())`.execute(tx)))
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => database.transact((tx) => sql`SELECT 1`.execute(tx))),
  )
  assert.equal(answers.length, 8)
})

function changed(workspaceId: string): NewEvent {
  return {
    workspaceId,
    type: 'skill.deleted',
    subjectId: newId(),
    actor: { type: 'system', id: null },
    data: { id: newId() },
  }
}

async function rename(tx: Tx, workspaceId: string, name: string): Promise<void> {
  await tx.updateTable('workspace').set({ name }).where('id', '=', workspaceId).execute()
}

async function nameOf(workspaceId: string): Promise<string> {
  const row = await database.db
    .selectFrom('workspace')
    .select('name')
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  return row.name
}
