import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'

export type MigrationErrorCode = 'database_too_old' | 'database_newer' | 'migration_changed' | 'migration_failed'

/** The database cannot be brought to this version; the message says why and what to do. */
export class MigrationError extends Error {
  readonly code: MigrationErrorCode

  constructor(code: MigrationErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'MigrationError'
    this.code = code
  }
}

const ours = fileURLToPath(new URL('migrations', import.meta.url))

/**
 * Brings the database to this version: our migrations, forward only and each in its own transaction, then the job
 * queue's. Safe to run in several processes at once. Throws MigrationError.
 */
export async function migrate(url: string, folder: string = ours): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  // Unheard, a connection that breaks would end the process; its queries fail anyway.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))

  try {
    const client = await pool.connect()
    try {
      await checkVersion(client)
      // Held by the session, so that it ends with us, and longer than a transaction, since the queue's come with it.
      await client.query(`SELECT pg_advisory_lock(${lock})`)
      await applyPending(client, await readMigrations(folder))
      await runMigrations({ pgPool: pool })
    } finally {
      client.release(true)
    }
  } finally {
    // A database with a connection left cannot be cloned, which is what tests do next.
    await pool.end()
  }
}

// Any number will do, as long as nobody else takes the same: "fairlead" in ASCII.
const lock = '7377293604775354724'

type Migration = Readonly<{ name: string; statements: string; sha256: string }>

/**
 * Makes the tables of an empty database as they are once exactly these migrations were applied, in the caller's
 * transaction. Throws MigrationError when one of them is not known here, or is another one here.
 */
export async function recreate(
  client: pg.ClientBase,
  applied: readonly Readonly<{ name: string; sha256: string }>[],
): Promise<void> {
  const migrations = await readMigrations(ours)
  checkHistory(new Map(applied.map(({ name, sha256 }) => [name, sha256])), migrations)
  await makeHistory(client)
  for (const migration of migrations) {
    if (applied.some(({ name }) => name === migration.name)) await execute(client, migration)
  }
}

async function checkVersion(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string }>(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version`,
  )
  const server = rows[0]
  if (server && server.number < 150_000) {
    throw new MigrationError(
      'database_too_old',
      `Fairlead needs PostgreSQL 15 or newer, and this is ${server.version}. Upgrade the server, ` +
        'or unset DATABASE_URL to use the PostgreSQL that comes with Fairlead.',
    )
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return await Promise.all(
    names.map(async (name) => {
      // Line ends are Git's business, and no change.
      const statements = (await readFile(`${folder}/${name}`, 'utf8')).replaceAll('\r\n', '\n')
      return { name, statements, sha256: createHash('sha256').update(statements).digest('hex') }
    }),
  )
}

async function makeHistory(client: pg.ClientBase): Promise<void> {
  await client.query(`
    CREATE TABLE IF NOT EXISTS migration (
      name text PRIMARY KEY,
      sha256 text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now()
    )`)
}

async function applyPending(client: pg.ClientBase, migrations: readonly Migration[]): Promise<void> {
  await makeHistory(client)
  const { rows } = await client.query<{ name: string; sha256: string }>('SELECT name, sha256 FROM migration')
  const applied = new Map(rows.map(({ name, sha256 }) => [name, sha256]))

  checkHistory(applied, migrations)
  for (const migration of migrations) {
    if (!applied.has(migration.name)) await apply(client, migration)
  }
}

function checkHistory(applied: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const known = new Set(migrations.map(({ name }) => name))
  const unknown = [...applied.keys()].filter((name) => !known.has(name)).sort()
  if (unknown.length > 0) {
    throw new MigrationError(
      'database_newer',
      `A newer Fairlead has migrated this database: ${unknown.join(', ')} is not known here. ` +
        'Update Fairlead, or restore a backup made before.',
    )
  }

  for (const { name, sha256 } of migrations) {
    if (applied.has(name) && applied.get(name) !== sha256) {
      throw new MigrationError(
        'migration_changed',
        `The migration ${name} was changed after it had been applied to this database. ` +
          'Undo the change and put what it was for into a new migration.',
      )
    }
  }
}

async function apply(client: pg.ClientBase, migration: Migration): Promise<void> {
  await client.query('BEGIN')
  try {
    await execute(client, migration)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}

async function execute(client: pg.ClientBase, { name, statements, sha256 }: Migration): Promise<void> {
  try {
    await client.query(statements)
    await client.query('INSERT INTO migration (name, sha256) VALUES ($1, $2)', [name, sha256])
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new MigrationError(
      'migration_failed',
      `The migration ${name} failed: ${reason}${lineOf(cause, statements)}`,
      { cause },
    )
  }
}

function lineOf(error: unknown, statements: string): string {
  const position = error instanceof pg.DatabaseError ? Number(error.position) : Number.NaN
  return position > 0 ? ` (line ${statements.slice(0, position).split('\n').length})` : ''
}
