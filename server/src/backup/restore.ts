/**
 * Brings a backup back: read through to its end first, then loaded in one transaction. Whatever goes wrong, the database
 * and the folder are as before.
 */
import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { runMigrations } from 'graphile-worker'
import type pg from 'pg'
import { migrate, recreate } from '../db/migrate.ts'
import { type Entry, readArchive } from './archive.ts'
import { BackupError } from './backup-error.ts'
import { copyIn } from './copy.ts'
import { swapIn } from './files.ts'
import { jobsTable, type Manifest } from './manifest.ts'
import { clear, holdChecks, restoreChecks } from './schema.ts'
import { openSession, queryOne } from './session.ts'
import type { Verified } from './verify.ts'

export type RestoreOptions = Readonly<{
  url: string
  dataDir: string
  file: string
  backup: Verified
  /** What the data folder's secret has to be; null leaves it alone. */
  secret: string | null
  /** Whether what the database holds may be thrown away. */
  replace: boolean
}>

export type Restored = Readonly<{ rows: number; attachments: number; skipped: readonly string[] }>

export async function restore(options: RestoreOptions): Promise<Restored> {
  const { url, dataDir, backup, secret } = options
  const client = await openSession(url)
  await using files = await swapIn(dataDir, secret === null ? ['attachments'] : ['attachments', 'secret'])
  try {
    await refuseIfUsed(client, options.replace)
    // The queue's own tables are made outside of the transaction: they hold nothing yet, and what has none gains none.
    await runMigrations({ connectionString: url })
    await mkdir(files.incoming('attachments'), { mode: 0o700 })
    if (secret !== null) await writeFile(files.incoming('secret'), `${secret}\n`, { mode: 0o600 })
    await client.query('BEGIN')
    try {
      await clear(client)
      await recreate(client, backup.manifest.migrations)
      const loaded = await load(client, options, files.incoming('attachments'))
      // Files that no row names do no harm, so they come first.
      await files.swap()
      await client.query('COMMIT')
      files.keep()
      await migrate(url)
      await client.query('ANALYZE')
      return loaded
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined)
      throw error
    }
  } finally {
    await client.end()
  }
}

async function refuseIfUsed(client: pg.Client, replace: boolean): Promise<void> {
  if (await hasCompany(client))
    throw new BackupError('A Fairlead is using the database: stop every process of it first.')

  const { isOurs, hasTables } = await queryOne<{ isOurs: boolean; hasTables: boolean }>(
    client,
    `SELECT to_regclass('migration') IS NOT NULL AND to_regclass('workspace') IS NOT NULL AS "isOurs",
       EXISTS (SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
         AND relname <> 'migration') AS "hasTables"`,
  )
  if (!hasTables) return
  if (!isOurs) throw new BackupError('The database has tables that are not of Fairlead: choose one of its own.')
  const used = `SELECT EXISTS (SELECT FROM workspace) OR EXISTS (SELECT FROM person) AS "isUsed"`
  if ((await queryOne<{ isUsed: boolean }>(client, used)).isUsed && !replace) {
    throw new BackupError(
      'The database is in use already. With --replace everything in it is thrown away for the backup.',
    )
  }
}

// The connections of one that was just stopped take a moment to go.
async function hasCompany(client: pg.Client): Promise<boolean> {
  for (let tries = 1; ; tries += 1) {
    const { others } = await queryOne<{ others: number }>(
      client,
      `SELECT count(*)::int AS others FROM pg_stat_activity
       WHERE datname = current_database() AND application_name LIKE 'fairlead%' AND pid <> pg_backend_pid()`,
    )
    if (others === 0 || tries === 10) return others > 0
    await sleep(200)
  }
}

async function load(client: pg.Client, { file, backup }: RestoreOptions, incoming: string): Promise<Restored> {
  const { manifest, end } = backup
  const known = await prepare(client, manifest)
  const checks = await holdChecks(client)
  const targets = new Map([
    [jobsTable.name, 'restored_job'],
    ...manifest.tables
      .filter(({ name }) => known.has(name))
      .map(({ name, columns }) => [name, `"${name}" (${columns.join(', ')})`] as const),
  ])
  const counts = new Map<string, number>()
  let attachments = 0

  const entries = readArchive(file)
  for (let next = await entries.next(); !next.done; ) {
    const { name } = next.value
    const table = /^tables\/(.+)\/\d+$/.exec(name)?.[1] ?? ''
    const target = targets.get(table)
    if (target !== undefined) {
      const parts = partsOf(table, next.value, entries)
      counts.set(table, await copyIn(client, `COPY ${target} FROM STDIN`, parts.bytes()))
      next = parts.after()
    } else {
      if (name.startsWith('attachments/')) {
        await writeAttachment(path.join(incoming, name.slice('attachments/'.length)), next.value)
        attachments += 1
      } else {
        for await (const _ of next.value.body);
      }
      next = await entries.next()
    }
  }
  for (const table of targets.keys()) {
    const [count, expected] = [counts.get(table) ?? 0, end.rows[table]]
    if (count !== expected) throw new BackupError(`${table}: ${count} rows instead of ${expected}`)
  }

  await client.query(addJobs)
  for (const { name, last, isCalled } of manifest.sequences) {
    await client.query('SELECT setval(quote_ident($1)::regclass, $2, $3)', [name, last, isCalled])
  }
  await restoreChecks(client, checks)
  const rows = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return { rows, attachments, skipped: manifest.tables.map(({ name }) => name).filter((name) => !known.has(name)) }
}

// Tables somebody else put there have no place here. They are left, and named.
async function prepare(client: pg.Client, { eventMonths }: Manifest): Promise<ReadonlySet<string>> {
  for (const month of eventMonths) {
    await client.query(`SELECT ensure_event_partitions($1::timestamp AT TIME ZONE 'UTC')`, [month])
  }
  await client.query(`CREATE TEMPORARY TABLE restored_job (identifier text, payload json, queue_name text,
    run_at timestamptz, max_attempts integer, job_key text, priority integer, flags text[]) ON COMMIT DROP`)
  const { rows } = await client.query<{ name: string }>(`
    SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')`)
  return new Set(rows.map(({ name }) => name))
}

/** The bytes of a table's parts, which follow each other; then the first entry that is none of them. */
function partsOf(table: string, first: Entry, entries: AsyncIterator<Entry>) {
  let next: IteratorResult<Entry> = { done: false, value: first }
  return {
    async *bytes(): AsyncGenerator<Buffer> {
      while (!next.done && next.value.name.startsWith(`tables/${table}/`)) {
        yield* next.value.body
        next = await entries.next()
      }
    },
    after: () => next,
  }
}

const addJobs = `
  DELETE FROM graphile_worker._private_jobs;
  SELECT graphile_worker.add_job(identifier, payload, queue_name, run_at, max_attempts, job_key, priority, flags)
  FROM restored_job`

async function writeAttachment(file: string, { name, body }: Entry): Promise<void> {
  if (!/^attachments\/[\da-f-]{36}\/[\da-f]{2}\/[\da-f-]{36}$/.test(name)) throw new Error(`${name} is no attachment`)
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  await pipeline(body, createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }))
}
