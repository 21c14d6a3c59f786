/**
 * Everything a Fairlead keeps, as of one instant, while it goes on working: the tables in one snapshot, then the files
 * of the attachments that the snapshot names. A file is written before its row says "stored", and never changed.
 */
import { type FileHandle, open, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type pg from 'pg'
import type { Secrets } from '../auth/secrets.ts'
import { ArchiveWriter } from './archive.ts'
import { BackupError } from './backup-error.ts'
import { copyOut } from './copy.ts'
import { type End, endName, jobsTable, type Manifest, manifestName, secretName } from './manifest.ts'
import { openSession, queryOne } from './session.ts'

export type BackupOptions = Readonly<{
  url: string
  dataDir: string
  file: string
  secrets: Secrets
  /** The secret to put in; null keeps it out. */
  secret: string | null
}>

export type BackedUp = Readonly<{
  at: string
  bytes: number
  rows: number
  attachments: number
  missing: readonly string[]
}>

/** Until it is whole, a backup does not have its name; one that is there is not written over. */
export async function backUp(options: BackupOptions): Promise<BackedUp> {
  const isTaken = await stat(options.file).catch(() => null)
  if (isTaken) throw new BackupError(`${options.file} is there already, and stays as it is: choose another name.`)
  const unfinished = `${options.file}.${process.pid}.part`
  const archive = new ArchiveWriter(unfinished)
  try {
    const { manifest, end } = await fill(archive, options)
    await archive.end()
    const { size: bytes } = await stat(unfinished)
    await rename(unfinished, options.file)
    const rows = Object.values(end.rows).reduce((sum, count) => sum + count, 0)
    return { at: manifest.at, bytes, rows, attachments: end.attachments, missing: end.missing }
  } catch (error) {
    await archive.abort()
    await rm(unfinished, { force: true })
    throw error
  }
}

async function fill(
  archive: ArchiveWriter,
  { url, dataDir, secrets, secret }: BackupOptions,
): Promise<{ manifest: Manifest; end: End }> {
  const client = await openSession(url)
  try {
    await beginSnapshot(client)
    const manifest = await describe(client, secrets, secret !== null)
    await addText(archive, manifestName, JSON.stringify(manifest, null, 2))
    if (secret !== null) await addText(archive, secretName, secret)

    const rows: Record<string, number> = {}
    for (const { name, columns } of manifest.tables) {
      rows[name] = await addTable(client, archive, name, `SELECT ${columns.join(', ')} FROM "${name}"`)
    }
    rows[jobsTable.name] = await addTable(client, archive, jobsTable.name, waitingJobs)
    const files = await readFiles(client)
    // Before the files, which may take long: what an open snapshot sees, PostgreSQL cannot tidy away.
    await client.query('COMMIT')

    const end = { rows, ...(await addFiles(archive, dataDir, files)), sha256: '' }
    end.sha256 = archive.sha256
    await addText(archive, endName, JSON.stringify(end, null, 2))
    return { manifest, end }
  } finally {
    await client.end()
  }
}

// The locks come before the snapshot, so that nothing it sees is dropped or changed under way.
async function beginSnapshot(client: pg.Client): Promise<void> {
  const tables = `SELECT string_agg(quote_ident(relname), ', ') AS names FROM pg_class WHERE ${isOurs}`
  const { names } = await queryOne<{ names: string | null }>(client, tables)
  if (names === null) throw new BackupError('There is nothing to back up: the database has no tables.')
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  await client.query(`LOCK TABLE migration, ${names} IN ACCESS SHARE MODE`)
  if ((await queryOne<{ names: string }>(client, tables)).names !== names) {
    throw new BackupError('The database was migrated in this moment: try again.')
  }
}

// Partitions are read through their table. Those that were taken off it are on their way out.
const isOurs = `relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
  AND relpersistence = 'p' AND relname NOT IN ('migration', 'job_worker') AND relname !~ '^event_(dropped_)?\\d{4}_\\d{2}$'`

async function describe(client: pg.Client, secrets: Secrets, hasSecret: boolean): Promise<Manifest> {
  const { rows: migrations } = await client.query<Manifest['migrations'][number]>(
    'SELECT name, sha256 FROM migration ORDER BY name',
  )
  const { rows: tables } = await client.query<Manifest['tables'][number]>(`
    SELECT relname AS name, (SELECT array_agg(quote_ident(attname) ORDER BY attnum) FROM pg_attribute
      WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns
    FROM pg_class c WHERE ${isOurs} ORDER BY relname`)
  const { rows: sequenceNames } = await client.query<{ name: string }>(`
    SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'S'
    ORDER BY relname`)
  const { rows: months } = await client.query<{ month: string }>(`
    SELECT to_char(to_date(substr(relname, 7), 'YYYY_MM'), 'YYYY-MM-DD') AS month
    FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
    WHERE inhparent = 'event'::regclass AND relname ~ '^event_\\d{4}_\\d{2}$' ORDER BY 1`)
  const { at, version } = await queryOne<{ at: Date; version: string }>(
    client,
    `SELECT now() AS at, current_setting('server_version') AS version`,
  )

  const sequences: Manifest['sequences'] = []
  for (const { name } of sequenceNames) {
    sequences.push({
      name,
      ...(await queryOne<{ last: string; isCalled: boolean }>(
        client,
        `SELECT last_value::text AS last, is_called AS "isCalled" FROM "${name}"`,
      )),
    })
  }
  return {
    format: 1,
    fairlead: await readVersion(),
    postgres: version,
    at: at.toISOString(),
    migrations,
    tables,
    sequences,
    eventMonths: months.map(({ month }) => month),
    sealed: secrets.encrypt('backup', 'backup').toString('base64'),
    hasSecret,
  }
}

// Those that failed for good are left: what they were for is looked after by housekeeping.
const waitingJobs = `
  SELECT t.identifier, j.payload, q.queue_name, j.run_at, j.max_attempts, j.key, j.priority,
    (SELECT array_agg(flag) FROM jsonb_object_keys(j.flags) AS f (flag))
  FROM graphile_worker._private_jobs j
  JOIN graphile_worker._private_tasks t ON t.id = j.task_id
  LEFT JOIN graphile_worker._private_job_queues q ON q.id = j.job_queue_id
  WHERE j.attempts < j.max_attempts ORDER BY j.id`

async function addTable(client: pg.Client, archive: ArchiveWriter, name: string, select: string): Promise<number> {
  let part = 0
  return await copyOut(client, `COPY (${select}) TO STDOUT`, async (bytes) => {
    part += 1
    await archive.add(`tables/${name}/${String(part).padStart(6, '0')}`, bytes.length, [bytes])
  })
}

// Names only, some 60 bytes each: a million of them may be held.
async function readFiles(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    SELECT workspace_id || '/' || right(id::text, 2) || '/' || id AS name FROM attachment WHERE state = 'stored'
    ORDER BY workspace_id, id`)
  return rows.map(({ name }) => name)
}

async function addFiles(
  archive: ArchiveWriter,
  dataDir: string,
  names: readonly string[],
): Promise<Pick<End, 'attachments' | 'missing'>> {
  const missing: string[] = []
  for (const name of names) {
    const handle = await openIfExists(path.join(dataDir, 'attachments', name))
    if (handle === null) {
      missing.push(name)
    } else {
      await using file = handle
      await archive.add(`attachments/${name}`, (await file.stat()).size, file.createReadStream({ autoClose: false }))
    }
  }
  return { attachments: names.length - missing.length, missing }
}

async function openIfExists(file: string): Promise<FileHandle | null> {
  try {
    return await open(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

async function addText(archive: ArchiveWriter, name: string, text: string): Promise<void> {
  const bytes = Buffer.from(text)
  await archive.add(name, bytes.length, [bytes])
}

async function readVersion(): Promise<string> {
  const file = path.join(import.meta.dirname, '..', '..', 'package.json')
  const { version }: { version: string } = JSON.parse(await readFile(file, 'utf8'))
  return version
}
