import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { hashToken } from './auth/secrets.ts'
import { Database } from './db/database.ts'
import { EmbeddedPostgres } from './db/embedded.ts'
import { createEmptyDatabase } from './db/testing.ts'
import { compileCache } from './testing/compile-cache.ts'

const folder = await mkdtemp(path.join(tmpdir(), 'fairlead-cli-'))
await chmod(folder, 0o711)
after(() => rm(folder, { recursive: true, force: true }))

const owner = [
  ...['--email', 'olga@example.com', '--password', 'correct-horse'],
  ...['--name', 'Olga Owner', '--workspace', 'Example Shop'],
]

test('explains itself, and what it does not understand', async () => {
  assert.match((await fairlead({}, '--help')).stdout, /init .*migrate .*doctor /s)
  assert.match((await fairlead({})).stdout, /Usage:/)

  const misunderstood = [['nonsense'], ['init', '--colour'], ['migrate', 'twice'], ['workflows', 'dance', 'x']]
  for (const { code, stdout, stderr } of await Promise.all(misunderstood.map((argv) => fairlead({}, ...argv)))) {
    assert.deepEqual([code, stdout], [2, ''])
    assert.match(stderr, /--help/)
  }
})

test('init says which options it needs', async () => {
  const { code, stderr } = await fairlead({}, 'init', '--email', 'olga', '--name', 'Olga Owner', '--password', 'short')

  assert.equal(code, 2)
  assert.match(stderr, /--workspace: is needed/)
  assert.match(stderr, /--email: Invalid/)
  assert.match(stderr, /--password: Too small/)
  assert.doesNotMatch(stderr, /--name/)
})

test('password gives somebody a new password, and says when there is no such person', async () => {
  await using empty = await createEmptyDatabase()
  const variables = { DATABASE_URL: empty.url }
  await fairlead(variables, 'init', ...owner)
  const before = await hashOf(empty.url)

  const { code, stdout } = await fairlead(variables, 'password', '--email', 'Olga@example.com', '--json')
  assert.equal(code, 0)
  assert.match(JSON.parse(stdout).password, /^[\w-]{16}$/)
  assert.notEqual(await hashOf(empty.url), before)

  const stranger = await fairlead(variables, 'password', '--email', 'nobody@example.com')
  assert.deepEqual([stranger.code, stranger.stdout], [1, ''])
  assert.match(stranger.stderr, /Nobody has the e-mail nobody@example.com/)
})

test('init --json prints the workspace, its owner and a key, and may be run again', async () => {
  await using empty = await createEmptyDatabase()
  const variables = { DATABASE_URL: empty.url }

  const first = await fairlead(variables, 'init', ...owner, '--json')
  const second = await fairlead(variables, 'init', ...owner, '--json')

  assert.deepEqual([first.code, second.code], [0, 0], first.stderr + second.stderr)
  const made: { workspaceId: string; memberId: string; apiKey: string } = JSON.parse(first.stdout)
  const again: typeof made = JSON.parse(second.stdout)
  assert.deepEqual(Object.keys(made), ['workspaceId', 'memberId', 'apiKey'])
  assert.deepEqual({ ...again, apiKey: '' }, { ...made, apiKey: '' })
  assert.notEqual(again.apiKey, made.apiKey)

  await using database = new Database(empty.url)
  const keys = await database.db.selectFrom('api_key').select(['key_hash', 'member_id']).orderBy('id').execute()
  assert.deepEqual(
    keys,
    [made, again].map(({ apiKey, memberId }) => ({ key_hash: hashToken(apiKey), member_id: memberId })),
  )
})

test('init refuses a second owner, and to say who the first is', async () => {
  await using empty = await createEmptyDatabase()
  const variables = { DATABASE_URL: empty.url }
  const { code, stdout } = await fairlead(variables, 'init', ...owner)
  assert.equal(code, 0)
  assert.match(stdout, /API key, shown this once: flk_/)

  for (const argv of [owner, [...owner, '--json', '--password', 'battery-staple']]) {
    const refused = await fairlead(variables, 'init', ...argv)
    assert.deepEqual([refused.code, refused.stdout], [1, ''])
    assert.match(refused.stderr, /^already_set_up: /)
  }
})

test('works on the embedded database, whether the server runs or not', async () => {
  const dataDir = path.join(folder, 'embedded')
  const variables = { FAIRLEAD_DATA_DIR: dataDir }

  const cold = await fairlead(variables, 'init', ...owner, '--json')
  assert.equal(cold.code, 0, cold.stderr)

  const server = await EmbeddedPostgres.start({ dataDir, log: () => undefined })
  try {
    const warm = await fairlead(variables, 'init', ...owner, '--json')
    assert.equal(warm.code, 0, warm.stderr)
    assert.equal(JSON.parse(warm.stdout).memberId, JSON.parse(cold.stdout).memberId)
    assert.deepEqual(await fairlead(variables, 'migrate', '--json'), {
      code: 0,
      stdout: '{"isMigrated":true}\n',
      stderr: '',
    })
    assert.match(String((await diagnose(variables)).database), /^ok,PostgreSQL .* is at this version$/)
  } finally {
    await server.stop()
  }
  assert.equal((await fairlead(variables, 'migrate')).code, 0)
})

test('the doctor changes nothing', async () => {
  const dataDir = path.join(folder, 'untouched')

  const found = await diagnose({ FAIRLEAD_DATA_DIR: dataDir })

  assert.deepEqual(found.database, ['ok', 'The database will be made at the first start'])
  assert.deepEqual(found.secret, ['ok', 'The secret will be made at the first start'])
  await assert.rejects(readFile(dataDir), { code: 'ENOENT' })
})

test('the doctor says what is amiss, and what to do', async () => {
  const stranger = createServer((socket) => socket.destroy()).listen(0)
  await once(stranger, 'listening')
  const address = stranger.address()
  assert.ok(address !== null && typeof address !== 'string')
  try {
    const { code, stdout } = await fairlead(
      { DATABASE_URL: 'postgres://nobody:none@127.0.0.1:1/none', PORT: String(address.port) },
      'doctor',
    )

    assert.equal(code, 1)
    assert.match(stdout, /^✓ Node /m)
    assert.match(stdout, /^✗ The database cannot be used: .*ECONNREFUSED/m)
    assert.match(stdout, /^✗ Port \d+ is taken by another program\. .*Set PORT/m)
    assert.match(stdout, /^! http:\/\/localhost:\d+ is not https/m)
    assert.match(stdout, /^To mend: 2$/m)
  } finally {
    stranger.close()
  }
})

test('the doctor names the variable that is wrong', async () => {
  const { code, stdout } = await fairlead({ PORT: 'many' }, 'doctor', '--json')

  assert.equal(code, 1)
  assert.match(JSON.parse(stdout).findings.at(-1).message, /^PORT: /)
})

test('the doctor misses the secret of a database in use', async () => {
  await using empty = await createEmptyDatabase()
  await fairlead({ DATABASE_URL: empty.url, FAIRLEAD_SECRET: 'x'.repeat(32) }, 'init', ...owner)

  const found = await diagnose({ DATABASE_URL: empty.url, FAIRLEAD_DATA_DIR: path.join(folder, 'other') })

  assert.equal(found.secret?.[0], 'problem')
  assert.match(found.secret?.[1] ?? '', /set FAIRLEAD_SECRET/)
})

test('the doctor tells how far the database was migrated', async () => {
  await using empty = await createEmptyDatabase()
  const variables = { DATABASE_URL: empty.url }
  assert.match(String((await diagnose(variables)).database), /its tables will be made at the first start/)

  await fairlead(variables, 'migrate')
  await using database = new Database(empty.url)
  await database.pool.query(`INSERT INTO migration (name, sha256) VALUES ('9999_later.sql', '')`)
  assert.match(String((await diagnose(variables)).database), /^problem,.* a newer Fairlead .*9999_later/)
})

type Result = Readonly<{ code: number; stdout: string; stderr: string }>

// With none of our own environment, so that a DATABASE_URL of the machine's is left alone.
function fairlead(variables: Readonly<Record<string, string>>, ...argv: readonly string[]): Promise<Result> {
  const env = {
    PATH: process.env.PATH,
    ...compileCache(),
    PORT: '0',
    FAIRLEAD_DATA_DIR: path.join(folder, 'data'),
    ...variables,
  }
  return new Promise((resolve) => {
    execFile(process.execPath, [path.join(import.meta.dirname, 'cli.ts'), ...argv], { env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    )
  })
}

async function diagnose(variables: Readonly<Record<string, string>>): Promise<Record<string, [string, string]>> {
  const { stdout } = await fairlead(variables, 'doctor', '--json')
  const { findings }: { findings: { name: string; level: string; message: string }[] } = JSON.parse(stdout)
  return Object.fromEntries(findings.map(({ name, level, message }) => [name, [level, message]]))
}

async function hashOf(url: string): Promise<string | null | undefined> {
  await using database = new Database(url)
  return (await database.db.selectFrom('credential').select('password').executeTakeFirst())?.password
}
