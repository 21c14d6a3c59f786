import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Policy } from '@fairlead/sdk'
import { sql } from 'kysely'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { officeHours } from '../hours/testing.ts'
import { loadMember } from '../members/queries.ts'
import { readLog } from '../setup/testing.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { bring, onlyConversation, type Scene, setScene } from '../testing/scene.ts'
import { checkAnswer, checkOverdueAnswers } from './check-answer.ts'
import { closeConversation } from './close.ts'
import { reply, writeNote } from './reply.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('who does not answer in time loses it, and is not asked again; the age stays', async () => {
  const scene = await begin({ noAnswerMinutes: 10 })
  const { waitingSince } = await onlyConversation(scene)

  assert.equal(await check(scene), true)

  const row = await rowOf(scene)
  assert.deepEqual(
    [row.assignee_id, row.assigned_at, row.assigned_by, row.tried, row.escalated_at],
    [null, null, null, [scene.agents[0]!.memberId], null],
  )
  assert.equal(row.waiting_since?.toISOString(), waitingSince)
  assert.equal(row.queued_since.toISOString(), waitingSince)
  assert.equal(row.last_agent_id, scene.agents[0]!.memberId)
  assert.equal(await missesOf(scene, 0), 1)
  const { data, actor } = (await readLog(database, scene.workspaceId)).at(-1)!
  assert.deepEqual(actor, { type: 'system', id: null })
  assert.ok('fromAgentId' in data && 'by' in data)
  assert.deepEqual([data.fromAgentId, data.by], [scene.agents[0]!.memberId, 'no_answer'])
  assert.deepEqual(await decisionsOf(scene), [['unassigned', 'no_answer', scene.agents[0]!.memberId]])
})

test('runs twice, by many at once, and takes it back once', async () => {
  const scene = await begin({ noAnswerMinutes: 10 })
  const job = await jobOf(scene)

  const taken = await Promise.all([1, 2, 3, 4].map(() => checkAnswer(database, job)))

  assert.equal(taken.filter(Boolean).length, 1)
  assert.equal(await missesOf(scene, 0), 1)
  assert.equal((await decisionsOf(scene)).length, 1)
})

test('a reply of anybody cancels it; a note, a message of the contact and one of the system do not', async () => {
  const scene = await begin({ noAnswerMinutes: 10 })
  const job = await jobOf(scene)
  await answerAs(scene, 1)
  await bring(scene, inboundMessage())
  assert.equal(await checkAnswer(database, job), false)

  const other = await begin({ noAnswerMinutes: 10 })
  const { id, workspaceId } = await rowOf(other)
  const author = other.agents[0]!
  await database.transact((tx) => writeNote(tx, { workspaceId, id, author, text: 'Looking', attachmentIds: [] }))
  await bring(other, inboundMessage())
  await sql`INSERT INTO message (workspace_id, id, conversation_id, channel_id, author_type, author_name, kind, state, at)
    VALUES (${workspaceId}, gen_random_uuid(), ${id}, ${other.whatsapp.channelId}, 'system', '', 'text', 'sent', now())`.execute(
    database.db,
  )
  assert.equal(await check(other), true)
})

test('what a person gave is not watched, nor what was given anew, snoozed or closed since', async () => {
  const scene = await begin({ noAnswerMinutes: 10 })
  const job = await jobOf(scene)
  const attempts: [string, ReturnType<typeof sql>][] = [
    ['given by hand', sql`assigned_by = 'manual'`],
    ['given to another', sql`assignee_id = ${scene.agents[1]!.memberId}, assigned_at = now()`],
    ['given anew', sql`assigned_at = assigned_at + interval '1 minute'`],
    ['answered', sql`waiting_since = NULL`],
    ['snoozed', sql`status = 'snoozed', snoozed_until = now() + interval '1 hour'`],
  ]
  for (const [what, set] of attempts) {
    const before = await rowOf(scene)
    await sql`UPDATE conversation SET ${set} WHERE id = ${before.id}`.execute(database.db)
    assert.equal(await checkAnswer(database, job), false, what)
    await restore(before)
  }
  const { id, workspaceId } = await rowOf(scene)
  await database.transact((tx) => closeConversation(tx, { workspaceId, id, actor: { type: 'system', id: null } }))
  assert.equal(await checkAnswer(database, job), false)
})

test('looks again when its time is not over, because hours or policy changed', async () => {
  const scene = await begin({ noAnswerMinutes: 10 })
  await changePolicy(scene, { noAnswerMinutes: 60 })
  const job = await jobOf(scene)

  assert.equal(await checkAnswer(database, job), false)

  const { rows } = await sql<{ seconds: number }>`
    SELECT extract(epoch FROM run_at - now())::float AS seconds FROM graphile_worker.jobs
    WHERE key = ${`answer:${job.id}`}`.execute(database.db)
  assert.ok(rows[0] && Math.abs(rows[0].seconds - 40 * 60) < 60, `${rows[0]?.seconds}`)
})

test('only business time counts', async () => {
  const days = [-1, 0, 1].map((day) => new Date(Date.now() + day * 86_400_000).toISOString().slice(0, 10))
  const exceptions = days.map((date) => ({ date, intervals: [], name: 'Closed' }))
  const scene = await begin({ noAnswerMinutes: 10, hours: officeHours({ exceptions }) })

  assert.equal(await check(scene), false)
  assert.equal(await checkOverdueAnswers(database), 0)
  assert.equal((await rowOf(scene)).assignee_id, scene.agents[0]!.memberId)
})

test('what was set aside without an answer has its whole time again when it woke', async () => {
  const scene = await begin({ noAnswerMinutes: 10 })
  await sql`UPDATE conversation SET queued_at = now() - interval '5 minutes' WHERE id = ${(await rowOf(scene)).id}`.execute(
    database.db,
  )
  assert.equal(await check(scene), false)
})

test('the sweep finds what no job knows of, such as after the policy asked for answers', async () => {
  const scene = await begin({ noAnswerMinutes: null })
  assert.equal(await checkOverdueAnswers(database), 0)

  await changePolicy(scene, { noAnswerMinutes: 15 })

  assert.equal(await checkOverdueAnswers(database), 1)
  assert.equal((await rowOf(scene)).assignee_id, null)
})

test('managers are told once, when everybody was tried', async () => {
  const scene = await begin({ noAnswerMinutes: 10 })
  await check(scene)
  await giveByEngine(scene, 1)
  await check(scene)
  assert.notEqual((await rowOf(scene)).escalated_at, null)
  await giveByEngine(scene, 1)
  await check(scene)

  const told = (await readLog(database, scene.workspaceId)).filter(({ type }) => type === 'conversation.escalated')
  assert.equal(told.length, 1)

  await answerAs(scene, 0)
  const { tried, escalated_at } = await rowOf(scene)
  assert.deepEqual([tried, escalated_at], [[], null])
})

test('somebody who misses too often becomes busy, and begins anew', async () => {
  const scene = await begin({ noAnswerMinutes: 10, busyAfterMisses: 2 })
  await check(scene)
  assert.deepEqual(await presenceOf(scene), ['online', 'online'])

  await giveByEngine(scene, 0)
  await check(scene)

  assert.deepEqual(await presenceOf(scene), ['busy', 'busy'])
  assert.equal(await missesOf(scene, 0), 0)
  const event = (await readLog(database, scene.workspaceId)).findLast(({ type }) => type === 'member.presence_changed')
  assert.deepEqual(event?.actor, { type: 'system', id: null })
})

test('a reply forgets the misses of who wrote it', async () => {
  const scene = await begin({ noAnswerMinutes: 10 })
  await check(scene)
  assert.equal(await missesOf(scene, 0), 1)

  await answerAs(scene, 0)

  assert.equal(await missesOf(scene, 0), 0)
})

test('a reply at the very moment of the check either keeps it or comes after', async () => {
  for (let round = 0; round < 10; round += 1) {
    const scene = await begin({ noAnswerMinutes: 10 })
    const job = await jobOf(scene)

    const [isTaken] = await Promise.all([checkAnswer(database, job), answerAs(scene, 0)])

    const { assignee_id, tried } = await rowOf(scene)
    assert.equal(assignee_id === null, isTaken)
    assert.deepEqual(tried, [])
  }
})

/** A contact waits, and the engine gave it to Ana twenty minutes ago. */
async function begin(policy: Partial<Policy>): Promise<Scene> {
  const scene = await setScene(database, { policy })
  await bring(scene, inboundMessage({ at: Date.now() - 30 * 60_000 }))
  await giveByEngine(scene, 0)
  return scene
}

async function giveByEngine(scene: Scene, agent: number): Promise<void> {
  const { memberId } = scene.agents[agent]!
  await sql`UPDATE conversation SET assignee_id = ${memberId}, assigned_at = now() - interval '20 minutes',
      assigned_by = 'engine', last_agent_id = ${memberId}, last_agent_at = now(), queued_at = now() - interval '30 minutes'
    WHERE workspace_id = ${scene.workspaceId}`.execute(database.db)
}

async function jobOf(scene: Scene) {
  const { workspace_id: workspaceId, id, assigned_at } = await rowOf(scene)
  return { workspaceId, id, assignedAt: assigned_at!.toISOString() }
}

async function check(scene: Scene): Promise<boolean> {
  return checkAnswer(database, await jobOf(scene))
}

async function answerAs(scene: Scene, agent: number): Promise<void> {
  const { workspaceId, id } = { workspaceId: scene.workspaceId, id: (await onlyConversation(scene)).id }
  await database.transact((tx) =>
    reply(tx, { workspaceId, id, author: scene.agents[agent]!, text: 'Hello', attachmentIds: [] }),
  )
}

async function rowOf({ workspaceId }: Scene) {
  return {
    workspaceId,
    ...(await database.db
      .selectFrom('conversation')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .executeTakeFirstOrThrow()),
  }
}

async function restore(row: Awaited<ReturnType<typeof rowOf>>): Promise<void> {
  const { id, assigned_by, assignee_id, assigned_at, waiting_since, status, snoozed_until } = row
  await database.db
    .updateTable('conversation')
    .set({ assigned_by, assignee_id, assigned_at, waiting_since, status, snoozed_until })
    .where('id', '=', id)
    .execute()
}

async function changePolicy({ workspaceId, team }: Scene, given: Partial<Policy>): Promise<void> {
  await sql`UPDATE policy SET settings = settings || ${JSON.stringify(given)}::jsonb
    WHERE workspace_id = ${workspaceId} AND team_id = ${team.id}`.execute(database.db)
}

async function missesOf({ agents }: Scene, agent: number): Promise<number> {
  const { memberId } = agents[agent]!
  const row = await database.db.selectFrom('member').select('misses').where('id', '=', memberId).executeTakeFirst()
  return row!.misses
}

async function presenceOf({ workspaceId, agents }: Scene) {
  const member = await loadMember(database.db, workspaceId, agents[0]!.memberId)
  return [member?.presence, member?.chosenPresence]
}

async function decisionsOf({ workspaceId }: Scene) {
  const rows = await database.db
    .selectFrom('decision')
    .select(['kind', 'reason', 'agent_id'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('id')
    .execute()
  return rows.map(({ kind, reason, agent_id }) => [kind, reason, agent_id])
}
