import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
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

test('announces every pool of workers, and takes them back when it stops', async () => {
  await using stage = await openStage()
  const worker = makeWorker(stage.database)
  await worker.start()
  const started = await announced(stage.database)
  await worker.stop()

  // For our own, for what is told to others, and for what they are asked.
  assert.equal(started.length, 3)
  assert.deepEqual(await announced(stage.database), [])
})

test('frees the jobs of a pool that died, and leaves those of one that lives', async () => {
  await using stage = await openStage()
  const { database } = stage
  await database.transact((tx) => addJob(tx, 'conversation.unsnooze', { workspaceId: '', id: '' }, { key: 'dead' }))
  await database.transact((tx) => addJob(tx, 'conversation.unsnooze', { workspaceId: '', id: '' }, { key: 'living' }))
  await lock(database, 'dead', 'pool-dead')
  await lock(database, 'living', 'pool-living')
  await sql`INSERT INTO job_worker (id) VALUES ('pool-living')`.execute(database.db)

  const worker = makeWorker(database)
  await worker.start()
  try {
    const until = Date.now() + 10_000
    let locked = await lockedBy(database)
    // What is freed is taken again at once, by this worker, and done.
    while (locked.join() !== 'pool-living' && Date.now() < until) {
      await sleep(50)
      locked = await lockedBy(database)
    }
    assert.deepEqual(locked, ['pool-living'])
  } finally {
    await worker.stop()
  }
})

test('a job that takes long stays with whoever runs it', async () => {
  await using stage = await openStage()
  const { database } = stage
  let asked = 0
  const fetch: GuardedFetch = ({ signal }) => {
    asked += 1
    return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('the server stops'))))
  }
  await ask(database, newId(), 'https://slow.example/')
  const worker = makeWorker(database, fetch)
  const another = makeWorker(database, fetch)
  await worker.start()
  try {
    while (asked === 0) await sleep(20)
    await sql`UPDATE graphile_worker._private_jobs SET locked_at = now() - interval '1 minute'`.execute(database.db)
    await sql`UPDATE graphile_worker._private_job_queues SET locked_at = now() - interval '1 minute'`.execute(
      database.db,
    )
    // It looks for those of the dead before it says that it started, and would take what it freed.
    await another.start()
    await sleep(1_500)
    assert.equal(asked, 1)
    assert.equal((await lockedBy(database)).length, 1)
  } finally {
    await Promise.all([worker.stop(), another.stop()])
  }
})

test('a job that was taken by a worker who never heard of it is taken again', async () => {
  await using stage = await openStage()
  const { database } = stage
  const worker = makeWorker(database)
  await worker.start()
  try {
    const [own] = await announced(database)
    await database.transact(async (tx) => {
      await addJob(tx, 'conversation.unsnooze', { workspaceId: '', id: '' }, { key: 'one', queue: 'one' })
      const held = sql`locked_at = now() - interval '1 minute', locked_by = ${own!.id}`
      await sql`UPDATE graphile_worker._private_jobs SET ${held}`.execute(tx)
      await sql`UPDATE graphile_worker._private_job_queues SET ${held}`.execute(tx)
    })
    const until = Date.now() + 15_000
    while ((await countJobs(database)) > 0 && Date.now() < until) await sleep(50)
    assert.equal(await countJobs(database), 0)
  } finally {
    await worker.stop()
  }
})

test('queues that nobody needs any more are gone before anybody looks for a job', async () => {
  await using stage = await openStage()
  const { database } = stage
  await sql`INSERT INTO graphile_worker._private_job_queues (queue_name)
    SELECT 'of ' || g FROM generate_series(1, 2500) AS g`.execute(database.db)
  const worker = makeWorker(database)
  await worker.start()
  await worker.stop()

  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM graphile_worker._private_job_queues`.execute(database.db)
  assert.equal(rows[0]!.count, 0)
})

test('a queue that was left held without a job is freed', async () => {
  await using stage = await openStage()
  const { database } = stage
  const payload = { workspaceId: '', id: '' }
  await database.transact((tx) => addJob(tx, 'conversation.unsnooze', payload, { key: 'next', queue: 'one' }))
  await sql`INSERT INTO job_worker (id) VALUES ('pool-living')`.execute(database.db)
  await sql`UPDATE graphile_worker._private_job_queues SET locked_at = now() - interval '1 minute',
    locked_by = 'pool-living'`.execute(database.db)

  const worker = makeWorker(database)
  await worker.start()
  try {
    const until = Date.now() + 10_000
    while ((await countJobs(database)) > 0 && Date.now() < until) await sleep(20)
    assert.equal(await countJobs(database), 0)
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

  assert.equal(await countJobs(database), 0)
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
  const isAsked = async (url: string) => {
    const until = Date.now() + 10_000
    while (!asked.includes(url) && Date.now() < until) await sleep(50)
    return asked.includes(url)
  }

  const worker = makeWorker(database, fetch)
  await worker.start()
  try {
    for (let index = 0; index < 40; index += 1) await ask(database, one, `https://hangs.example/${index}`)
    await ask(database, one, 'https://shop.example/')
    assert.ok(await isAsked('https://shop.example/'))
    assert.equal(hanging.size, 2)

    for (let index = 0; index < 40; index += 1) await ask(database, one, `https://hangs${index}.example/`)
    await ask(database, other, 'https://other.example/')
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

async function ask(database: Database, workspaceId: string, url: string): Promise<void> {
  const effect = { do: 'webhook' as const, id: '1.do', url, body: '' }
  const asking = { workspaceId, id: newId(), workflowId: newId(), stepId: null, effect, tries: 0 }
  await database.transact((tx) => enqueueAsking(tx, asking))
}

async function countJobs(database: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM graphile_worker.jobs`.execute(
    database.db,
  )
  return rows[0]!.count
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
