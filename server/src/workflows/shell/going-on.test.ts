/** How runs go on beside each other, over time, and when what they are about changes under them. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { workflowDefinition } from '@fairlead/sdk'
import { sql } from 'kysely'
import { mergeContacts } from '../../contacts/merge.ts'
import { loadContact } from '../../contacts/present.ts'
import { Database } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import { forget } from '../../retention/forget.ts'
import { keepForEver } from '../../retention/keep.ts'
import { readLog } from '../../setup/testing.ts'
import { advanceForgotten } from './forgotten.ts'
import { beginPlay, english, openStage, type Play, publish, type StepInput } from './testing.ts'
import { takeTurn } from './turn.ts'
import { wakeDue } from './waker.ts'

const stage = await openStage()
const { database } = stage
after(() => stage[Symbol.asyncDispose]())

const wait = (id: string, next: string): StepInput => ({
  ...{ id, type: 'wait', until: { kind: 'minutes', minutes: 5 } },
  exits: { next },
})

test('two processes that take one run on at once do everything once', async () => {
  await using other = new Database(stage.url)
  const play = await beginPlay(stage)
  const steps: StepInput[] = Array.from({ length: 12 }, (_, index) => ({
    ...{ id: `s${index}`, type: 'send_message', text: english(`message ${index}`) },
    exits: index === 11 ? {} : { next: `s${index + 1}` },
  }))
  const id = await play.start(await play.publish(steps))

  await Promise.all([database, other, database, other].map((on) => play.advance(id, on)))

  assert.deepEqual(
    (await play.said()).map(({ text }) => text),
    steps.map((_, index) => `message ${index}`),
  )
  assert.equal((await play.run(id)).steps.length, 12)
})

test('what waits for time is told when it has come, and by one of those who look', async () => {
  await using other = new Database(stage.url)
  const play = await beginPlay(stage)
  const workflowId = await play.publish([wait('a', 'b'), { id: 'b', type: 'note', text: 'Five minutes later' }])
  const ids = [await play.start(workflowId), await play.start(workflowId), await play.start(workflowId)]
  for (const id of ids) await play.advance(id)
  assert.equal(await wakeDue(database), 0)

  await play.skipTime()
  const woken = await Promise.all([wakeDue(database), wakeDue(other)])
  assert.equal(woken[0]! + woken[1]!, 3)
  assert.equal(await wakeDue(database), 0)
  for (const id of ids) await play.advance(id)

  assert.equal((await play.said()).length, 3)
})

test('a run that has assigned commits before it goes on: others want to assign, too', async () => {
  const play = await beginPlay(stage)
  const { workspaceId } = play
  const id = await play.start(
    await play.publish([
      { id: 'a', type: 'set_variable', variable: 'before', value: 'yes', exits: { next: 'b' } },
      { id: 'b', type: 'assign', to: { kind: 'nobody' }, exits: { next: 'c' } },
      { id: 'c', type: 'set_variable', variable: 'after', value: 'yes' },
    ]),
  )
  const turn = () => database.transact((tx) => takeTurn(tx, stage.providers, { workspaceId, id }, null))
  const taken = async () => (await play.run(id)).steps.map(({ stepId }) => stepId)

  assert.equal(await turn(), true)
  assert.deepEqual(await taken(), ['a', 'b'])
  assert.equal(await turn(), false)
  assert.deepEqual(await taken(), ['a', 'b', 'c'])
})

test('what a run is told as it ends nobody keeps', async () => {
  const play = await beginPlay(stage)
  const id = await play.start(await play.publish([{ id: 'a', type: 'note', text: 'Over at once' }]))
  await play.advance(id)
  await play.tell(id, { type: 'member_replied' })
  await play.advance(id)

  const left = await database.db.selectFrom('workflow_run_event').select('place').where('run_id', '=', id).execute()
  assert.deepEqual(left, [])
  assert.equal((await play.run(id)).status, 'done')
})

test('a time that comes after what it was for is over ends nothing else', async () => {
  const play = await beginPlay(stage)
  const id = await play.start(
    await play.publish([
      { id: 'a', type: 'wait', until: { kind: 'minutes', minutes: 5 }, orReply: true, exits: { replied: 'b' } },
      wait('b', 'c'),
      { id: 'c', type: 'note', text: 'Later' },
    ]),
  )
  await play.advance(id)
  const message = {
    id: newId(),
    text: 'Hello',
    kind: 'text',
    choiceId: null,
    attachmentIds: [],
    location: null,
  } as const
  await play.tell(id, { type: 'message', message })
  await play.skipTime()
  await wakeDue(database)

  await play.advance(id)

  const { status, stepId, wakeAt } = await play.run(id)
  assert.deepEqual([status, stepId], ['waiting', 'b'])
  assert.ok(wakeAt && Date.parse(wakeAt) > Date.now() + 4 * 60_000)
})

test('of two contacts who become one the run goes on with who stays', async () => {
  const play = await beginPlay(stage)
  const { workspaceId, conversationId, contactId } = play
  const id = await play.start(
    await play.publish([wait('a', 'b'), { id: 'b', type: 'edit_contact', addTags: ['followed up'] }]),
  )
  await play.advance(id)
  const staysId = newId()
  await database.db
    .insertInto('contact')
    .values({ workspace_id: workspaceId, id: staysId, name: 'Mara M. Muster', fields: '{}' })
    .execute()
  const actor = { type: 'member', id: play.scene.owner.memberId } as const
  await database.transact((tx) => mergeContacts(tx, { workspaceId, id: staysId, otherId: contactId, actor }))
  await play.skipTime()
  await wakeDue(database)

  await play.advance(id)

  const { status, contact } = await play.run(id)
  assert.deepEqual([status, contact], ['done', { id: staysId, name: 'Mara M. Muster' }])
  assert.deepEqual((await loadContact(database.db, workspaceId, staysId))?.tags, ['followed up'])
  const ended = (await readLog(database, workspaceId)).find(({ type }) => type === 'workflow_run.ended')
  assert.equal(ended?.subjectId, conversationId)
})

test('a run whose contact is gone while it waits ends there, and its history says so', async () => {
  const play = await beginPlay(stage)
  const id = await play.start(
    await play.publish([
      { id: 'first', type: 'note', text: 'Hello', exits: { next: 'a' } },
      wait('a', 'b'),
      { id: 'b', type: 'note', text: 'Too late' },
    ]),
  )
  await play.advance(id)
  await database.db.deleteFrom('identity').where('workspace_id', '=', play.workspaceId).execute()
  await database.db.deleteFrom('contact').where('id', '=', play.contactId).execute()
  await play.skipTime()
  await wakeDue(database)

  await play.advance(id)

  const { status, end, steps } = await play.run(id)
  assert.deepEqual([status, end], ['cancelled', 'contact_gone'])
  assert.deepEqual(
    steps.map(({ stepId, exit, output }) => [stepId, exit, output.end]),
    [
      ['first', 'next', undefined],
      ['a', null, 'contact_gone'],
    ],
  )
  const ended = (await readLog(database, play.workspaceId)).find(({ type }) => type === 'workflow_run.ended')
  assert.equal(ended?.type === 'workflow_run.ended' && ended.data.run.end, 'contact_gone')
})

test('two workflows that start each other are stopped, and the history says by what', async () => {
  const play = await beginPlay(stage)
  const [pingId, pongId] = [
    await publish(play.scene, [], { name: 'Ping' }),
    await publish(play.scene, [], { name: 'Pong' }),
  ]
  for (const [from, to] of [
    [pingId, pongId],
    [pongId, pingId],
  ]) {
    const steps = JSON.stringify([{ ...step, workflowId: to }])
    await sql`UPDATE workflow_version SET definition = jsonb_set(jsonb_set(definition, '{steps}', ${steps}::jsonb),
      '{start,next}', '"a"') WHERE workflow_id = ${from}`.execute(database.db)
  }
  await play.start(pingId)

  for (let active = await activeOf(play); active.length > 0; active = await activeOf(play)) {
    for (const id of active) await play.advance(id)
  }

  const rows = await database.db
    .selectFrom('workflow_run')
    .select(['depth', 'status', 'end_reason', 'error'])
    .where('workspace_id', '=', play.workspaceId)
    .orderBy('id')
    .execute()
  assert.ok(rows.length < 20, `${rows.length} runs`)
  const stopped = rows.filter(({ end_reason }) => end_reason === 'too_deep')
  assert.equal(stopped.length, 1)
  assert.match(stopped[0]?.error ?? '', /“Ping”.*“Pong”/)
})

const step = { id: 'a', type: 'run_workflow', exits: {}, at: { x: 0, y: 0 }, name: '', comment: '' }

async function activeOf({ workspaceId }: Play): Promise<string[]> {
  const rows = await database.db
    .selectFrom('workflow_run')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('status', 'in', ['running', 'waiting'])
    .execute()
  return rows.map(({ id }) => id)
}

test('runs whose jobs were lost get new ones; what was asked and lost fails', async () => {
  const play = await beginPlay(stage)
  const running = await play.start(await play.publish([{ id: 'a', type: 'note', text: 'Hello' }]))
  const asking = await play.start(await play.publish([{ id: 'a', type: 'http_request', url: 'http://127.0.0.1:9/' }]))
  const told = await play.start(await play.publish([wait('a', 'b'), { id: 'b', type: 'note', text: 'Later' }]))
  await play.advance(asking)
  await play.advance(told)
  await play.tell(told, { type: 'member_replied' })
  await sql`DELETE FROM graphile_worker._private_jobs`.execute(database.db)
  assert.equal(await advanceForgotten(database), 1)
  await sql`DELETE FROM graphile_worker._private_jobs`.execute(database.db)
  await sql`UPDATE workflow_run SET started_at = started_at - interval '10 minutes'
    WHERE workspace_id = ${play.workspaceId}`.execute(database.db)

  assert.equal(await advanceForgotten(database), 3)
  // Their jobs are there now.
  assert.equal(await advanceForgotten(database), 0)
  for (const id of [running, asking, told]) await play.advance(id)
  const ends = await Promise.all([running, asking, told].map(async (id) => (await play.run(id)).status))
  assert.deepEqual(ends, ['done', 'failed', 'cancelled'])
})

test('runs that ended long ago are forgotten with their history, and no others', async () => {
  const play = await beginPlay(stage)
  const over = await play.start(await play.publish([{ id: 'a', type: 'note', text: 'Hello' }]))
  const waiting = await play.start(await play.publish([wait('a', 'b'), { id: 'b', type: 'note', text: 'Later' }]))
  await play.advance(over)
  await play.advance(waiting)
  const keep = { ...keepForEver, runsDays: 10 }

  await forget(database, keep, new Date(Date.now() + 9 * 86_400_000))
  assert.equal((await play.run(over)).steps.length, 1)
  await forget(database, keep, new Date(Date.now() + 11 * 86_400_000))
  await assert.rejects(play.run(over))
  const left = await database.db.selectFrom('workflow_run_step').select('place').where('run_id', '=', over).execute()
  assert.deepEqual([left.length, (await play.run(waiting)).status], [0, 'waiting'])
})

test('a run finishes on the version that it began with, switched off or not, and the next begins with the newest', async () => {
  const play = await beginPlay(stage)
  const { workspaceId } = play
  const says = (text: string): StepInput[] => [
    { id: 'a', type: 'wait', until: { kind: 'minutes', minutes: 5 }, exits: { next: 'b' } },
    { id: 'b', type: 'send_message', text: english(text) },
  ]
  const workflowId = await play.publish(says('Old'))
  const old = await play.start(workflowId)
  await play.advance(old)

  const steps = says('New').map((step) => ({ ...step, id: `new-${step.id}`, exits: step.exits && { next: 'new-b' } }))
  const start = { trigger: { type: 'workflow' }, next: 'new-a' }
  const definition = JSON.stringify(workflowDefinition.parse({ start, steps }))
  await database.db
    .insertInto('workflow_version')
    .values({ workspace_id: workspaceId, workflow_id: workflowId, version: 2, definition, published_by: null })
    .execute()
  await sql`UPDATE workflow SET version = 2 WHERE id = ${workflowId}`.execute(database.db)
  const next = await play.start(workflowId)
  await play.advance(next)
  await sql`UPDATE workflow SET state = 'archived' WHERE id = ${workflowId}`.execute(database.db)
  await play.skipTime()
  await wakeDue(database)
  await play.advance(old)
  await play.advance(next)

  assert.deepEqual(
    (await play.said()).map(({ text }) => text),
    ['Old', 'New'],
  )
  assert.deepEqual([(await play.run(old)).version, (await play.run(next)).version], [1, 2])
  await assert.rejects(play.start(workflowId), /not_published/)
})
