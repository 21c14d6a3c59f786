import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { createTestDatabase, type TestDatabase } from '../db/testing.ts'
import type { Finding } from './finding.ts'
import { inspectJobs, judgeStuck, judgeWorkers } from './inspect-jobs.ts'
import { ask, inspectReach } from './inspect-reach.ts'
import { inspectServer, judgeClock, judgeConnections, judgeSettings, judgeTransactions } from './inspect-server.ts'
import { indexesOf, inspectTables, judgeDead, judgeIndexes, judgePartitions } from './inspect-tables.ts'

const migrations = fileURLToPath(new URL('../db/migrations', import.meta.url))
let database: TestDatabase
let client: pg.Client

before(async () => {
  database = await createTestDatabase()
  client = new pg.Client(database.url)
  await client.connect()
})
after(async () => {
  await client.end()
  await database[Symbol.asyncDispose]()
})

test('settings that lose what was promised to be kept are problems, with what to do', () => {
  const good = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on', autovacuum: 'on' }

  assert.equal(judgeSettings(good).level, 'ok')
  assert.equal(judgeSettings({ ...good, synchronous_commit: 'local' }).level, 'ok')
  for (const setting of Object.keys(good))
    says(judgeSettings({ ...good, [setting]: 'off' }), 'problem', `SET ${setting} = on`)
})

test('too few connections are told before they run out', () => {
  assert.equal(judgeConnections({ limit: 97, used: 21 }).level, 'ok')
  says(judgeConnections({ limit: 97, used: 90 }), 'hint', 'max_connections')
  says(judgeConnections({ limit: 20, used: 1 }), 'problem', 'max_connections')
})

test('clocks that disagree are told by how much, less what the asking took', () => {
  assert.equal(judgeClock({ aheadMs: 1_800, roundTripMs: 1_000 }).level, 'ok')
  says(judgeClock({ aheadMs: -3_000, roundTripMs: 0 }), 'hint', '3.0 s behind')
  says(judgeClock({ aheadMs: 60_000, roundTripMs: 10 }), 'problem', '60.0 s ahead of')
})

test('who keeps a transaction open is named', () => {
  const open = { pid: 42, application: 'psql', state: 'idle in transaction', seconds: 20 }

  assert.equal(judgeTransactions([]).level, 'ok')
  assert.equal(judgeTransactions([open]).level, 'ok')
  says(judgeTransactions([{ ...open, seconds: 600 }]), 'hint', 'process 42 (psql), idle in transaction')
  says(judgeTransactions([{ ...open, seconds: 7_200 }]), 'problem', 'pg_terminate_backend(42)')
})

test('indexes are known from the migrations, with those that a later one drops left out', () => {
  const names = indexesOf([
    'CREATE INDEX a ON t (x);\nCREATE UNIQUE INDEX IF NOT EXISTS b ON t (y);\n-- CREATE INDEX no ON t (x)',
    'CREATE INDEX d ON t (w);\nDROP INDEX IF EXISTS a,\n  d;\nCREATE INDEX CONCURRENTLY c ON t (z);',
  ])

  assert.deepEqual(names, ['b', 'c'])
  says(judgeIndexes(['b', 'c'], [{ name: 'b', is_valid: true }]), 'problem', 'Missing: c')
  says(judgeIndexes(['b'], [{ name: 'b', is_valid: false }]), 'problem', 'REINDEX INDEX CONCURRENTLY b;')
})

test('partitions that are missing, and events that had none, are hints', () => {
  assert.equal(judgePartitions({ missing: [], has_stray: false }).level, 'ok')
  says(judgePartitions({ missing: ['event_2030_01'], has_stray: false }), 'hint', 'event_2030_01')
  says(judgePartitions({ missing: [], has_stray: true }), 'hint', 'event_default')
})

test('a table that is mostly dead rows is told', () => {
  const table = { name: 'conversation', live: 1_000, dead: 90_000, seen: null }

  assert.equal(judgeDead([table]).level, 'ok')
  says(judgeDead([{ ...table, dead: 900_000 }]), 'hint', 'VACUUM conversation;')
})

test('jobs that nobody runs are a problem, and those that gave up are told by task', () => {
  const calm = { workers: 10, late_seconds: 0, due: 0, given_up: 0, tasks: [], undelivered: 0 }

  assert.deepEqual([judgeWorkers(calm).level, judgeStuck(calm).level], ['ok', 'ok'])
  assert.equal(judgeWorkers({ ...calm, workers: 0 }).level, 'hint')
  says(judgeWorkers({ ...calm, workers: 0, due: 3, late_seconds: 90 }), 'problem', '3 jobs are due, one for 90 s')
  assert.equal(judgeWorkers({ ...calm, due: 3, late_seconds: 90 }).level, 'hint')
  says(judgeStuck({ ...calm, given_up: 2, tasks: ['team.look'] }), 'hint', 'team.look')
  says(judgeStuck({ ...calm, undelivered: 1 }), 'hint', 'on their way out')
})

test('a new database is well, and says what was done to it', async () => {
  const { rows } = await client.query<{ name: string }>('SELECT name FROM migration ORDER BY name')
  const applied = rows.map(({ name }) => name)
  const look = async () =>
    Object.fromEntries(
      [
        ...(await inspectServer(client)),
        ...(await inspectTables(client, migrations, applied)),
        ...(await inspectJobs(client)),
      ].map((finding) => [finding.name, finding]),
    )

  const before = await look()
  for (const name of ['connections', 'clock', 'transactions', 'indexes', 'event partitions', 'dead rows', 'jobs']) {
    assert.equal(before[name]?.level, 'ok', String(before[name]?.message))
  }
  assert.equal(before.worker?.level, 'hint')

  await client.query('DROP INDEX conversation_queue')
  await client.query(`INSERT INTO job_worker (id) VALUES ('worker-1')`)
  await client.query(`SELECT graphile_worker.add_job('team.look', '{}', max_attempts => 1)`)
  await client.query('UPDATE graphile_worker._private_jobs SET attempts = 1')
  const afterwards = await look()
  says(afterwards.indexes!, 'problem', 'Missing: conversation_queue')
  says(afterwards.jobs!, 'hint', '1 jobs failed as often as they may (team.look)')
  assert.equal(afterwards.worker?.level, 'ok')
})

test('the public URL is asked for, unless it is this machine', async () => {
  assert.deepEqual(await inspectReach({ publicUrl: 'http://localhost:3000', roles: ['web'] }), [])
  const answers = [`{"status":"ok"}`, 'a page of the proxy']
  const server = createServer((_request, response) => response.end(answers.shift())).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  assert.ok(address !== null && typeof address !== 'string')
  const url = `http://127.0.0.1:${address.port}`

  assert.equal((await ask(url)).level, 'ok')
  says(await ask(url), 'hint', 'answered by something else (200)')
  server.close()
  server.closeAllConnections()
  says(await ask(url), 'hint', 'does not answer from here')
})

function says(finding: Finding, level: Finding['level'], words: string): void {
  assert.equal(finding.level, level, finding.message)
  assert.ok(finding.message.includes(words), finding.message)
}
