import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { Database } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import { createTestDatabase } from '../../db/testing.ts'
import { addChannel, makeWorkspace } from '../../setup/testing.ts'
import { crashable } from '../../testing/crash.ts'
import { beginOnSchedule, mostBegun } from './schedule.ts'
import { publish, runsOf } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const trigger = { type: 'schedule' as const, days: ['monday' as const], times: ['09:00'], timeZone: 'UTC' }
const today = Temporal.Now.plainDateISO('UTC')
const monday = today.add({ days: 8 - today.dayOfWeek }).toZonedDateTime({ timeZone: 'UTC', plainTime: '09:00' })
const at = monday.epochMilliseconds

test('begins once for each conversation that meets the condition, wherever processes are killed', async () => {
  const scene = await openMany(130)
  const rule = { field: 'tags' as const, operator: 'has' as const, value: 'late' }
  const condition = { combinator: 'and' as const, rules: [rule] }
  const workflowId = await publish(scene, { start: { trigger, condition } })
  const dying = new Database(testDatabase.url)
  const crashes = crashable(dying)

  for (let statement = 3; statement < 2000; statement = Math.ceil(statement * 1.3)) {
    crashes.arm(statement, statement % 2 === 0 ? 'before' : 'after')
    await Promise.allSettled([beginOnSchedule(dying, at), beginOnSchedule(dying, at)])
    crashes.disarm()
  }
  await Promise.all([beginOnSchedule(database, at), beginOnSchedule(database, at)])
  await dying[Symbol.asyncDispose]()

  assert.ok(crashes.count >= 3, `died ${crashes.count} times`)
  const runs = await runsOf(scene, workflowId)
  assert.equal(new Set(runs.map((run) => run.conversation_id)).size, 65)
  assert.equal(runs.length, 65)
  assert.equal(await beginOnSchedule(database, at + 60_000), 0)
})

test('begins for so many at most, and says so once and for all', async () => {
  const scene = await openMany(40)
  const workflowId = await publish(scene, { start: { trigger } })
  // As if it had begun for nearly as many already.
  await sql`INSERT INTO workflow_beginning (workspace_id, workflow_id, occasion)
    SELECT ${scene.workspaceId}, ${workflowId}, ${`schedule:${monday.toPlainDate()}T09:00:`} || place
    FROM generate_series(1, ${mostBegun - 10}::int) AS place`.execute(database.db)
  assert.equal(await beginOnSchedule(database, at), 10)
  assert.equal(await beginOnSchedule(database, at + 60_000), 0)
  assert.equal((await runsOf(scene, workflowId)).length, 10)
})

test('one that cannot begin keeps no other from it, and is told of', async () => {
  const scene = await openMany(2)
  const broken = await publish(scene, { start: { trigger }, position: 0 })
  await sql`UPDATE workflow_version SET definition = jsonb_set(definition, '{start,trigger,timeZone}', '"Moon/Sea"')
    WHERE workflow_id = ${broken}`.execute(database.db)
  const workflowId = await publish(scene, { start: { trigger }, position: 1 })

  await assert.rejects(beginOnSchedule(database, at), AggregateError)

  assert.equal((await runsOf(scene, workflowId)).length, 2)
  await database.db.deleteFrom('workflow_version').where('workflow_id', '=', broken).execute()
})

/** Open conversations, every other one with a tag. */
async function openMany(count: number) {
  const { id: workspaceId } = await makeWorkspace(database)
  const channelId = await addChannel(database, workspaceId)
  const ids = Array.from({ length: count }, () => newId())
  await sql`INSERT INTO contact (workspace_id, id, name, fields)
    SELECT ${workspaceId}, id, 'Cora Customer', '{}' FROM unnest(${ids}::uuid[]) AS id`.execute(database.db)
  await sql`INSERT INTO conversation (workspace_id, id, channel_id, contact_id, queue_order, tags)
    SELECT ${workspaceId}, id, ${channelId}, id, now(), CASE WHEN place % 2 = 0 THEN '{late}'::text[] ELSE '{}' END
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS c (id, place)`.execute(database.db)
  return { database, workspaceId }
}
