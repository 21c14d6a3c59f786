import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { createEmptyDatabase, query } from '../db/testing.ts'
import { compileCache } from '../testing/compile-cache.ts'

const folder = await mkdtemp(path.join(tmpdir(), 'fairlead-cli-backup-'))
await chmod(folder, 0o711)
after(() => rm(folder, { recursive: true, force: true }))

const owner = [
  ...['--email', 'olga@example.com', '--password', 'correct-horse'],
  ...['--name', 'Olga Owner', '--workspace', 'Example Shop'],
]
const secret = 'one secret, long enough to be one'

test('backup and restore say what they need, and what is not there', async () => {
  const nowhere = { FAIRLEAD_DATA_DIR: path.join(folder, 'nowhere') }

  for (const [argv, code, sentence] of [
    [['backup'], 2, /--to: is needed/],
    [['restore'], 2, /--from: is needed/],
    [['backup', '--to', path.join(folder, 'none')], 1, /^There is nothing to back up/],
    [['restore', '--from', path.join(folder, 'none')], 1, /^.*none is not a whole backup.*Nothing was changed/],
  ] as const) {
    const result = await fairlead(nowhere, ...argv)
    assert.equal(result.code, code)
    assert.match(result.stderr, sentence)
    assert.doesNotMatch(result.stderr, /^ {4}at /m)
  }
})

test('from your own PostgreSQL into the one that comes along, with its secret', async () => {
  await using source = await createEmptyDatabase()
  const from = { DATABASE_URL: source.url, FAIRLEAD_DATA_DIR: path.join(folder, 'own') }
  const to = { FAIRLEAD_DATA_DIR: path.join(folder, 'embedded') }
  const file = path.join(folder, 'own.tar.zst')
  await fairlead(from, 'init', ...owner)

  const made = await fairlead(from, 'backup', '--to', file)
  assert.equal(made.code, 0, made.stderr)
  assert.match(made.stdout, /holds the secret.*keep it as safe/)
  const restored = await fairlead(to, 'restore', '--from', file, '--json')
  assert.equal(restored.code, 0, restored.stderr)
  assert.ok(JSON.parse(restored.stdout).rows > 5)
  assert.deepEqual(
    await readFile(path.join(to.FAIRLEAD_DATA_DIR, 'secret')),
    await readFile(path.join(from.FAIRLEAD_DATA_DIR, 'secret')),
  )

  const again = await fairlead(to, 'init', ...owner, '--json')
  assert.equal(again.code, 0, again.stderr)
  const twice = await fairlead(to, 'restore', '--from', file)
  assert.match(twice.stderr, /^The database is in use already.*--replace/m)
  assert.equal((await fairlead(to, 'restore', '--from', file, '--replace')).code, 0)
})

test('a backup opens with its own secret only', async () => {
  await using source = await createEmptyDatabase()
  await using target = await createEmptyDatabase()
  const file = path.join(folder, 'kept-elsewhere.tar.zst')
  const from = { DATABASE_URL: source.url, FAIRLEAD_SECRET: secret }
  await fairlead(from, 'init', ...owner)
  const made = await fairlead(from, 'backup', '--to', file, '--json')
  assert.equal(JSON.parse(made.stdout).hasSecret, false)
  const dataDir = path.join(folder, 'kept-elsewhere')
  const to = { DATABASE_URL: target.url, FAIRLEAD_DATA_DIR: dataDir }

  const another = await fairlead({ ...to, FAIRLEAD_SECRET: secret.toUpperCase() }, 'restore', '--from', file)
  assert.match(another.stderr, /^FAIRLEAD_SECRET is not the secret/m)
  const none = await fairlead(to, 'restore', '--from', file)
  assert.match(none.stderr, /^The backup came without its secret/m)
  assert.deepEqual(await query(target.url, `SELECT FROM pg_class WHERE relname IN ('workspace', '_private_jobs')`), [])

  assert.equal((await fairlead({ ...to, FAIRLEAD_SECRET: secret }, 'restore', '--from', file)).code, 0)
  await writeFile(file, 'something else')
  assert.match((await fairlead(from, 'backup', '--to', file)).stderr, /is there already/)
})

type Result = Readonly<{ code: number; stdout: string; stderr: string }>

// With none of our own environment, so that a DATABASE_URL of the machine's is left alone.
function fairlead(variables: Readonly<Record<string, string>>, ...argv: readonly string[]): Promise<Result> {
  const env = { PATH: process.env.PATH, ...compileCache(), FAIRLEAD_DATA_DIR: path.join(folder, 'data'), ...variables }
  const cli = path.join(import.meta.dirname, '..', 'cli.ts')
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...argv], { env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    )
  })
}
