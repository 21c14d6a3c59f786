import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { Database } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { createTestDatabase } from '../db/testing.ts'
import { readReach } from '../events/log.ts'
import { dropOldEvents, ensurePartitions } from './event-partitions.ts'
import { forget } from './forget.ts'
import { keepForEver } from './keep.ts'

const now = new Date('2130-01-15T12:00:00Z')

test('keeps whole months of events, drops those before, and says from where the log can be followed', async () => {
  await using world = await openWorld()
  const { database, workspaceId } = world
  for (const month of ['2129-09-01', '2129-12-01']) await ensurePartitions(database, new Date(month))
  const days = ['2129-09-30', '2129-10-01', '2129-10-31', '2129-11-01', '2129-12-31', '2130-01-10']
  await world.append(days)

  assert.deepEqual(await dropOldEvents(database, 4, now), [])
  assert.deepEqual(await dropOldEvents(database, 2, now), ['event_2129_09', 'event_2129_10'])
  assert.deepEqual(await world.days(), days.slice(3))
  assert.deepEqual(await readReach(database.db, workspaceId), { newest: 6, dropped: 3 })
  assert.deepEqual(await world.partitions('2129'), ['event_2129_11', 'event_2129_12'])
  assert.deepEqual(await dropOldEvents(database, 2, now), [])

  await dropOldEvents(database, 1, new Date('2135-01-01'))
  assert.deepEqual(await readReach(database.db, workspaceId), { newest: 6, dropped: 6 })
})

test('does not make writers wait while somebody reads for long, and drops as soon as that is over', async () => {
  await using world = await openWorld()
  const { database } = world
  await ensurePartitions(database, new Date('2129-09-01'))
  await world.append(['2129-09-30'])
  const reader = new pg.Client(world.url)
  await reader.connect()
  await reader.query('BEGIN; SELECT count(*) FROM event')

  const began = performance.now()
  const [gone] = await Promise.all([dropOldEvents(database, 1, now), world.append(['2129-12-31'])])
  assert.deepEqual(gone, [])
  assert.ok(performance.now() - began < 3_000)
  assert.deepEqual(await world.days(), ['2129-09-30', '2129-12-31'])
  assert.equal(await ensurePartitions(database, now), 0)

  await reader.query('COMMIT')
  await reader.end()
  assert.deepEqual(await dropOldEvents(database, 1, now), ['event_2129_09', 'event_2129_10', 'event_2129_11'])
})

test('makes the partitions of the coming months, and one for events that came into none', async () => {
  await using world = await openWorld()
  const { database } = world

  assert.equal(await ensurePartitions(database, new Date('2131-10-05')), 0)
  assert.deepEqual(await world.partitions('213'), ['event_2131_10', 'event_2131_11', 'event_2131_12', 'event_2132_01'])

  await world.append(['2140-02-29', '2140-02-01', '2141-01-01'])
  assert.deepEqual(await world.tableOf(1), 'event_default')
  assert.equal(await ensurePartitions(database, now), 2)
  assert.equal(await ensurePartitions(database, now), 1)
  assert.equal(await ensurePartitions(database, now), 0)
  assert.deepEqual(await world.tableOf(1), 'event_2140_02')
  assert.deepEqual(await world.tableOf(3), 'event_2141_01')
  assert.deepEqual(await world.days(), ['2140-02-29', '2140-02-01', '2141-01-01'])
})

test('forgets decisions, stays and settled promises of what is over, more than fit into one batch', async () => {
  await using world = await openWorld()
  const { database } = world
  const over = await world.converse('closed', 2_500)
  const open = await world.converse('open', 3)
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
  const keep = { ...keepForEver, decisionsDays: 10, waitsDays: 40 }

  assert.equal(await forget(database, keep, inDays(9)), 0)
  assert.equal(await forget(database, { ...keep, decisionsDays: null, waitsDays: null }, inDays(1_000)), 0)
  assert.equal(await forget(database, keep, inDays(11)), 2_500)
  assert.deepEqual(await world.counts(over), { decision: 0, stay: 2_500, promise: 2_501 })
  assert.equal(await forget(database, keep, inDays(41)), 5_000)
  assert.deepEqual(await world.counts(over), { decision: 0, stay: 0, promise: 1 })
  assert.deepEqual(await world.counts(open), { decision: 3, stay: 3, promise: 4 })
})

test('forgets runs that ended long ago with all that is theirs, more than fit into one batch', async () => {
  await using world = await openWorld()
  const { database } = world
  const over = await world.runs('done', 2_500)
  const active = await world.runs('waiting', 3)
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
  const keep = { ...keepForEver, runsDays: 30 }

  assert.equal(await forget(database, keep, inDays(29)), 0)
  assert.equal(await forget(database, { ...keepForEver, decisionsDays: 7 }, inDays(1_000)), 0)
  assert.equal(await forget(database, keep, inDays(31)), 2_500)
  assert.deepEqual(await world.runCounts(over), { runs: 0, steps: 0, events: 0 })
  assert.deepEqual(await world.runCounts(active), { runs: 3, steps: 3, events: 3 })
})

test('keeps a snapshot as long as another one is told as the difference from it', async () => {
  await using world = await openWorld()
  const { db } = world.database
  const [base, child, young] = [newId(), newId(), newId()]
  const add = (id: string, baseId: string | null, age: string) =>
    sql`
    INSERT INTO assignment_snapshot (workspace_id, id, base_id, data, created_at)
    VALUES (${world.workspaceId}, ${id}, ${baseId}, '{}', now() - ${age}::interval)`.execute(db)
  await add(base, null, '100 days')
  await add(child, base, '95 days')
  await add(young, base, '80 days')
  const keep = keepForEver
  const left = async () =>
    (await db.selectFrom('assignment_snapshot').select('id').orderBy('id').execute()).map(({ id }) => id)

  await forget(world.database, keep, new Date())
  assert.deepEqual(await left(), [base, young])
  await forget(world.database, { ...keep, decisionsDays: 50 }, new Date())
  await forget(world.database, { ...keep, decisionsDays: 50 }, new Date())
  assert.deepEqual(await left(), [])
})

async function openWorld() {
  const place = await createTestDatabase()
  const database = new Database(place.url)
  const { db } = database
  // Those of today's months, whenever that is.
  await dropOldEvents(database, 1, new Date('2129-01-01'))
  const workspaceId = newId()
  const [teamId, channelId, contactId] = [newId(), newId(), newId()]
  await sql`
    WITH w AS (INSERT INTO workspace (id, name) VALUES (${workspaceId}, 'Example Shop')),
      s AS (INSERT INTO event_sequence VALUES (${workspaceId}, 0)),
      t AS (INSERT INTO team (workspace_id, id, name, policy_version) VALUES (${workspaceId}, ${teamId}, 'Support', 1)),
      c AS (INSERT INTO contact (workspace_id, id, name) VALUES (${workspaceId}, ${contactId}, 'Mara Muster'))
    INSERT INTO channel (workspace_id, id, type, name, settings, secrets)
    VALUES (${workspaceId}, ${channelId}, 'webchat', 'Website', '{}', '')`.execute(db)

  return {
    url: place.url,
    database,
    workspaceId,
    async append(days: readonly string[]) {
      for (const day of days) {
        await sql`
          WITH s AS (UPDATE event_sequence SET last = last + 1 WHERE workspace_id = ${workspaceId} RETURNING last)
          INSERT INTO event SELECT ${workspaceId}::uuid, last, 'workspace.changed', ${workspaceId}::uuid, '{}', '{}',
            ${`${day}T12:00:00Z`}::timestamptz FROM s`.execute(db)
      }
    },
    async days() {
      const { rows } = await sql<{
        day: string
      }>`SELECT to_char(at, 'YYYY-MM-DD') AS day FROM event ORDER BY sequence`.execute(db)
      return rows.map(({ day }) => day)
    },
    async tableOf(sequence: number) {
      const { rows } = await sql<{ name: string }>`SELECT tableoid::regclass::text AS name FROM event
        WHERE sequence = ${sequence}`.execute(db)
      return rows[0]?.name
    },
    async partitions(beginning: string) {
      const { rows } = await sql<{ name: string }>`SELECT relname AS name FROM pg_class
        WHERE relkind = 'r' AND relname LIKE ${`event_%${beginning}%`} ORDER BY 1`.execute(db)
      return rows.map(({ name }) => name)
    },
    /** A conversation with so many decisions, stays and settled promises, and one promise that is open. */
    async converse(status: 'open' | 'closed', count: number) {
      const id = newId()
      await sql`INSERT INTO conversation (workspace_id, id, channel_id, contact_id, status, closed_at, queue_order, address)
        VALUES (${workspaceId}, ${id}, ${channelId}, ${contactId}, ${status}::text,
          CASE WHEN ${status}::text = 'closed' THEN now() END, now(), ${id})`.execute(db)
      const ids = Array.from({ length: count }, newId)
      await sql`INSERT INTO decision (workspace_id, id, conversation_id, at, kind, trigger, team_id, policy_version, strategy, data)
        SELECT ${workspaceId}, id, ${id}, now(), 'queued', '', ${teamId}, 1, '', '{}' FROM unnest(${ids}::uuid[]) AS id`.execute(
        db,
      )
      await sql`INSERT INTO stay (workspace_id, conversation_id, id, team_id, began_at, ended_at)
        SELECT ${workspaceId}, ${id}, n, CASE WHEN n % 2 = 0 THEN ${teamId}::uuid END, now(), now()
        FROM generate_series(1, ${count}::int) AS n`.execute(db)
      await sql`INSERT INTO promise (workspace_id, id, conversation_id, team_id, kind, told, made_at, outcome)
        SELECT ${workspaceId}, id, ${id}, ${teamId}, 'wait', '', now(), CASE WHEN id <> ${contactId} THEN 'kept' END
        FROM unnest(${[...ids, newId()]}::uuid[]) WITH ORDINALITY AS p (id, n)`.execute(db)
      await sql`UPDATE promise SET outcome = NULL WHERE id = (SELECT id FROM promise
        WHERE conversation_id = ${id} ORDER BY id DESC LIMIT 1)`.execute(db)
      return id
    },
    /** So many runs of a workflow, each with a step of its history and something that it was told. */
    async runs(status: 'done' | 'waiting', count: number) {
      const workflowId = newId()
      await sql`INSERT INTO workflow_run (workspace_id, id, workflow_id, version, conversation_id, contact_id, status,
          state, ended_at)
        SELECT ${workspaceId}, id, ${workflowId}, 1, id, ${contactId}, ${status}::text, '{}',
          CASE WHEN ${status}::text = 'done' THEN now() END
        FROM unnest(${Array.from({ length: count }, newId)}::uuid[]) AS id`.execute(db)
      await sql`INSERT INTO workflow_run_step (workspace_id, run_id, place, workflow_id, input, output, at)
        SELECT workspace_id, id, 1, workflow_id, '{}', '{}', now() FROM workflow_run
        WHERE workflow_id = ${workflowId}`.execute(db)
      await sql`INSERT INTO workflow_run_event (workspace_id, run_id, event)
        SELECT workspace_id, id, '{"type": "time"}' FROM workflow_run WHERE workflow_id = ${workflowId}`.execute(db)
      return workflowId
    },
    async runCounts(workflowId: string) {
      const { rows } = await sql<{ runs: number; steps: number; events: number }>`SELECT
        (SELECT count(*)::int FROM workflow_run WHERE workflow_id = ${workflowId}) AS runs,
        (SELECT count(*)::int FROM workflow_run_step WHERE workflow_id = ${workflowId}) AS steps,
        (SELECT count(*)::int FROM workflow_run_event e WHERE EXISTS (SELECT FROM workflow_run r WHERE r.id = e.run_id
          AND r.workflow_id = ${workflowId}) OR NOT EXISTS (SELECT FROM workflow_run r WHERE r.id = e.run_id)) AS events`.execute(
        db,
      )
      return rows[0]
    },
    async counts(id: string) {
      const { rows } = await sql<{ decision: number; stay: number; promise: number }>`SELECT
        (SELECT count(*)::int FROM decision WHERE conversation_id = ${id}) AS decision,
        (SELECT count(*)::int FROM stay WHERE conversation_id = ${id}) AS stay,
        (SELECT count(*)::int FROM promise WHERE conversation_id = ${id}) AS promise`.execute(db)
      return rows[0]
    },
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      await place[Symbol.asyncDispose]()
    },
  }
}
