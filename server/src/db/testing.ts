import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { migrate } from './migrate.ts'

/** A database that is dropped at the end. */
export type TestDatabase = Readonly<{ url: string; [Symbol.asyncDispose](): Promise<void> }>

/** A database of its own for a test file: migrated, without rows. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { server, template } = readEnvironment()
  // Measured: FILE_COPY and WAL_LOG clone in about the same time (40 to 90 ms), dropping then takes 45 or 105 ms.
  return await create(server, nameAfter(template), `TEMPLATE ${template} STRATEGY FILE_COPY`)
}

/** A database without anything in it, not even our tables. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const { server, template } = readEnvironment()
  return await create(server, nameAfter(template), 'TEMPLATE template0')
}

/** The migrated database that the others are cloned from; when dropped, clones that were left behind go with it. */
export async function createTemplateDatabase(server: string): Promise<TestDatabase & { readonly name: string }> {
  const name = nameAfter('fairlead_test')
  const database = await create(server, name, 'TEMPLATE template0')
  const drop = () => dropAll(server, name)
  try {
    await migrate(database.url)
    // As long as somebody is connected, a database cannot be cloned.
    await query(server, `ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`)
    return { name, url: database.url, [Symbol.asyncDispose]: drop }
  } catch (error) {
    await drop()
    throw error
  }
}

/** Runs one statement on a connection of its own. */
export async function query<Row extends pg.QueryResultRow>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client(url)
  // Whoever waits for the answer hears of a connection that breaks; nobody else has to.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Row>(statement)).rows
  } finally {
    await client.end()
  }
}

async function create(server: string, name: string, from: string): Promise<TestDatabase> {
  await query(server, `CREATE DATABASE ${name} ${from}`)

  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, [Symbol.asyncDispose]: () => drop(server, name) }
}

async function dropAll(server: string, template: string): Promise<void> {
  const rows = await query(server, `SELECT datname AS name FROM pg_database WHERE starts_with(datname, '${template}')`)
  for (const { name } of rows) await drop(server, name)
}

async function drop(server: string, name: string): Promise<void> {
  await query(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
}

function nameAfter(name: string): string {
  return `${name}_${randomUUID().slice(0, 8)}`
}

function readEnvironment(): { server: string; template: string } {
  const { FAIRLEAD_TEST_DATABASE_URL: server, FAIRLEAD_TEST_TEMPLATE: template } = process.env
  if (!server || !template) throw new Error('This test needs a database. Run it with `npm test -- <file>`.')
  return { server, template }
}
