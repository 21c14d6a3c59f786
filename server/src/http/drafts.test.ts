import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ApiError, type Draft, deleteDraft, getDraft, listDrafts, putDraft } from '@fairlead/sdk'
import { Database } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { createTestDatabase } from '../db/testing.ts'
import { addChannel, addConversation, addMember, makeWorkspace, readLog } from '../setup/testing.ts'
import { serveDrafts } from './drafts.ts'
import type { Caller } from './endpoint.ts'
import { isProblem, serveForTest } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const as = serveForTest((api) => serveDrafts(api, { database }))
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('a draft comes back on any device as it was left, to its member alone', async () => {
  const { ana, ben, conversationId } = await begin()

  const kept = await put(ana, conversationId, { version: 0, reply: { text: 'Dear cust', attachments: [] } })

  assert.equal(kept.version, 1)
  assert.deepEqual(await read(ana, conversationId), kept)
  assert.deepEqual((await as(ana).call(listDrafts, {})).data, [kept])
  assert.equal(await read(ben, conversationId), null)
  assert.deepEqual((await as(ben).call(listDrafts, {})).data, [])
})

test('the slower of two devices is told what the quicker one kept', async () => {
  const { ana, conversationId } = await begin()
  await put(ana, conversationId, { version: 0, reply: { text: 'one', attachments: [] } })
  const quicker = await put(ana, conversationId, { version: 1, reply: { text: 'two', attachments: [] } })

  const slower = put(ana, conversationId, { version: 1, reply: { text: 'three', attachments: [] } })

  await assert.rejects(slower, (error) => {
    assert.ok(error instanceof ApiError)
    assert.equal(error.code, 'draft_changed')
    assert.deepEqual(error.problem.data?.draft, quicker)
    return true
  })
  assert.deepEqual(await read(ana, conversationId), quicker)
})

test('of two devices that begin at once one is first', async () => {
  const { ana, conversationId } = await begin()

  const results = await Promise.allSettled(
    ['one', 'two', 'three'].map((text) => put(ana, conversationId, { version: 0, reply: { text, attachments: [] } })),
  )

  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
  assert.equal((await read(ana, conversationId))?.version, 1)
})

test('what was dropped is empty, in no list, and its version goes on', async () => {
  const { ana, conversationId } = await begin()
  await put(ana, conversationId, { version: 0, note: { text: 'in a hurry', attachments: [] } })

  await as(ana).call(deleteDraft, { params: { id: conversationId } })
  await as(ana).call(deleteDraft, { params: { id: conversationId } })

  const dropped = await read(ana, conversationId)
  assert.deepEqual([dropped?.note.text, dropped?.version], ['', 2])
  assert.deepEqual((await as(ana).call(listDrafts, {})).data, [])
  assert.equal((await put(ana, conversationId, { version: 2 })).version, 3)
  assert.deepEqual((await as(ana).call(listDrafts, {})).data, [])
})

test('the log tells of a draft by its number alone', async () => {
  const { ana, workspaceId, conversationId } = await begin()
  await put(ana, conversationId, { version: 0, reply: { text: 'nobody else’s', attachments: [] } })

  const log = (await readLog(database, workspaceId)).filter(({ type }) => type === 'draft.changed')

  assert.deepEqual(
    log.map(({ data }) => data),
    [{ conversationId, memberId: ana.memberId, version: 1 }],
  )
})

test('there is no draft of a conversation that is not there', async () => {
  const { ana, owner } = await begin()
  await assert.rejects(put(ana, newId(), { version: 0 }), isProblem('not_found'))
  const { conversationId: elsewhere } = await begin()
  await assert.rejects(put(owner, elsewhere, { version: 0 }), isProblem('not_found'))
})

async function begin() {
  const { id: workspaceId, owner } = await makeWorkspace(database)
  const ana = await addMember(database, workspaceId, { name: 'Ana Agent', role: 'agent' })
  const ben = await addMember(database, workspaceId, { name: 'Ben Agent', role: 'agent' })
  const conversationId = await addConversation(database, {
    workspaceId,
    channelId: await addChannel(database, workspaceId),
  })
  return { workspaceId, owner, ana, ben, conversationId }
}

function put(caller: Caller, id: string, change: Partial<Draft> & { version: number }): Promise<Draft> {
  const bare = { text: '', attachments: [] }
  const empty = { reply: bare, note: bare, replyTo: null, choices: [], cc: null, bcc: [], mentions: [] }
  return as(caller).call(putDraft, { params: { id }, body: { ...empty, ...change } })
}

async function read(caller: Caller, id: string): Promise<Draft | null> {
  return (await as(caller).call(getDraft, { params: { id } })).draft
}
