/** Our tables: indexes that are missing or broken, the log's partitions, and what autovacuum does not keep up with. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type pg from 'pg'
import { readAll, readOne } from './ask-database.ts'
import { type Finding, hint, ok, problem } from './finding.ts'

/** Tables whose rows change with each message. */
const busy = ['conversation', 'message', 'event_sequence', 'team_member', 'agent_load', 'presence_lease', 'stay']
const manyDead = 100_000

export async function inspectTables(
  client: pg.Client,
  migrations: string,
  applied: readonly string[],
): Promise<Finding[]> {
  const expected = indexesOf(await Promise.all(applied.map((file) => readFile(path.join(migrations, file), 'utf8'))))
  return [
    judgeIndexes(expected, await readIndexes(client)),
    judgePartitions(await readPartitions(client)),
    judgeDead(await readDead(client)),
  ]
}

/** The names of the indexes that these migrations, one after the other, leave behind. */
export function indexesOf(migrations: readonly string[]): string[] {
  const names = new Set<string>()
  const statement =
    /^\s*(CREATE|DROP)\s+(?:UNIQUE\s+)?INDEX\s+(?:CONCURRENTLY\s+)?(?:IF\s+(?:NOT\s+)?EXISTS\s+)?([a-z_]\w*(?:\s*,\s*[a-z_]\w*)*)/gim
  for (const text of migrations) {
    for (const [, verb, list] of text.matchAll(statement)) {
      for (const name of list!.split(/\s*,\s*/)) {
        if (verb!.toUpperCase() === 'CREATE') names.add(name)
        else names.delete(name)
      }
    }
  }
  return [...names]
}

type Index = Readonly<{ name: string; is_valid: boolean }>

export function judgeIndexes(expected: readonly string[], found: readonly Index[]): Finding {
  const name = 'indexes'
  const missing = expected.filter((index) => !found.some((other) => other.name === index))
  const invalid = found.filter(({ is_valid }) => !is_valid).map((index) => index.name)
  if (invalid.length > 0) {
    const cure = invalid.map((index) => `REINDEX INDEX CONCURRENTLY ${index};`).join(' ')
    return problem(name, `Not usable: ${invalid.join(', ')}. Rebuild: ${cure}`)
  }
  if (missing.length > 0) {
    return problem(
      name,
      `Missing: ${missing.join(', ')}. Somebody dropped them: make them again with the statements in ` +
        'server/src/db/migrations, or everything gets slower with every message.',
    )
  }
  return ok(name, `All ${expected.length} indexes are there`)
}

type Partitions = Readonly<{ missing: string[]; has_stray: boolean }>

export function judgePartitions({ missing, has_stray }: Partitions): Finding {
  const name = 'event partitions'
  const worker = 'A process with the role worker sees to it each minute: is one running?'
  if (missing.length > 0) return hint(name, `The log has no partition for ${missing.join(' and ')} yet. ${worker}`)
  if (has_stray) {
    return hint(name, `Events lie in event_default, since their month had no partition, or a clock jumped. ${worker}`)
  }
  return ok(name, 'The log has a partition for this month and the next')
}

type Dead = Readonly<{ name: string; live: number; dead: number; seen: Date | null }>

export function judgeDead(tables: readonly Dead[]): Finding {
  const name = 'dead rows'
  const full = tables.filter(({ live, dead }) => dead > manyDead && dead > live)
  if (full.length === 0) return ok(name, 'Autovacuum keeps up with the busy tables')
  const said = full.map(
    (table) => `${table.name} has ${table.dead} dead rows (vacuumed ${table.seen?.toISOString() ?? 'never'})`,
  )
  const cure = full.map((table) => `VACUUM ${table.name};`).join(' ')
  return hint(name, `${said.join('; ')}. Look for transactions that stay open, then: ${cure}`)
}

function readIndexes(client: pg.Client): Promise<Index[]> {
  return readAll(
    client,
    `SELECT c.relname AS name, i.indisvalid AS is_valid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE c.relnamespace = 'public'::regnamespace`,
  )
}

function readPartitions(client: pg.Client): Promise<Partitions> {
  return readOne(
    client,
    `SELECT coalesce(array_agg(name) FILTER (WHERE to_regclass(name) IS NULL), '{}') AS missing,
       EXISTS (SELECT FROM event_default) AS has_stray
     FROM (SELECT 'event_' || to_char(now() AT TIME ZONE 'UTC' + make_interval(months => i), 'YYYY_MM') AS name
       FROM generate_series(0, 1) AS i) AS months`,
  )
}

function readDead(client: pg.Client): Promise<Dead[]> {
  const names = busy.map((table) => `'${table}'`).join(', ')
  return readAll(
    client,
    `SELECT relname AS name, n_live_tup::float8 AS live, n_dead_tup::float8 AS dead,
       greatest(last_vacuum, last_autovacuum) AS seen
     FROM pg_stat_user_tables WHERE schemaname = 'public' AND relname IN (${names})`,
  )
}
