import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DataFolderError } from './embedded/data-folder.ts'
import { EmbeddedPostgres } from './embedded.ts'
import { query } from './testing.ts'

// Closed to everybody but us, as a checkout in root's home is. The tests build on each other: making a database
// takes a second, so they share one.
const closed = await mkdtemp(path.join(tmpdir(), 'fairlead-embedded-'))
const dataDir = path.join(closed, 'data')
const cluster = path.join(dataDir, 'postgres')
const log = () => {}

after(() => rm(closed, { recursive: true, force: true }))

test('makes a new database: durable, in UTF-8, knowing the letters of every language', async () => {
  // What an earlier start did not finish.
  await mkdir(path.join(dataDir, 'postgres.tmp'), { recursive: true })
  await writeFile(path.join(dataDir, 'postgres.tmp', 'half'), '')

  await using database = await EmbeddedPostgres.start({ dataDir, log })

  assert.deepEqual(
    await query(
      database.url,
      `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
         current_setting('max_connections') AS connections, current_setting('server_encoding') AS encoding,
         current_setting('TimeZone') AS zone, lower('ÄÇŁΔ') AS lower`,
    ),
    [{ fsync: 'on', commit: 'on', connections: '200', encoding: 'UTF8', zone: 'UTC', lower: 'äçłδ' }],
  )
  assert.equal(database.url.includes('@127.0.0.1:'), true)
  await assert.rejects(stat(path.join(dataDir, 'postgres.tmp')), { code: 'ENOENT' })
})

test('lets in nobody without the password, which only its owner can read', async () => {
  await using database = await EmbeddedPostgres.start({ dataDir, log })
  const url = new URL(database.url)
  url.password = 'guessed'

  await assert.rejects(query(url.href, 'SELECT 1'), { code: '28P01' })
  assert.equal(await modeOf(path.join(dataDir, 'postgres-password')), 0o600)
  assert.equal(await modeOf(cluster), 0o700)
})

test('leaves the folders above as closed as they were', async () => {
  assert.equal(await modeOf(closed), 0o700)
})

test('keeps what was written', async () => {
  {
    await using database = await EmbeddedPostgres.start({ dataDir, log })
    await query(database.url, 'CREATE TABLE kept (name text)')
    await query(database.url, `INSERT INTO kept VALUES ('before')`)
  }
  await using database = await EmbeddedPostgres.start({ dataDir, log })

  assert.deepEqual(await query(database.url, 'SELECT name FROM kept'), [{ name: 'before' }])
})

test('refuses a folder that is in use, and says what to do', async () => {
  await using database = await EmbeddedPostgres.start({ dataDir, log })

  await assert.rejects(EmbeddedPostgres.start({ dataDir, log }), { code: 'data_in_use', message: /data.*DATABASE_URL/ })
  assert.deepEqual(await query(database.url, 'SELECT 1 AS one'), [{ one: 1 }])
})

test('takes over from a Fairlead that was killed, and its PostgreSQL with it', async () => {
  const orphan = await startElsewhere()
  await query(orphan.url, `INSERT INTO kept VALUES ('committed before the kill')`)
  orphan.process.kill('SIGKILL')
  await once(orphan.process, 'exit')

  await using database = await EmbeddedPostgres.start({ dataDir, log })

  await assert.rejects(query(orphan.url, 'SELECT 1'))
  assert.deepEqual(await query(database.url, 'SELECT name FROM kept'), [
    { name: 'before' },
    { name: 'committed before the kill' },
  ])
})

test('recovers after everything was killed at once', async () => {
  const orphan = await startElsewhere()
  await query(orphan.url, `INSERT INTO kept VALUES ('before the power cut')`)
  process.kill(await postmaster(), 'SIGKILL')
  orphan.process.kill('SIGKILL')
  await once(orphan.process, 'exit')

  await using database = await EmbeddedPostgres.start({ dataDir, log })

  assert.equal((await query(database.url, 'SELECT FROM kept')).length, 3)
})

test('is not kept from starting by one that was killed and that nobody has asked how it ended', async () => {
  const { uid, gid } = await stat(cluster)
  // The shell starts what looks like a PostgreSQL of ours, and becomes somebody who does not care for it.
  const script = `set -m; (exec -a 'postgres -D ${cluster}' sleep 60) & echo $!; exec sleep 60`
  const careless = spawn('bash', ['-c', script], process.getuid?.() === 0 ? { uid, gid } : {})
  try {
    const [number] = await once(careless.stdout, 'data')
    await writeFile(path.join(cluster, 'postmaster.pid'), `${number}${cluster}\n1700000000\n5432\n\n127.0.0.1\n`)
    await chmod(path.join(cluster, 'postmaster.pid'), 0o644)
    await using database = await EmbeddedPostgres.start({ dataDir, log })

    assert.deepEqual(await query(database.url, 'SELECT 1 AS one'), [{ one: 1 }])
    assert.equal(careless.exitCode ?? careless.signalCode, null)
  } finally {
    careless.kill()
  }
})

test('is not kept from starting by a stranger with the process number of a PostgreSQL that is gone', async () => {
  const { uid, gid } = await stat(cluster)
  const stranger = spawn('sleep', ['60'], process.getuid?.() === 0 ? { uid, gid } : {})
  try {
    await writeFile(
      path.join(cluster, 'postmaster.pid'),
      `${stranger.pid}\n${cluster}\n1700000000\n5432\n\n127.0.0.1\n`,
    )
    await chmod(path.join(cluster, 'postmaster.pid'), 0o644)
    await using database = await EmbeddedPostgres.start({ dataDir, log })

    assert.deepEqual(await query(database.url, 'SELECT 1 AS one'), [{ one: 1 }])
    assert.equal(stranger.exitCode ?? stranger.signalCode, null)
  } finally {
    stranger.kill()
  }
})

test('starts PostgreSQL again when it dies, where pools find it', async () => {
  await using database = await EmbeddedPostgres.start({ dataDir, log })
  process.kill(await postmaster(), 'SIGKILL')

  assert.deepEqual(await queryPatiently(database.url, 'SELECT 1 AS one'), [{ one: 1 }])
})

test('says so when PostgreSQL does not come back', async () => {
  await using database = await EmbeddedPostgres.start({ dataDir, log })
  const { promise: crash, resolve } = Promise.withResolvers<DataFolderError>()
  database.onCrash(resolve)
  const version = await readFile(path.join(cluster, 'PG_VERSION'))
  await writeFile(path.join(cluster, 'PG_VERSION'), '17\n')
  try {
    process.kill(await postmaster(), 'SIGKILL')

    assert.equal((await crash).code, 'data_wrong_version')
  } finally {
    await writeFile(path.join(cluster, 'PG_VERSION'), version)
  }
})

test('does not touch what another version wrote', async () => {
  const version = await readFile(path.join(cluster, 'PG_VERSION'))
  await writeFile(path.join(cluster, 'PG_VERSION'), '17\n')

  await assert.rejects(EmbeddedPostgres.start({ dataDir, log }), { code: 'data_wrong_version', message: /version 17/ })

  await writeFile(path.join(cluster, 'PG_VERSION'), version)
  await using database = await EmbeddedPostgres.start({ dataDir, log })
  assert.equal((await query(database.url, 'SELECT FROM kept')).length, 3)
})

async function startElsewhere() {
  const source = `
    import { EmbeddedPostgres } from ${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)}
    const database = await EmbeddedPostgres.start({ dataDir: ${JSON.stringify(dataDir)}, log() {} })
    console.log(database.url)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [url] = await once(createInterface({ input: child.stdout }), 'line')
  return { process: child, url: String(url) }
}

async function postmaster(): Promise<number> {
  return Number.parseInt(await readFile(path.join(cluster, 'postmaster.pid'), 'utf8'), 10)
}

async function modeOf(file: string): Promise<number> {
  return (await stat(file)).mode & 0o777
}

async function queryPatiently(url: string, statement: string): Promise<unknown[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await query(url, statement)
    } catch (error) {
      if (attempt === 100) throw error
      await sleep(100)
    }
  }
}
