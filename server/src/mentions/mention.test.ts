import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { writeNote } from '../conversations/reply.ts'
import { Database } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { createTestDatabase } from '../db/testing.ts'
import { AppError } from '../errors.ts'
import { readLog } from '../setup/testing.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { bring, onlyConversation, type Scene, setScene } from '../testing/scene.ts'
import { seeMentions } from './mention.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('a note tells each member it names once, and not whoever writes it', async () => {
  const { scene, id, ana, ben } = await begin()

  const note = await write(scene, id, [ben, ben, ana])

  assert.deepEqual(note.mentionIds, [ben, ana])
  assert.deepEqual(await told(scene), [['mention.created', { conversationId: id, messageId: note.id, memberId: ben }]])
  assert.deepEqual(await unseen(scene), [ben])
})

test('who looks at the conversation has seen all that names them, once', async () => {
  const { scene, id, ben } = await begin()
  await write(scene, id, [ben])
  await write(scene, id, [ben])
  const see = (memberId: string) =>
    database.transact((tx) => seeMentions(tx, { workspaceId: scene.workspaceId, id, memberId }))

  await see(ben)
  await see(ben)

  assert.deepEqual(await unseen(scene), [])
  assert.deepEqual((await told(scene)).slice(2), [['mention.seen', { conversationId: id, memberId: ben }]])
})

test('a note that names nobody who is here is refused, and leaves nothing', async () => {
  const { scene, id, ben } = await begin()
  await database.db.updateTable('member').set({ deactivated_at: new Date() }).where('id', '=', ben).execute()
  const before = await told(scene)

  for (const nobody of [newId(), ben]) {
    await assert.rejects(
      write(scene, id, [nobody]),
      (error) => error instanceof AppError && error.code === 'unknown_reference',
    )
  }
  assert.deepEqual(await told(scene), before)
})

test('the same note again tells nobody again', async () => {
  const { scene, id, ben } = await begin()
  await write(scene, id, [ben], 'c1')
  await write(scene, id, [ben], 'c1')
  assert.equal((await told(scene)).length, 1)
})

async function begin() {
  const scene = await setScene(database)
  await bring(scene, inboundMessage({}))
  const { id } = await onlyConversation(scene)
  const [ana, ben] = scene.agents.map(({ memberId }) => memberId)
  assert.ok(ana && ben)
  return { scene, id, ana, ben }
}

function write({ workspaceId, agents }: Scene, id: string, mentionIds: string[], clientId?: string) {
  const [ana] = agents
  assert.ok(ana)
  return database.transact((tx) =>
    writeNote(tx, {
      ...{ workspaceId, id, author: { memberId: ana.memberId, name: 'Ana Agent' } },
      ...{ text: 'Please look', attachmentIds: [], mentionIds, clientId },
    }),
  )
}

async function told({ workspaceId }: Scene) {
  const log = await readLog(database, workspaceId)
  return log.filter(({ type }) => type.startsWith('mention.')).map(({ type, data }) => [type, data])
}

async function unseen({ workspaceId }: Scene) {
  const rows = await database.db
    .selectFrom('mention')
    .select('member_id')
    .where('workspace_id', '=', workspaceId)
    .where('seen_at', 'is', null)
    .execute()
  return rows.map((row) => row.member_id)
}
