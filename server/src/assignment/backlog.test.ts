import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { type Scene, setScene } from '../testing/scene.ts'
import { findStranded, findUnlike } from '../testing/stranded.ts'
import { findWrongLoads } from './loads.ts'
import { assignedEvents, look, queueUp } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const before = '00000000-0000-0000-0000-000000000000'

test('a backlog is given away evenly and in its order, each once', async () => {
  const scene = await setScene(database, { agents: ['Ana Agent', 'Ben Agent', 'Cem Agent'] })
  await fill(scene, 2500)

  assert.equal(await look(scene), 2500)

  const counts = await countsOf(scene)
  assert.ok(Math.max(...counts) - Math.min(...counts) <= 1)
  assert.deepEqual(await findWrongLoads(database.db, scene.workspaceId), [])
  const { rows } = await sql<{ is_overtaken: boolean }>`
    SELECT bool_or(next < sequence) AS is_overtaken FROM (
      SELECT e.sequence, lead(e.sequence) OVER (ORDER BY c.queue_order, c.id) AS next FROM event e
      JOIN conversation c ON c.workspace_id = e.workspace_id AND c.id = e.subject_id
      WHERE e.workspace_id = ${scene.workspaceId} AND e.type = 'conversation.assigned') AS e`.execute(database.db)
  assert.equal(rows[0]!.is_overtaken, false)
  // To a page the one that was told last is the latest; so it must be to whoever asks.
  const told = await sql<{ is_later: boolean; is_told: boolean }>`
    SELECT bool_and(c.last_activity_at > before) AS is_later,
      bool_and(date_trunc('milliseconds', c.last_activity_at) = told) AS is_told
    FROM (
      SELECT c.last_activity_at, lag(c.last_activity_at) OVER (ORDER BY e.sequence) AS before,
        (e.data -> 'conversation' ->> 'lastActivityAt')::timestamptz AS told
      FROM event e JOIN conversation c ON c.workspace_id = e.workspace_id AND c.id = e.subject_id
      WHERE e.workspace_id = ${scene.workspaceId} AND e.type = 'conversation.assigned') AS c`.execute(database.db)
  assert.deepEqual(told.rows, [{ is_later: true, is_told: true }])
})

test('a backlog beyond the limits is given as far as they go, and what stays says why', async () => {
  const scene = await setScene(database, { agents: ['Ana Agent', 'Ben Agent'], agentLimit: 350 })
  await fill(scene, 1000)

  assert.equal(await look(scene), 700)

  assert.deepEqual(await countsOf(scene), [350, 350])
  assert.equal((await assignedEvents(scene)).length, 700)
  assert.deepEqual(await findStranded(database, scene.workspaceId), [])
  const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM conversation
    WHERE workspace_id = ${scene.workspaceId} AND assignee_id IS NULL AND queued_reason IS NOT NULL`.execute(
    database.db,
  )
  assert.ok(rows[0]!.count >= 100)
})

test('what was decided of a backlog is the same when it is decided again', async () => {
  const scene = await setScene(database, { agents: ['Ana Agent', 'Ben Agent'], agentLimit: 60 })
  await fill(scene, 130)

  assert.equal(await look(scene), 120)

  assert.deepEqual(await findUnlike(database, scene.workspaceId, before), [])
})

async function countsOf({ workspaceId }: Scene): Promise<number[]> {
  const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM conversation
    WHERE workspace_id = ${workspaceId} AND assignee_id IS NOT NULL GROUP BY assignee_id`.execute(database.db)
  return rows.map(({ count }) => count)
}

async function fill(scene: Scene, count: number): Promise<void> {
  await queueUp(scene, 1)
  await sql`INSERT INTO contact (workspace_id, id, name, fields)
    SELECT ${scene.workspaceId}::uuid, gen_random_uuid(), 'Customer ' || n, '{}' FROM generate_series(2, ${count}::int) AS n`.execute(
    database.db,
  )
  await sql`INSERT INTO conversation (workspace_id, id, channel_id, contact_id, team_id, queue_order)
    SELECT k.workspace_id, gen_random_uuid(), ${scene.whatsapp.channelId}::uuid, k.id, ${scene.team.id}::uuid, now()
    FROM contact k WHERE k.workspace_id = ${scene.workspaceId} AND k.name LIKE 'Customer %'`.execute(database.db)
}
