import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { migrate } from './migrate.ts'
import { createEmptyDatabase, query } from './testing.ts'

const parent = await mkdtemp(path.join(tmpdir(), 'fairlead-migrations-'))
after(() => rm(parent, { recursive: true }))

test('applies each file once, in the order of their numbers, and then the job queue’s', async () => {
  await using database = await createEmptyDatabase()
  const folder = await write({ '0002_second.sql': `INSERT INTO ship VALUES ('Aurora')`, ...first })

  await migrate(database.url, folder)
  await migrate(database.url, folder)

  assert.deepEqual(await query(database.url, 'SELECT name FROM ship'), [{ name: 'Aurora' }])
  assert.deepEqual(await query(database.url, 'SELECT name FROM migration ORDER BY name'), [
    { name: '0001_first.sql' },
    { name: '0002_second.sql' },
  ])
  assert.deepEqual(await query(database.url, 'SELECT key FROM graphile_worker.jobs'), [])
})

test('several processes may start at once', async () => {
  await using database = await createEmptyDatabase()
  const folder = await write({ ...first, '0002_second.sql': `INSERT INTO ship VALUES ('Aurora')` })

  await Promise.all([1, 2, 3, 4].map(() => migrate(database.url, folder)))

  assert.deepEqual(await query(database.url, 'SELECT name FROM ship'), [{ name: 'Aurora' }])
})

test('a migration that fails leaves nothing, and its name and line are told', async () => {
  await using database = await createEmptyDatabase()
  const folder = await write({
    ...first,
    '0002_broken.sql': 'CREATE TABLE half ();\n\nINSERT INTO shop DEFAULT VALUES;',
  })

  await assert.rejects(migrate(database.url, folder), {
    code: 'migration_failed',
    message: /0002_broken\.sql failed: relation "shop" does not exist \(line 3\)/,
  })

  assert.deepEqual(await query(database.url, `SELECT to_regclass('half') AS half`), [{ half: null }])
  assert.deepEqual(await query(database.url, 'SELECT name FROM migration'), [{ name: '0001_first.sql' }])
})

test('a file changed after it was applied is refused', async () => {
  await using database = await createEmptyDatabase()
  await migrate(database.url, await write(first))

  await assert.rejects(migrate(database.url, await write({ '0001_first.sql': 'CREATE TABLE boat (name text)' })), {
    code: 'migration_changed',
    message: /0001_first\.sql was changed/,
  })
})

test('other line ends are no change', async () => {
  await using database = await createEmptyDatabase()
  const statements = 'CREATE TABLE ship (\n  name text\n)\n'
  await migrate(database.url, await write({ '0001_first.sql': statements }))

  await migrate(database.url, await write({ '0001_first.sql': statements.replaceAll('\n', '\r\n') }))
})

test('a database newer than this Fairlead is refused', async () => {
  await using database = await createEmptyDatabase()
  await migrate(database.url, await write({ ...first, '0002_second.sql': 'SELECT 1' }))

  await assert.rejects(migrate(database.url, await write(first)), {
    code: 'database_newer',
    message: /0002_second\.sql is not known/,
  })
})

const first = { '0001_first.sql': 'CREATE TABLE ship (name text)' }

async function write(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(path.join(parent, 'case-'))
  for (const [name, statements] of Object.entries(files)) await writeFile(path.join(folder, name), statements)
  return folder
}
