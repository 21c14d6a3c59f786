import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { keepBytes } from '../attachments/keep-bytes.ts'
import type { InboundEvent } from '../channels/inbound.ts'
import { receive } from '../conversations/receive.ts'
import { emptyContent } from '../drafts/draft.ts'
import { keepDraft } from '../drafts/keep.ts'
import { LogReaders } from '../events/log-readers.ts'
import { searchReader } from '../search/reader.ts'
import { openApp, quiet, type TestApp } from '../testing/app.ts'
import { inboundDeletion, inboundEdit, inboundMessage } from '../testing/inbound.ts'
import { makeProviders } from '../testing/providers.ts'
import { allMessages, bring, onlyConversation, type Scene, setScene } from '../testing/scene.ts'
import { webhookReader } from '../webhooks/collect.ts'
import { workflowReader } from '../workflows/triggers/reader.ts'
import { publish, runsOf } from '../workflows/triggers/testing.ts'

const secretWords = 'the words that shall be forgotten'

let app: TestApp
let scene: Scene

before(async () => {
  app = await openApp()
})
beforeEach(async () => {
  scene = await setScene(app.database)
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

const erasure = { ...inboundDeletion('p1'), mustErase: true }

test('what must be erased is nowhere any more: not in its row, not in the log, not where it was quoted', async () => {
  await bring(scene, inboundMessage({ providerId: 'p1', text: secretWords, data: { note: secretWords } }))
  await bring(scene, inboundMessage({ text: 'An answer', message: { replyToProviderId: 'p1' } }))
  await bring(scene, inboundEdit('p1', `${secretWords}, edited`))
  await beginToAnswer()
  const read = () => new LogReaders(app.database, [searchReader, webhookReader], quiet).settled()
  await read()

  await bring(scene, erasure)
  await read()

  await assertForgotten()
  const { rows } = await app.database.pool.query('SELECT FROM message_search WHERE workspace_id = $1', [
    scene.workspaceId,
  ])
  assert.equal(rows.length, 1)
  const [first] = await allMessages(scene)
  assert.deepEqual([first?.text, first?.content, first?.deletedAt !== null], ['', {}, true])
})

test('nor does a workflow know it that asked for it', async () => {
  const read = () => new LogReaders(app.database, [searchReader, webhookReader, workflowReader(quiet)], quiet).settled()
  const start = { trigger: { type: 'conversation_opened' }, next: 'ask' } as const
  const workflowId = await publish(scene, {
    start,
    steps: [
      {
        ...{ id: 'ask', type: 'ask_question', text: { defaultLocale: 'en', texts: { en: 'What is it?' } } },
        ...{ saveTo: { kind: 'variable', name: 'what' }, exits: { answered: 'set' } },
      },
      { id: 'set', type: 'set_variable', variable: 'whole', value: '{{ message.text }}!', exits: { next: 'wait' } },
      { id: 'wait', type: 'wait', until: { kind: 'reply' } },
    ],
  })
  // Workflows begin with what happens from now on.
  await read()
  await bring(scene, inboundMessage({ providerId: 'p0' }))
  await read()
  await app.jobs.runDue()
  await bring(scene, inboundMessage({ providerId: 'p1', text: secretWords }))
  await read()
  await app.jobs.runDue()
  const [run] = await runsOf(scene, workflowId)
  assert.deepEqual([run?.step_id, run?.state.variables], ['wait', { what: secretWords, whole: `${secretWords}!` }])

  await bring(scene, erasure)
  await read()
  await app.jobs.runDue()

  await assertForgotten()
  const [after] = await runsOf(scene, workflowId)
  assert.deepEqual([after?.status, after?.state.variables], ['waiting', { what: null, whole: null }])
})

test('its files go once that is committed', async () => {
  const { storage } = makeProviders(app.dataDir)
  const bytes = Buffer.from('words in a file')
  const file = { mediaId: '', name: 'note.txt', type: 'text/plain', isVoice: false, bytes }
  const message = inboundMessage({ providerId: 'p1', message: { kind: 'document', attachments: [file] } })
  const place = scene.whatsapp
  const events: readonly InboundEvent[] = await keepBytes(storage, place, [message])
  await app.database.transact((tx) => receive(tx, [{ ...place, events }]))
  const { id, size, state, type } = (await allMessages(scene))[0]!.attachments[0]!
  assert.deepEqual([size, state, type], [bytes.length, 'stored', 'text/plain'])
  assert.equal(await storage.size(place.workspaceId, id), bytes.length)

  await bring(scene, erasure)
  await app.jobs.runDue()

  assert.equal(await storage.size(place.workspaceId, id), null)
  assert.deepEqual((await allMessages(scene))[0]?.attachments, [])
})

test('taken back before it came, or together with it, it is never written down', async () => {
  await bring(scene, erasure)
  await bring(scene, inboundMessage({ providerId: 'p1', text: secretWords }))
  const together = [inboundMessage({ providerId: 'p2', text: secretWords }), { ...erasure, targetProviderId: 'p2' }]
  await bring(scene, ...together)

  await assertForgotten()
  assert.deepEqual(
    (await allMessages(scene)).map(({ text, deletedAt }) => [text, deletedAt !== null]),
    [
      ['', true],
      ['', true],
    ],
  )
})

test('what was only hidden before is erased all the same', async () => {
  await bring(scene, inboundMessage({ providerId: 'p1', text: secretWords }))
  await bring(scene, inboundDeletion('p1'))

  await bring(scene, erasure)

  await assertForgotten()
})

test('nothing else is touched', async () => {
  await bring(scene, inboundMessage({ providerId: 'p1', text: secretWords }))
  await bring(scene, inboundMessage({ providerId: 'p2', text: 'Something else' }))

  await bring(scene, erasure)

  assert.equal((await allMessages(scene))[1]?.text, 'Something else')
  assert.equal((await onlyConversation(scene)).lastMessage?.text, 'Something else')
  const { rows } = await app.database.pool.query(
    `SELECT FROM event WHERE workspace_id = $1 AND data #>> '{message,text}' = 'Something else'`,
    [scene.workspaceId],
  )
  assert.equal(rows.length, 1)
})

/** A draft that quotes it. */
async function beginToAnswer(): Promise<void> {
  const [message] = await allMessages(scene)
  const { id: conversationId } = await onlyConversation(scene)
  const { workspaceId, memberId } = scene.agents[0]!
  const replyTo = { id: message!.id, authorName: 'Mara Muster', text: secretWords }
  await app.database.transact((tx) =>
    keepDraft(tx, { workspaceId, memberId, conversationId }, { ...emptyContent, replyTo, version: 0 }),
  )
}

/** In no column of any table. */
async function assertForgotten(): Promise<void> {
  const { rows: tables } = await app.database.pool.query<{ name: string }>(`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
    WHERE table_schema IN ('public', 'graphile_worker') AND table_type = 'BASE TABLE'`)
  assert.ok(tables.length > 40)
  for (const { name } of tables) {
    const { rows } = await app.database.pool.query(
      `SELECT t::text AS row FROM ${name} t WHERE t::text LIKE '%' || $1 || '%'`,
      [secretWords],
    )
    assert.deepEqual(rows, [], name)
  }
}
