import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { mergeContacts } from '../../contacts/merge.ts'
import { undoMerge } from '../../contacts/unmerge.ts'
import { Database } from '../../db/database.ts'
import { newId } from '../../db/id.ts'
import { createTestDatabase } from '../../db/testing.ts'
import { addChannel, addConversation, makeWorkspace } from '../../setup/testing.ts'
import { forgetOccasions } from './scanning.ts'
import { publish } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const trigger = { type: 'conversation_opened' } as const

test('that it began is known as long as whom it began for, and its workflow, are there', async () => {
  const place = await openPlace()
  const [conversationId, goneId] = [await addConversation(database, place), await addConversation(database, place)]
  const contactId = await contactOf(conversationId)
  await sql`DELETE FROM conversation WHERE id = ${goneId}`.execute(database.db)
  const workflowId = await publish(place, { start: { trigger } })
  const kept = [`contact:${contactId}`, `conversation:${conversationId}`]
  await begin(place, workflowId, [...kept, `contact:${newId()}`, `conversation:${goneId}`], '90 days')
  await begin(place, newId(), kept, '90 days')

  await forgetOccasions(database)

  assert.deepEqual(await begunOf(place), kept)
})

test('more than is deleted at once goes, and so does what happened days ago', async () => {
  const place = await openPlace()
  const workflowId = await publish(place, { start: { trigger } })
  const gone = Array.from({ length: 2100 }, () => `contact:${newId()}`)
  await begin(place, workflowId, [...gone, 'event:1', 'schedule:2030-01-07 09:00'], '4 days')
  await begin(place, workflowId, ['event:2'], '2 days')

  await forgetOccasions(database)

  assert.deepEqual(await begunOf(place), ['event:2'])
})

test('of a contact that became another one it is known until nobody can make them two again', async () => {
  const place = await openPlace()
  const { workspaceId } = place
  const [one, other] = [await addConversation(database, place), await addConversation(database, place)]
  const [id, otherId] = [await contactOf(one), await contactOf(other)]
  const workflowId = await publish(place, { start: { trigger } })
  await begin(place, workflowId, [`contact:${otherId}`], '90 days')
  const actor = { type: 'system', id: null } as const
  await database.transact((tx) => mergeContacts(tx, { workspaceId, id, otherId, actor }))

  await forgetOccasions(database)
  assert.deepEqual(await begunOf(place), [`contact:${id}`, `contact:${otherId}`].sort())

  const { rows } = await sql<{ id: string }>`SELECT id FROM contact_merge WHERE contact_id = ${id}`.execute(database.db)
  await database.transact((tx) => undoMerge(tx, { workspaceId, id, mergeId: rows[0]!.id, actor }))
  await forgetOccasions(database)
  assert.deepEqual(await begunOf(place), [`contact:${otherId}`])
})

async function openPlace() {
  const { id: workspaceId } = await makeWorkspace(database)
  return { database, workspaceId, channelId: await addChannel(database, workspaceId) }
}

type Place = Awaited<ReturnType<typeof openPlace>>

async function contactOf(conversationId: string): Promise<string> {
  const { contact_id } = await database.db
    .selectFrom('conversation')
    .select('contact_id')
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow()
  return contact_id
}

async function begin({ workspaceId }: Place, workflowId: string, occasions: readonly string[], age: string) {
  await sql`INSERT INTO workflow_beginning (workspace_id, workflow_id, occasion, run_id, at)
    SELECT ${workspaceId}, ${workflowId}, occasion, ${newId()}, now() - ${age}::interval
    FROM unnest(${occasions}::text[]) AS occasion`.execute(database.db)
}

async function begunOf({ workspaceId }: Place): Promise<string[]> {
  const rows = await database.db
    .selectFrom('workflow_beginning')
    .select('occasion')
    .where('workspace_id', '=', workspaceId)
    .orderBy('occasion')
    .execute()
  return rows.map(({ occasion }) => occasion)
}
