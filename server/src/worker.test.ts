import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { pino } from 'pino'
import { Storage } from './attachments/storage.ts'
import { Secrets } from './auth/secrets.ts'
import { Database } from './db/database.ts'
import { newId } from './db/id.ts'
import { createTestDatabase } from './db/testing.ts'
import { addJob } from './jobs/add.ts'
import { createGuardedFetch, type GuardedFetch } from './providers/guarded-fetch.ts'
import { providerUrls } from './testing/providers.ts'
import { JobWorker } from './worker.ts'
import { enqueueAsking } from './workflows/shell/asking.ts'

const log = pino({ level: 'silent' })

test('announces every worker, and takes them back when it stops', async () => {
  await using stage = await openStage()
  const worker = makeWorker(stage.database)
  await worker.start()
  const started = await announced(stage.database)
  await worker.stop()

  // Ten for our own, six for what is told to others, twelve for what they are asked.
  assert.equal(started.length, 28)
  assert.deepEqual(await announced(stage.database), [])
})

test('frees the jobs of a worker that died, and leaves those of one that lives', async () => {
  await using stage = await openStage()
  const { database } = stage
  await database.transact((tx) => addJob(tx, 'conversation.unsnooze', { workspaceId: '', id: '' }, { key: 'dead' }))
  await database.transact((tx) => addJob(tx, 'conversation.unsnooze', { workspaceId: '', id: '' }, { key: 'living' }))
  await lock(database, 'dead', 'worker-dead')
  await lock(database, 'living', 'worker-living')
  await sql`INSERT INTO job_worker (id) VALUES ('worker-living')`.execute(database.db)

  const worker = makeWorker(database)
  await worker.start()
  try {
    const until = Date.now() + 10_000
    let locked = await lockedBy(database)
    // What is freed is taken again at once, by this worker, and done.
    while (locked.join() !== 'worker-living' && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      locked = await lockedBy(database)
    }
    assert.deepEqual(locked, ['worker-living'])
  } finally {
    await worker.stop()
  }
})

test('whoever waits for what is due has all of a queue done, however long it takes to write each down', async () => {
  await using stage = await openStage()
  const { database } = stage
  await sql`CREATE FUNCTION be_slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.05); RETURN NEW; END'`.execute(
    database.db,
  )
  await sql`CREATE TRIGGER slow BEFORE UPDATE ON graphile_worker._private_job_queues FOR EACH ROW
    WHEN (NEW.locked_by IS NULL) EXECUTE FUNCTION be_slow()`.execute(database.db)
  for (const key of ['first', 'second', 'third']) {
    await database.transact((tx) =>
      addJob(tx, 'conversation.unsnooze', { workspaceId: '', id: '' }, { key, queue: 'one' }),
    )
  }

  await makeWorker(database).runDue()

  const { rows } = await sql<{ key: string }>`SELECT key FROM graphile_worker.jobs`.execute(database.db)
  assert.deepEqual(rows, [])
})

test('servers that hang hold up neither what else is asked, nor another workspace', async () => {
  await using stage = await openStage()
  const { database } = stage
  const asked: string[] = []
  const hanging = new Set<string>()
  let most = 0
  const fetch: GuardedFetch = ({ url, signal }) => {
    asked.push(url)
    if (!url.includes('hangs')) return Promise.resolve({ status: 200, headers: new Headers(), body: noBody() })
    hanging.add(url)
    most = Math.max(most, hanging.size)
    return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('the server stops'))))
  }
  const [one, other] = [newId(), newId()]
  const ask = (workspaceId: string, url: string) => {
    const effect = { do: 'webhook' as const, id: '1.do', url, body: '' }
    const asking = { workspaceId, id: newId(), workflowId: newId(), stepId: null, effect, tries: 0 }
    return database.transact((tx) => enqueueAsking(tx, asking))
  }
  const isAsked = async (url: string) => {
    const until = Date.now() + 10_000
    while (!asked.includes(url) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50))
    return asked.includes(url)
  }

  const worker = makeWorker(database, fetch)
  await worker.start()
  try {
    for (let index = 0; index < 40; index += 1) await ask(one, `https://hangs.example/${index}`)
    await ask(one, 'https://shop.example/')
    assert.ok(await isAsked('https://shop.example/'))
    assert.equal(hanging.size, 2)

    for (let index = 0; index < 40; index += 1) await ask(one, `https://hangs${index}.example/`)
    await ask(other, 'https://other.example/')
    assert.ok(await isAsked('https://other.example/'))
    assert.equal(most, 8)
  } finally {
    await worker.stop()
  }
})

async function* noBody(): AsyncGenerator<Uint8Array> {}

async function openStage() {
  const test = await createTestDatabase()
  const database = new Database(test.url)
  return {
    database,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      await test[Symbol.asyncDispose]()
    },
  }
}

function makeWorker(database: Database, fetch = createGuardedFetch({ allowPrivateNetwork: false })): JobWorker {
  const providers = {
    fetch,
    storage: new Storage('unused'),
    secrets: new Secrets('a secret of the tests, long enough'),
    urls: providerUrls(),
    publicUrl: 'http://localhost:3000',
  }
  return new JobWorker(database, providers, log)
}

async function announced(database: Database): Promise<{ id: string }[]> {
  return database.db.selectFrom('job_worker').select('id').execute()
}

async function lock(database: Database, key: string, workerId: string): Promise<void> {
  await sql`UPDATE graphile_worker._private_jobs SET locked_at = now() - interval '1 minute', locked_by = ${workerId}
    WHERE key = ${key}`.execute(database.db)
}

async function lockedBy(database: Database): Promise<(string | null)[]> {
  const { rows } = await sql<{ locked_by: string | null }>`
    SELECT locked_by FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL`.execute(database.db)
  return rows.map((row) => row.locked_by)
}
