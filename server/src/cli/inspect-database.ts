import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Config } from '../config.ts'
import { isCluster } from '../db/embedded/cluster.ts'
import { findPrograms } from '../db/embedded/programs.ts'
import { readOne } from './ask-database.ts'
import { connect } from './connect.ts'
import { type Finding, hint, ok, problem } from './finding.ts'
import { inspectJobs } from './inspect-jobs.ts'
import { inspectServer } from './inspect-server.ts'
import { inspectTables } from './inspect-tables.ts'

type Inspection = Readonly<{ findings: readonly Finding[]; hasWorkspace: boolean }>

const name = 'database'
const migrations = fileURLToPath(new URL('../db/migrations', import.meta.url))

export async function inspectDatabase(config: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<Inspection> {
  try {
    if (config.databaseUrl === null && !(await isCluster(path.join(config.dataDir, 'postgres')))) {
      await findPrograms()
      return { findings: [ok(name, 'The database will be made at the first start')], hasWorkspace: false }
    }
    await using connection = await connect(config)
    return await inspectConnected(connection.url)
  } catch (error) {
    return { findings: [problem(name, `The database cannot be used: ${reasonOf(error)}`)], hasWorkspace: false }
  }
}

async function inspectConnected(url: string): Promise<Inspection> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    const { number, version, encoding } = await readOne<{ number: number; version: string; encoding: string }>(
      client,
      `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version,
         current_setting('server_encoding') AS encoding`,
    )
    const applied = await readApplied(client)
    const hasWorkspace =
      applied.length > 0 &&
      (await readOne<{ has: boolean }>(client, 'SELECT EXISTS (SELECT FROM workspace) AS has')).has

    if (number < 150_000) {
      return { findings: [problem(name, `PostgreSQL ${version} is too old: upgrade it to 15 or newer.`)], hasWorkspace }
    }
    if (encoding !== 'UTF8') {
      const advice = 'make one with ENCODING UTF8 and name it in DATABASE_URL.'
      return { findings: [problem(name, `The database keeps text as ${encoding}: ${advice}`)], hasWorkspace }
    }
    const known = await readKnown()
    const findings = [judgeMigrations(version, applied, known), ...(await inspectServer(client))]
    // Of tables that are not there yet, or not ours any more, there is nothing to say.
    const own = applied.filter((migration) => known.includes(migration))
    if (own.length > 0) findings.push(...(await inspectTables(client, migrations, own)), ...(await inspectJobs(client)))
    return { findings, hasWorkspace }
  } finally {
    await client.end()
  }
}

export function judgeMigrations(version: string, applied: readonly string[], known: readonly string[]): Finding {
  const pending = known.filter((migration) => !applied.includes(migration))
  const unknown = applied.filter((migration) => !known.includes(migration))
  const answers = `PostgreSQL ${version} answers`

  if (unknown.length > 0) {
    return problem(name, `${answers}, and a newer Fairlead migrated it (${unknown.join(', ')}): update this one.`)
  }
  if (applied.length === 0) return ok(name, `${answers}; its tables will be made at the first start`)
  if (pending.length > 0) {
    return hint(name, `${answers}; the next start, or the command migrate, applies ${pending.join(', ')}.`)
  }
  return ok(name, `${answers} and is at this version`)
}

async function readApplied(client: pg.Client): Promise<string[]> {
  const { has } = await readOne<{ has: boolean }>(client, `SELECT to_regclass('migration') IS NOT NULL AS has`)
  if (!has) return []
  const { rows } = await client.query<{ name: string }>('SELECT name FROM migration ORDER BY name')
  return rows.map((row) => row.name)
}

async function readKnown(): Promise<string[]> {
  return (await readdir(migrations)).filter((file) => file.endsWith('.sql')).sort()
}

// A host with several addresses is refused once for each, and that error has no message of its own.
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
