import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { createEmptyDatabase, createTestDatabase, query } from '../../server/src/db/testing.ts'
import { refuseOwnData } from './own-data.ts'
import { Refusal } from './refusal.ts'
import { chooseSetting } from './setting.ts'
import { login } from './workspace.ts'

test('a new folder becomes the demo’s, and is known again with a database in it', async () => {
  await using folder = await makeFolder()
  await refuseOwnData(settingIn(folder.path))
  await mkdir(path.join(folder.path, 'postgres'))

  await refuseOwnData(settingIn(folder.path))
})

test('a folder with a database that no demo made is left alone', async () => {
  await using folder = await makeFolder()
  await mkdir(path.join(folder.path, 'postgres'))

  await assert.rejects(refuseOwnData(settingIn(folder.path)), Refusal)
})

test('a database is the demo’s when it is empty or knows the demo’s login, and nobody else’s', async () => {
  await using folder = await makeFolder()
  await using empty = await createEmptyDatabase()
  await using migrated = await createTestDatabase()
  const refuse = (url: string) => refuseOwnData(settingIn(folder.path, url))
  await refuse(empty.url)
  await refuse(migrated.url)

  await query(migrated.url, `INSERT INTO workspace (id, name) VALUES (gen_random_uuid(), 'Own')`)
  await assert.rejects(refuse(migrated.url), Refusal)

  await query(
    migrated.url,
    `INSERT INTO person (id, name, email) VALUES (gen_random_uuid(), 'Olga Owner', '${login.email}')`,
  )
  await refuse(migrated.url)
})

function settingIn(folder: string, databaseUrl?: string) {
  return chooseSetting({ FAIRLEAD_DATA_DIR: folder, ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) })
}

async function makeFolder(): Promise<{ path: string } & AsyncDisposable> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fairlead-demo-'))
  return { path: folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}
