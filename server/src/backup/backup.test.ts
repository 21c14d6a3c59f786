import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { Secrets } from '../auth/secrets.ts'
import { Database } from '../db/database.ts'
import { createEmptyDatabase, createTestDatabase, query } from '../db/testing.ts'
import { backUp } from './back-up.ts'
import { restore } from './restore.ts'
import { verify } from './verify.ts'

const secret = 'a secret of the tests, long enough to be one'
const secrets = new Secrets(secret)
const workspace = '0190a000-0000-7000-8000-000000000001'
const attachment = '0190a000-0000-7000-8000-0000000000ab'

const folder = await mkdtemp(path.join(tmpdir(), 'fairlead-backup-'))
const source = await createTestDatabase()
await fill(source.url)
const dataDir = path.join(folder, 'source')
const fileFolder = path.join(dataDir, 'attachments', workspace, 'ab')
await mkdir(fileFolder, { recursive: true })
await writeFile(path.join(fileFolder, attachment), Buffer.alloc(300_001, 'picture'))
const file = path.join(folder, 'backup.tar.zst')
const backedUp = await backUp({ url: source.url, dataDir, file, secrets, secret })
after(async () => {
  await source[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

test('brings back every value of every table, jobs and counters, and says which files were not there', async () => {
  assert.deepEqual(backedUp.missing, [`${workspace}/cd/0190a000-0000-7000-8000-0000000000cd`])
  assert.equal((await stat(file)).mode & 0o777, 0o600)
  await using target = await createEmptyDatabase()
  const targetDir = path.join(folder, 'target')

  const backup = await verify(file)
  const restored = await restore({ url: target.url, dataDir: targetDir, file, backup, secret, replace: false })

  assert.deepEqual(restored, { rows: backedUp.rows, attachments: 1, skipped: [] })
  assert.deepEqual(await digest(target.url), await digest(source.url))
  assert.deepEqual(await jobs(target.url), await jobs(source.url))
  assert.deepEqual(await checks(target.url), await checks(source.url))
  const [next] = await query<{ number: string }>(target.url, `SELECT nextval('conversation_number') AS number`)
  assert.equal(next?.number, '4712')
  const stored = path.join('attachments', workspace, 'ab', attachment)
  assert.deepEqual(await readFile(path.join(targetDir, stored)), await readFile(path.join(dataDir, stored)))
  assert.equal(await readFile(path.join(targetDir, 'secret'), 'utf8'), `${secret}\n`)
  assert.deepEqual((await readdir(targetDir)).sort(), ['attachments', 'secret'])
  const months = `SELECT count(*)::int AS count FROM event_2024_02`
  assert.deepEqual(await query(target.url, months), [{ count: 1 }])
})

test('refuses a file that is damaged or cut off, wherever, and so changes nothing', async () => {
  const whole = await readFile(file)
  const damaged = path.join(folder, 'damaged')
  const undamaged = await verify(file)
  const harmless: number[] = []
  for (const at of [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99, 1]) {
    const bytes = Buffer.from(whole)
    const place = Math.floor(at * (bytes.length - 1))
    bytes[place] = bytes[place]! ^ 0x40
    await writeFile(damaged, bytes)
    // Zstandard can say the same in several ways: of 1,800 flipped bits three left every byte of the contents as it was.
    await verify(damaged).then(
      (read) => {
        assert.deepEqual(read, undamaged)
        harmless.push(place)
      },
      (error) => assert.match(String(error), /is not a whole backup: .*Nothing was changed/s),
    )
    await truncate(damaged, place)
    await assert.rejects(verify(damaged), /is not a whole backup/)
  }
  assert.ok(harmless.length < 3, `flipped without being noticed: ${harmless}`)
  await writeFile(damaged, '')
  await assert.rejects(verify(damaged), /is not a whole backup/)
})

test('a restore that fails on its way leaves the database and the folder as they were', async () => {
  await using target = await createTestDatabase()
  await query(target.url, `INSERT INTO workspace (id, name) VALUES (gen_random_uuid(), 'Kept')`)
  const targetDir = path.join(folder, 'failing')
  const kept = path.join(targetDir, 'attachments', 'kept')
  await mkdir(path.dirname(kept), { recursive: true })
  await writeFile(kept, 'kept')
  const before = await digest(target.url)
  const whole = await verify(file)
  const given = { url: target.url, dataDir: targetDir, file, secret, replace: true }
  const lying = { ...whole, end: { ...whole.end, rows: { ...whole.end.rows, stay: 7 } } }
  const newer = [...whole.manifest.migrations, { name: '9999_later.sql', sha256: '' }]

  await assert.rejects(restore({ ...given, backup: lying }), /stay: 0 rows instead of 7/)
  await assert.rejects(
    restore({ ...given, backup: { ...whole, manifest: { ...whole.manifest, migrations: newer } } }),
    /newer Fairlead.*9999_later/,
  )
  await assert.rejects(restore({ ...given, backup: whole, replace: false }), /in use already/)

  assert.deepEqual(await digest(target.url), before)
  assert.deepEqual(await readdir(targetDir), ['attachments'])
  assert.equal(await readFile(kept, 'utf8'), 'kept')

  await restore({ ...given, backup: whole })
  assert.deepEqual(await digest(target.url), await digest(source.url))
  assert.deepEqual(await readdir(path.join(targetDir, 'attachments')), [workspace])
})

test('leaves tables of others alone: none is restored over, and none is brought back', async () => {
  await using target = await createEmptyDatabase()
  await query(target.url, 'CREATE TABLE of_others (id integer)')
  const backup = await verify(file)
  const given = { url: target.url, dataDir: path.join(folder, 'others'), file, backup, secret: null, replace: true }

  await assert.rejects(restore(given), /not of Fairlead/)
  assert.deepEqual(await query(target.url, 'SELECT * FROM of_others'), [])
})

test('is not restored under the feet of a Fairlead that runs', async () => {
  await using target = await createTestDatabase()
  await using database = new Database(target.url)
  await database.pool.query('SELECT 1')
  const backup = await verify(file)
  const given = { url: target.url, dataDir: path.join(folder, 'running'), file, backup, secret: null, replace: true }

  await assert.rejects(restore(given), /A Fairlead is using the database/)
})

test('does not write over a backup that is there', async () => {
  const before = await readFile(file)
  await assert.rejects(backUp({ url: source.url, dataDir, file, secrets, secret }), /is there already/)
  assert.deepEqual(await readFile(file), before)
})

// What is hard to carry: infinity, bytes, numbers at the edge, quotes and line ends, nulls in arrays, old months.
async function fill(url: string): Promise<void> {
  await query(
    url,
    String.raw`
    SELECT ensure_event_partitions('2024-02-10');
    INSERT INTO workspace (id, name) VALUES ('${workspace}', E'Tab\t, \\N, "quoted" and \\. \r\n Ünïcødé 🚢');
    INSERT INTO event_sequence VALUES ('${workspace}', 3);
    INSERT INTO event (workspace_id, sequence, type, subject_id, actor, data, at)
      SELECT '${workspace}', n, 'workspace.changed', '${workspace}', '{"a": 1e-7}', '{"text": "\\u20ac \\\\ \\n"}', at
      FROM unnest('{2024-02-29T23:59:59.999999Z,2019-01-01T00:00:00Z}'::timestamptz[] || now()) WITH ORDINALITY AS e (at, n);
    INSERT INTO person (id, name, email) VALUES ('${workspace}', 'Olga Owner', 'olga@example.com');
    INSERT INTO member (workspace_id, id, person_id, name, email, role, skill_ids)
      VALUES ('${workspace}', '${workspace}', '${workspace}', '', 'olga@example.com', 'owner', '{${workspace}}');
    INSERT INTO presence_lease (workspace_id, member_id, until) VALUES ('${workspace}', '${workspace}', 'infinity');
    INSERT INTO team (workspace_id, id, name, policy_version, promise_quantile)
      VALUES ('${workspace}', '${workspace}', 'Support', 1, 0.1 + 0.2);
    INSERT INTO channel (workspace_id, id, type, name, settings, secrets)
      VALUES ('${workspace}', '${workspace}', 'webchat', 'Site', '{}', '\x000102ff5c');
    INSERT INTO contact (workspace_id, id, name, tags, owner_id)
      VALUES ('${workspace}', '${workspace}', 'Mara', ARRAY['', 'null', 'a"b\c', '{}', NULL], '${workspace}');
    SELECT setval('conversation_number', 4710);
    INSERT INTO conversation (workspace_id, id, channel_id, contact_id, team_id, queue_order)
      VALUES ('${workspace}', '${workspace}', '${workspace}', '${workspace}', '${workspace}', '-infinity');
    INSERT INTO message (workspace_id, id, conversation_id, channel_id, author_type, author_name, kind, state, at, text)
      SELECT '${workspace}', gen_random_uuid(), '${workspace}', '${workspace}', 'contact', 'Mara', 'text', 'received',
        now(), repeat(md5(n::text), 30) FROM generate_series(1, 6000) AS n;
    INSERT INTO attachment (workspace_id, id, name, type, state) VALUES
      ('${workspace}', '${attachment}', 'a.png', 'image/png', 'stored'),
      ('${workspace}', '0190a000-0000-7000-8000-0000000000cd', 'gone.png', 'image/png', 'stored'),
      ('${workspace}', '0190a000-0000-7000-8000-0000000000ef', 'coming.png', 'image/png', 'pending');
    SELECT graphile_worker.add_job('team.look', '{"a": [1, "x"]}', 'some queue', now() + interval '1 hour', 7, 'key', 3);
    SELECT graphile_worker.add_job('attachment.fetch', '{}', flags => '{one,two}');`,
  )
}

async function digest(url: string): Promise<Record<string, string>> {
  const tables = await query<{ name: string }>(
    url,
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
      AND NOT relispartition AND relname <> 'migration' ORDER BY 1`,
  )
  const digests: Record<string, string> = {}
  for (const { name } of tables) {
    const text = `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS is FROM ${name} t`
    digests[name] = (await query<{ is: string }>(url, text))[0]!.is
  }
  return digests
}

async function jobs(url: string) {
  return await query(
    url,
    `SELECT task_identifier, payload::text, queue_name, j.run_at, j.max_attempts, j.key, j.priority, j.flags::text
      FROM graphile_worker.jobs j JOIN graphile_worker._private_jobs p USING (id) ORDER BY j.key`,
  )
}

async function checks(url: string) {
  return [
    await query(
      url,
      `SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text !~ '^event_2' ORDER BY 1, 2`,
    ),
    await query(
      url,
      'SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2',
    ),
    await query(
      url,
      `SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename !~ '^event_2' ORDER BY 1`,
    ),
  ]
}
