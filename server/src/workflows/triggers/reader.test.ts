import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { listContacts, patchContact, postMessage, postTeam, putAssignment } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Sender } from '../../channels/inbound.ts'
import { makeContact } from '../../contacts/make.ts'
import { mergeContacts } from '../../contacts/merge.ts'
import { listMerges, undoMerge } from '../../contacts/unmerge.ts'
import { closeConversation } from '../../conversations/close.ts'
import { reply } from '../../conversations/reply.ts'
import { append, Database } from '../../db/database.ts'
import type { LogReaders } from '../../events/log-readers.ts'
import { clientOf, openApp, type TestApp } from '../../testing/app.ts'
import { crashable } from '../../testing/crash.ts'
import { inboundMessage, mara } from '../../testing/inbound.ts'
import { bring, onlyConversation, type Scene, setScene } from '../../testing/scene.ts'
import type { RunEvent } from '../interpreter/run-event.ts'
import { deepest, mostPerHour } from './loops.ts'
import { startRun } from './start-run.ts'
import { publish, readersOf, runsOf } from './testing.ts'

let app: TestApp
let readers: LogReaders
let scene: Scene

before(async () => {
  app = await openApp()
  readers = readersOf(app.database)
})
after(() => app[Symbol.asyncDispose]())
beforeEach(async () => {
  scene = await setScene(app.database, { presence: 'offline' })
  await readers.settled()
})

const actor = { type: 'system', id: null } as const
const question = [{ id: 'ask', type: 'ask_question' as const, text: { defaultLocale: 'en', texts: { en: 'Which?' } } }]

test('each workflow begins once with each message, whoever reads, and wherever they are killed', async () => {
  const workflowId = await publish(scene, {
    start: { trigger: { type: 'message_received' }, next: 'ask' },
    steps: question,
  })
  const dying = new Database(app.databaseUrl)
  const crashes = crashable(dying)
  const several = [readersOf(dying), readersOf(dying), readersOf(app.database)]

  for (let statement = 1; statement <= 16; statement += 1) {
    await bring(scene, inboundMessage({ text: `Message ${statement}` }))
    crashes.arm(statement, statement % 2 === 0 ? 'before' : 'after')
    await Promise.allSettled(several.map((each) => each.settled()))
    crashes.disarm()
  }
  await Promise.all([readers.settled(), readersOf(app.database).settled()])
  await dying[Symbol.asyncDispose]()

  assert.ok(crashes.count > 3, `died ${crashes.count} times`)
  const runs = await runsOf(scene, workflowId)
  assert.equal(runs.length, 16)
  // Each run was told of what was written after its own message, once and in order.
  for (const [index, run] of runs.entries()) {
    const texts = (await toldTo(run.id)).map((event) => event.type === 'message' && event.message.text)
    assert.deepEqual(
      texts,
      Array.from({ length: 15 - index }, (_, next) => `Message ${index + 2 + next}`),
    )
  }
})

test('a run is told what happens in its conversation, and nothing of what it began with', async () => {
  const trigger = { type: 'conversation_opened' as const }
  const workflowId = await publish(scene, { start: { trigger, next: 'ask' }, steps: question })
  await bring(scene, inboundMessage({ text: 'Hello' }), inboundMessage({ text: 'Is anybody there?' }))
  await readers.settled()
  const [run] = await runsOf(scene, workflowId)
  assert.ok(run)
  assert.deepEqual(await toldTo(run.id), [])

  const { id } = await onlyConversation(scene)
  const { workspaceId, agents } = scene
  const memberId = agents[0]!.memberId
  const client = await clientOf(app, scene.owner)
  await bring(scene, inboundMessage({ text: 'size 42' }), inboundMessage({ text: 'I am away', isAutomatic: true }))
  await client.call(putAssignment, { params: { id }, body: { memberId } })
  await app.database.transact((tx) =>
    reply(tx, { workspaceId, id, author: agents[0]!, text: 'Here you are.', attachmentIds: [] }),
  )
  await client.call(postMessage, { params: { id }, body: { text: 'Our sale begins!', broadcast: 'Spring sale' } })
  await client.call(putAssignment, { params: { id }, body: { memberId: null } })
  const { id: teamId } = await client.call(postTeam, { body: { name: 'Sales' } })
  await client.call(putAssignment, { params: { id }, body: { teamId } })
  const actor = { type: 'workflow', id: crypto.randomUUID() } as const
  await app.database.transact((tx) => closeConversation(tx, { workspaceId, id, actor }))
  await Promise.all([readers.settled(), readersOf(app.database).settled()])

  const told = await toldTo(run.id)
  assert.deepEqual(
    told.map(({ type }) => type),
    ['message', 'assigned', 'member_replied', 'assigned', 'member_moved', 'closed'],
  )
  assert.deepEqual(told[1], { type: 'assigned', agentId: memberId, by: 'member' })
  assert.deepEqual(told[3], { type: 'assigned', agentId: null, by: 'member' })
  const { rows } = await sql`SELECT FROM graphile_worker.jobs WHERE key = ${`run:${run.id}`}`.execute(app.database.db)
  assert.equal(rows.length, 1)
})

test('of several that say whose it is the first that matches begins, and others all the same', async () => {
  const trigger = { type: 'conversation_opened' as const }
  const condition = {
    combinator: 'and' as const,
    rules: [{ field: 'messageText' as const, operator: 'has' as const, value: 'refund' }],
  }
  const refunds = await publish(scene, { start: { trigger, condition }, position: 0, isRouting: true })
  const second = await publish(scene, {
    start: { trigger, next: 'ask' },
    steps: question,
    position: 2,
    isRouting: true,
  })
  const first = await publish(scene, { start: { trigger, next: 'ask' }, steps: question, position: 1, isRouting: true })
  const other = await publish(scene, { start: { trigger, next: 'ask' }, steps: question, position: 3 })
  await bring(scene, inboundMessage({ text: 'Hello' }))
  await readers.settled()

  const began = await Promise.all([refunds, first, second, other].map(async (id) => (await runsOf(scene, id)).length))
  assert.deepEqual(began, [0, 1, 0, 1])
  const again = await startAgain(second)
  assert.deepEqual(again, { refused: 'another_routing' })
  const [refused] = await runsOf(scene, second)
  assert.equal(refused?.end_reason, 'another_routing')
})

test('a conversation that none of them takes goes to its usual team', async () => {
  const condition = {
    combinator: 'and' as const,
    rules: [{ field: 'contactTags' as const, operator: 'has' as const, value: 'vip' }],
  }
  await publish(scene, { start: { trigger: { type: 'conversation_opened' }, condition }, isRouting: true })
  await bring(scene, inboundMessage())
  const { id } = await onlyConversation(scene)
  await app.database.db.updateTable('conversation').set({ routing_since: new Date() }).where('id', '=', id).execute()
  // As it was opened: without a team.
  await sql`UPDATE event SET data = jsonb_set(data, '{conversation,teamId}', 'null')
    WHERE workspace_id = ${scene.workspaceId} AND type = 'conversation.opened'`.execute(app.database.db)
  await readers.settled()

  const { rows } = await sql`SELECT FROM graphile_worker.jobs WHERE key = ${`route:${id}`}`.execute(app.database.db)
  assert.equal(rows.length, 1)
})

test('what begins once for a contact does not begin again, in whichever conversation', async () => {
  const start = { trigger: { type: 'message_received' as const }, once: 'contact' as const, next: 'ask' }
  const workflowId = await publish(scene, { start, steps: question })
  for (const text of ['one', 'two']) {
    await bring(scene, inboundMessage({ text }))
    await readers.settled()
  }
  assert.equal((await runsOf(scene, workflowId)).length, 1)
  assert.deepEqual(await startAgain(workflowId), { refused: 'already' })
})

test('what began once for a contact has begun for the one they are merged into, until they are two again', async () => {
  const { workspaceId } = scene
  const start = { trigger: { type: 'message_received' as const }, once: 'contact' as const, next: 'ask' }
  const workflowId = await publish(scene, { start, steps: question })
  const ben: Sender = { addresses: ['447700900002'], matchKeys: [], name: 'Ben Beispiel', phone: '+447700900002' }
  const write = async (contact: Sender) => {
    await bring(scene, inboundMessage({ contact }))
    await readers.settled()
    return (await runsOf(scene, workflowId)).length
  }
  await write(ben)
  const stays = await app.database.transact((tx) =>
    makeContact(tx, {
      workspaceId,
      actor,
      given: { name: 'Mara Muster', phone: '+447700900001', fields: {}, tags: [] },
    }),
  )
  const otherId = (await runsOf(scene, workflowId))[0]!.contact_id

  await app.database.transact((tx) => mergeContacts(tx, { workspaceId, id: stays.id, otherId, actor }))
  assert.equal(await write(ben), 1)

  const [merge] = await listMerges(app.database.db, workspaceId, stays.id)
  await app.database.transact((tx) => undoMerge(tx, { workspaceId, id: stays.id, mergeId: merge!.id, actor }))
  assert.equal(await write(ben), 1)
  assert.equal(await write(mara), 2)
})

test('a message is the first of the day in the workspace’s time zone only once', async () => {
  const workflowId = await publish(scene, { start: { trigger: { type: 'message_received', firstOfDay: true } } })
  for (const text of ['one', 'two']) {
    await bring(scene, inboundMessage({ text }))
    await readers.settled()
  }
  assert.equal((await runsOf(scene, workflowId)).length, 1)
  // Yesterday in any time zone.
  await sql`UPDATE message SET created_at = created_at - interval '2 days' WHERE workspace_id = ${scene.workspaceId}`.execute(
    app.database.db,
  )
  await bring(scene, inboundMessage({ text: 'three' }))
  await readers.settled()
  assert.equal((await runsOf(scene, workflowId)).length, 2)
})

test('two workflows that start each other are stopped, and the history names them', async () => {
  await bring(scene, inboundMessage())
  await readers.settled()
  const { contact } = await onlyConversation(scene)
  const tagged = (change: 'added' | 'removed') => ({ type: 'contact_tag_changed' as const, change, tags: ['ping'] })
  const ping = await publish(scene, {
    name: 'Ping',
    start: { trigger: tagged('removed'), next: 'ask' },
    steps: question,
  })
  const pong = await publish(scene, { name: 'Pong', start: { trigger: tagged('added'), next: 'ask' }, steps: question })
  const client = await clientOf(app, scene.owner)
  await client.call(patchContact, { params: { id: contact.id }, body: { tags: ['ping'] } })
  await readers.settled()

  // What each of them would do, as long as it is begun.
  const history = async () => [...(await runsOf(scene, ping)), ...(await runsOf(scene, pong))]
  for (let round = 0; (await history()).every(({ end_reason }) => end_reason === null); round += 1) {
    const isPongs = round % 2 === 0
    await changeTags(isPongs ? pong : ping, contact.id, isPongs ? 'removed' : 'added')
    await readers.settled()
  }

  const all = await history()
  const stopped = all.find(({ end_reason }) => end_reason === 'too_deep')
  assert.equal(all.length, deepest + 2)
  assert.equal(stopped?.status, 'cancelled')
  assert.equal(stopped?.error, `More than ${deepest} workflows started one another: “Ping”, “Pong”.`)
})

test('a workflow begins only so often in a conversation within an hour, and the history says so once', async () => {
  const workflowId = await publish(scene, { start: { trigger: { type: 'message_received' } } })
  await readers.settled()
  for (let count = 0; count < mostPerHour + 3; count += 1) {
    await bring(scene, inboundMessage({ text: `Message ${count}` }))
    if (count % 10 === 0) await readers.settled()
  }
  for (let count = 0; count < mostPerHour + 3; count += 1) await startAgain(workflowId)

  const runs = await runsOf(scene, workflowId)
  assert.equal(runs.filter(({ end_reason }) => end_reason === null).length, mostPerHour)
  assert.equal(runs.filter(({ end_reason }) => end_reason === 'too_deep').length, 1)
})

test('where there are no workflows a page asks one thing', async () => {
  await bring(scene, inboundMessage())
  const asked: string[] = []
  const watched = new Database(app.databaseUrl)
  watched.pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    client.query = ((...args: unknown[]) => {
      const [given] = args
      const text = typeof given === 'string' ? given : (given as { text?: string }).text
      if (text?.includes('workflow')) asked.push(text)
      return query(...args)
    }) as typeof client.query
  })
  await readersOf(watched).settled()
  await watched[Symbol.asyncDispose]()
  assert.equal(asked.filter((text) => !text.includes('log_')).length, 1)
})

async function toldTo(runId: string): Promise<RunEvent[]> {
  const rows = await app.database.db
    .selectFrom('workflow_run_event')
    .select('event')
    .where('workspace_id', '=', scene.workspaceId)
    .where('run_id', '=', runId)
    .orderBy('place')
    .execute()
  return rows.map(({ event }) => event as RunEvent)
}

async function startAgain(workflowId: string) {
  const { id: conversationId, contact } = await onlyConversation(scene)
  const { workspaceId } = scene
  return app.database.transact((tx) =>
    startRun(tx, { workspaceId, workflowId, conversationId, contactId: contact.id, variables: {}, depth: 0 }),
  )
}

async function changeTags(workflowId: string, contactId: string, change: 'added' | 'removed'): Promise<void> {
  const { workspaceId } = scene
  const client = await clientOf(app, scene.owner)
  const { data } = await client.call(listContacts, { query: {} })
  const contact = data.find(({ id }) => id === contactId)!
  const [now, then] = change === 'added' ? [['ping'], []] : [[], ['ping']]
  const actor = { type: 'workflow', id: workflowId } as const
  await app.database.transact(async (tx) =>
    append(tx, {
      ...{ workspaceId, type: 'contact.changed', subjectId: contactId, actor },
      data: { contact: { ...contact, tags: now }, before: { tags: then } },
    }),
  )
}
