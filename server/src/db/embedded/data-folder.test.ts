import assert from 'node:assert/strict'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { DataFolder } from './data-folder.ts'

const parent = await mkdtemp(path.join(tmpdir(), 'fairlead-data-'))
after(() => rm(parent, { recursive: true }))

test('is made when it is missing, with all above it', async () => {
  using folder = await DataFolder.open(path.join(parent, 'some/where'))

  assert.equal((await stat(folder.path)).isDirectory(), true)
})

test('opens once at a time', async () => {
  const dataDir = path.join(parent, 'once')
  {
    using _first = await DataFolder.open(dataDir)
    await assert.rejects(DataFolder.open(dataDir), { code: 'data_in_use' })
  }
  using _second = await DataFolder.open(dataDir)
})

test('keeps the password it made', async () => {
  using folder = await DataFolder.open(path.join(parent, 'password'))
  const password = await folder.password()

  assert.match(password, /^[\w-]{32}$/)
  assert.equal(await folder.password(), password)
})

test('makes the password anew when the disk was full at the first try', async () => {
  using folder = await DataFolder.open(path.join(parent, 'half'))
  await writeFile(path.join(folder.path, 'postgres-password'), '')

  assert.match(await folder.password(), /^[\w-]{32}$/)
})

test('says so when it cannot be', async () => {
  await writeFile(path.join(parent, 'file'), '')

  await assert.rejects(DataFolder.open(path.join(parent, 'file/data')), {
    code: 'data_unwritable',
    message: /file\/data.*DATABASE_URL/,
  })
})
