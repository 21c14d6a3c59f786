import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { startGraphEmulator } from '../../../scripts/emulators/graph.ts'
import { Storage } from '../attachments/storage.ts'
import { Database } from '../db/database.ts'
import { addJob } from '../jobs/add.ts'
import { createGuardedFetch } from '../providers/guarded-fetch.ts'
import { openApp, type TestApp } from '../testing/app.ts'
import { providerUrls } from '../testing/providers.ts'
import { type Scene, secrets, setScene } from '../testing/scene.ts'
import { beginTalk } from '../testing/talk.ts'
import { Metrics } from './metrics.ts'
import { observeLook } from './observe-look.ts'
import { readSamples } from './testing.ts'

const token = 'a-token-of-the-tests'
let app: TestApp
let url: string

before(async () => {
  app = await openApp({ metrics: { token, port: 0 } })
  url = `http://127.0.0.1:${(await app.start()).port}`
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

test('tells what came in, what was assigned, what went out and what failed', async () => {
  const graph = await startGraphEmulator({
    appSecret: 'app secret',
    accessToken: 'token',
    statusDelays: { sentMs: null, deliveredMs: null, readMs: null },
  })
  const providers = {
    fetch: createGuardedFetch({ allowPrivateNetwork: true }),
    storage: new Storage(app.dataDir),
    secrets,
    urls: providerUrls({ meta: graph.url }),
    publicUrl: 'http://localhost:3000',
  }
  const talk = await beginTalk({ app, url, graph, providers })
  const { channelId } = talk.scene.whatsapp
  await fetch(`${url}/webhooks/whatsapp/${channelId}`, { method: 'POST', body: '{}' })
  await fetch(`${url}/webhooks/carrier-pigeon/${channelId}`, { method: 'POST', body: '{}' })
  await talk.say({ text: 'Hello' })
  graph.faults.next({ status: 503 })
  await talk.deliver()
  await talk.skipWaiting()
  await talk.deliver()
  await graph.stop()

  const samples = await scrape()

  const expected = {
    'fairlead_intake_requests_total{channel_type="whatsapp",outcome="taken"}': 1,
    'fairlead_intake_requests_total{channel_type="whatsapp",outcome="bad_signature"}': 1,
    'fairlead_intake_requests_total{channel_type="unknown",outcome="unknown_channel"}': 1,
    'fairlead_intake_durable_seconds_count{channel_type="whatsapp"}': 1,
    'fairlead_messages_total{author="contact"}': 1,
    'fairlead_messages_total{author="member"}': 1,
    'fairlead_assignments_total{by="engine"}': 1,
    'fairlead_deliveries_total{channel_type="whatsapp",code="provider_down",outcome="retried"}': 1,
    'fairlead_deliveries_total{channel_type="whatsapp",code="",outcome="sent"}': 1,
    fairlead_streams: 0,
    fairlead_database_up: 1,
    'fairlead_members{presence="online"}': 2,
  }
  for (const [name, value] of Object.entries(expected)) assert.equal(samples.get(name), value, name)
  assert.ok((samples.get('fairlead_event_log_position') ?? 0) > 5)
  assert.ok([...samples.keys()].some((name) => name.startsWith('fairlead_build_info{node="')))
  assert.ok((samples.get('process_resident_memory_bytes') ?? 0) > 0)
})

test('holds no word of anybody but the names of teams', async () => {
  const text = await read()

  for (const word of ['Mara', '447700900001', 'Hello', 'Ana', 'example.com', token])
    assert.ok(!text.includes(word), word)
})

test('a queue is counted so far, and its oldest found behind one of higher priority', async () => {
  await using own = await openApp()
  const scene = await setScene(own.database, { presence: 'offline' })
  await wait(scene, 10_020)
  const metrics = metricsOf(own.database)

  const samples = readSamples(await metrics.read())
  metrics.stop()

  const labels = `{team_id="${scene.team.id}",workspace_id="${scene.workspaceId}"}`
  assert.equal(samples.get(`fairlead_queue_depth${labels}`), 10_000)
  const oldest = samples.get(`fairlead_queue_oldest_seconds${labels}`) ?? 0
  assert.ok(oldest > 7_000 && oldest < 7_400, `${oldest} s`)
  assert.equal(
    samples.get(`fairlead_team_info{name="Support",team_id="${scene.team.id}",workspace_id="${scene.workspaceId}"}`),
    1,
  )
})

test('jobs that are due say by how much they are late', async () => {
  await using own = await openApp()
  const runAt = new Date(Date.now() - 90_000)
  await own.database.transact((tx) => addJob(tx, 'team.look', { workspaceId: '', id: '' }, { runAt, key: 'late' }))
  await own.database.transact((tx) =>
    addJob(tx, 'member.leave', { workspaceId: '', id: '' }, { runAt: new Date(Date.now() + 90_000), key: 'early' }),
  )
  const metrics = metricsOf(own.database)

  const samples = readSamples(await metrics.read())
  metrics.stop()

  assert.equal(samples.get('fairlead_jobs_due{task="team.look"}'), 1)
  assert.equal(samples.get('fairlead_jobs_due{task="member.leave"}'), 0)
  assert.equal(Math.round((samples.get('fairlead_job_lag_seconds{task="team.look"}') ?? 0) / 10), 9)
  assert.equal(samples.get('fairlead_workers'), 0)
})

test('looks are counted by team, strategy and what made them', async () => {
  const metrics = metricsOf(app.database)
  const queue = { workspaceId: 'w', teamId: 't', trigger: 'sweep' }
  const team = { settings: { strategy: 'even' } }
  const now = Date.now()
  const batch = {
    waiting: [
      { conversationId: 'a', queuedAt: now - 4_000 },
      { conversationId: 'b', queuedAt: now + 60_000 },
      { conversationId: 'c', queuedAt: now - 9_000 },
    ],
    decisions: [
      { conversationId: 'a', kind: 'assigned' },
      { conversationId: 'b', kind: 'assigned' },
      { conversationId: 'c', kind: 'queued' },
    ],
  }
  const seen = { assigned: 2, team, batch }
  assert.equal(await observeLook(queue, async () => seen), seen)
  await observeLook(queue, async () => ({ assigned: 0, team: null, batch: null }))

  const samples = readSamples(await metrics.read())
  metrics.stop()

  const labels = '{strategy="even",team_id="t",trigger="sweep",workspace_id="w"}'
  assert.equal(samples.get(`fairlead_team_assignments_total${labels}`), 2)
  assert.equal(samples.get('fairlead_assignment_wait_seconds_bucket{le="0.05",strategy="even"}'), 1)
  assert.equal(samples.get('fairlead_assignment_wait_seconds_count{strategy="even"}'), 2)
  assert.equal(samples.get('fairlead_queue_look_seconds_count{trigger="sweep"}'), 2)
})

test('while the database is away it tells what the process knows, and that', async () => {
  await using nowhere = new Database('postgres://nobody:none@127.0.0.1:1/none')
  const metrics = metricsOf(nowhere)
  metrics.observeBatch({ webhooks: 3, messages: 2, ms: 4 })

  const samples = readSamples(await metrics.read())
  metrics.stop()

  assert.equal(samples.get('fairlead_database_up'), 0)
  assert.equal(samples.get('fairlead_figures_failed_total'), 1)
  assert.equal(samples.get('fairlead_intake_batch_webhooks_sum'), 3)
  assert.ok(!samples.has('fairlead_workers'), 'no figure is better than an old one')
})

test('many readers at once are one look at the database', async () => {
  await using database = new Database(app.databaseUrl)
  const metrics = metricsOf(database)
  let looks = 0
  database.pool.on('acquire', () => {
    looks += 1
  })

  await Promise.all(Array.from({ length: 20 }, () => metrics.read()))
  await metrics.read()
  metrics.stop()

  assert.equal(looks, 1)
})

async function read(): Promise<string> {
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } })
  assert.equal(answer.status, 200)
  return answer.text()
}

async function scrape(): Promise<Map<string, number>> {
  return readSamples(await read())
}

function metricsOf(database: Database): Metrics {
  return new Metrics({ database, countStreams: () => 0, build: { version: '0', roles: ['web'] } })
}

// One of low priority has waited for two hours, and all others, for a minute, stand before it... but for its age.
async function wait({ database, workspaceId, team, whatsapp }: Scene, count: number): Promise<void> {
  await sql`
    WITH person AS (
      INSERT INTO contact (workspace_id, id, name) SELECT ${workspaceId}, gen_random_uuid(), '' FROM generate_series(1, ${count}::int)
      RETURNING id
    ), numbered AS (SELECT id, row_number() OVER () AS n FROM person)
    INSERT INTO conversation (workspace_id, id, channel_id, contact_id, team_id, priority, queued_since, queue_order)
    SELECT ${workspaceId}, gen_random_uuid(), ${whatsapp.channelId}, id, ${team.id}, CASE n WHEN 2 THEN 'urgent' ELSE 'normal' END,
      now() - CASE n WHEN 1 THEN interval '2 hours' ELSE interval '1 minute' END,
      now() - CASE n WHEN 1 THEN interval '2 hours' WHEN 2 THEN interval '1 day' ELSE interval '1 minute' END
    FROM numbered`.execute(database.db)
}
