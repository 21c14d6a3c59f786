import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { Database } from '../../db/database.ts'
import { createTestDatabase } from '../../db/testing.ts'
import { addChannel, addConversation, makeWorkspace } from '../../setup/testing.ts'
import { crashable } from '../../testing/crash.ts'
import { passTime } from '../../testing/time.ts'
import { beginAfterSilence } from './silences.ts'
import { publish, runsOf } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

type Stage = Readonly<{ database: Database; workspaceId: string; channelId: string }>
let stage: Stage
beforeEach(async () => {
  const { id: workspaceId } = await makeWorkspace(database)
  stage = { database, workspaceId, channelId: await addChannel(database, workspaceId) }
})

const waiting = { type: 'waiting_longer' as const, minutes: 30 }

test('begins once for each that waits, by however many processes, wherever they are killed', async () => {
  const workflowId = await publish(stage, { start: { trigger: waiting } })
  for (let count = 0; count < 20; count += 1) await addWaiting(stage)
  await passTime(database, 31)
  const dying = new Database(testDatabase.url)
  const crashes = crashable(dying)
  for (let statement = 4; statement < 400; statement = Math.ceil(statement * 1.3)) {
    crashes.arm(statement, statement % 2 === 0 ? 'before' : 'after')
    await Promise.allSettled([beginAfterSilence(dying), beginAfterSilence(dying)])
    crashes.disarm()
  }
  await Promise.all([beginAfterSilence(database), beginAfterSilence(database)])
  await dying[Symbol.asyncDispose]()

  assert.ok(crashes.count >= 3, `died ${crashes.count} times`)
  const runs = await runsOf(stage, workflowId)
  assert.equal(new Set(runs.map((run) => run.conversation_id)).size, 20)
  assert.equal(runs.length, 20)
})

test('who waited so long before it was switched on is left alone', async () => {
  await addWaiting(stage)
  await passTime(database, 60)
  const workflowId = await publish(stage, { start: { trigger: waiting } })
  const later = await addWaiting(stage)
  await passTime(database, 31)
  await beginAfterSilence(database)
  assert.deepEqual(
    (await runsOf(stage, workflowId)).map((run) => run.conversation_id),
    [later],
  )
})

test('the condition is asked once, when its time has come', async () => {
  const rule = { field: 'tags' as const, operator: 'has' as const, value: 'late' }
  const condition = { combinator: 'and' as const, rules: [rule] }
  const workflowId = await publish(stage, { start: { trigger: waiting, condition } })
  const [first, second] = [await addWaiting(stage), await addWaiting(stage)]
  await tag(first)
  await passTime(database, 31)
  await beginAfterSilence(database)
  await tag(second)
  await beginAfterSilence(database)
  assert.deepEqual(
    (await runsOf(stage, workflowId)).map((run) => run.conversation_id),
    [first],
  )
})

test('only who waits in an open conversation, on the channel, with or without somebody, as it is wanted', async () => {
  const another = await addChannel(database, stage.workspaceId)
  const here = await addWaiting(stage)
  const elsewhere = await addWaiting({ ...stage, channelId: another })
  const closed = await addWaiting(stage)
  await sql`UPDATE conversation SET status = 'closed', closed_at = now() WHERE id = ${closed}`.execute(database.db)
  const onChannel = await publish(stage, { start: { trigger: { ...waiting, channelIds: [stage.channelId] } } })
  const byType = await publish(stage, { start: { trigger: { ...waiting, channelTypes: ['webchat'] } } })
  const ofOther = await publish(stage, { start: { trigger: { ...waiting, channelTypes: ['whatsapp'] } } })
  const assigned = await publish(stage, { start: { trigger: { ...waiting, whose: 'assigned' } } })
  await passTime(database, 31)
  await beginAfterSilence(database)

  const begun = async (id: string) => (await runsOf(stage, id)).map((run) => run.conversation_id).sort()
  assert.deepEqual(await begun(onChannel), [here])
  assert.deepEqual(await begun(byType), [here, elsewhere].sort())
  assert.deepEqual([await begun(ofOther), await begun(assigned)], [[], []])
})

async function addWaiting(place: Stage): Promise<string> {
  const id = await addConversation(database, place)
  await sql`UPDATE conversation SET waiting_since = now(), last_message_at = now() WHERE id = ${id}`.execute(
    database.db,
  )
  return id
}

async function tag(id: string): Promise<void> {
  await sql`UPDATE conversation SET tags = '{late}' WHERE id = ${id}`.execute(database.db)
}
