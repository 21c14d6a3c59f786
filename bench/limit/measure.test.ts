import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { Database } from '../../server/src/db/database.ts'
import { createEmptyDatabase, query } from '../../server/src/db/testing.ts'
import { runOurs } from './driver.ts'
import { joinLimits, makeSchema, measureLimits, medianOf, readSql } from './measure.ts'
import { readScript } from './script.ts'

test('measures all three limits and leaves nothing behind', async () => {
  await using database = await createEmptyDatabase()

  const limits = await measureLimits(database.url, {
    which: ['one', 'batch', 'drain'],
    agents: 10,
    seconds: 1,
    runsOfEach: 1,
  })

  assert.ok(limits.limitOne! > 0 && limits.limitBatch! > 0 && limits.limitDrain! > 0)
  assert.deepEqual(
    Object.values(limits.runs).map((runs) => runs.length),
    [1, 1, 1],
  )
  assert.deepEqual(await query(database.url, `SELECT FROM pg_namespace WHERE nspname = 'lim'`), [])
})

test('without pgbench, a driver of our own runs the same scripts', async () => {
  await using database = await createEmptyDatabase()
  await using opened = new Database(database.url)
  const { pool } = opened
  await makeSchema(pool, 10)
  for (const kind of ['one', 'batch'] as const) {
    const run = {
      url: database.url,
      file: join(import.meta.dirname, `${kind}.sql`),
      clients: 3,
      until: { transactions: 4 },
    }
    assert.ok((await runOurs(run)) > 0)
  }
  const { rows } = await pool.query(`SELECT (SELECT count(*)::int FROM lim.messages) AS messages,
      (SELECT count(*)::int FROM lim.assignment_events) AS assigned, (SELECT sum(open_count)::int FROM lim.agents) AS load`)
  assert.deepEqual(rows, [{ messages: 1212, assigned: 1212, load: 1212 }])
})

test('draining assigns what waits, level to the last', async () => {
  await using database = await createEmptyDatabase()
  await using opened = new Database(database.url)
  const { pool } = opened
  await makeSchema(pool, 10)
  await pool.query(
    `INSERT INTO lim.conversations (channel_id, contact_id) SELECT 1, g FROM generate_series(1, 250) AS g`,
  )
  for (let call = 0; call < 4; call += 1) await pool.query(await readSql('drain'))

  const { rows } = await pool.query('SELECT min(open_count), max(open_count) FROM lim.agents')
  assert.deepEqual(rows, [{ min: 25, max: 25 }])
})

test('a script draws its numbers within their ranges', async () => {
  const { text, draw } = readScript(await readSql('one'))

  assert.match(text, /lim\.inbound\(\$1,'ext-'\|\|\$2,\$4\|\|'-'\|\|\$3,/)
  for (let time = 0; time < 100; time += 1) {
    const [channel, customer, unique, clientId] = draw(7)
    assert.ok(Number(channel) <= 4 && Number(customer) <= 120_000 && BigInt(unique!) <= 9_000_000_000_000_000_000n)
    assert.equal(clientId, '7')
  }
})

test('the median stands in the middle, also of the runs before and after', () => {
  assert.equal(medianOf([5, 1, 9]), 5)
  assert.equal(medianOf([1, 2, 4, 9]), 3)
  const limits = joinLimits(
    { limitOne: 2, runs: { one: [1, 2, 3] }, driver: 'own' },
    { limitOne: 8, runs: { one: [7, 8, 9] }, driver: 'own' },
  )
  assert.equal(limits.limitOne, 5)
})
