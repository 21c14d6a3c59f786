import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { allMessages, bring, onlyConversation, type Scene, setScene } from '../testing/scene.ts'
import { listMessages } from './list.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('a page around a message has it in the middle, and says how to go on to both sides', async () => {
  const { list, ids } = await talk(21)

  const page = await list({ around: ids[10]!, limit: 6 })
  assert.deepEqual(numbers(page.data, ids), [12, 11, 10, 9, 8, 7])

  const [older, newer] = await Promise.all([
    list({ cursor: page.nextCursor!, limit: 50 }),
    list({ after: page.newerCursor!, limit: 50 }),
  ])
  assert.deepEqual(numbers([...newer.data, ...page.data, ...older.data], ids), ids.map((_, at) => at).reverse())
  assert.deepEqual([older.nextCursor, newer.newerCursor], [null, null])
})

test('pages towards the newer follow each other without a gap', async () => {
  const { list, ids } = await talk(11)
  const found: number[] = [0]
  for (let cursor: string | null = ids[0]!; cursor !== null; ) {
    const page = await list({ after: cursor, limit: 4 })
    found.push(...numbers(page.data, ids).reverse())
    cursor = page.newerCursor
  }
  assert.deepEqual(
    found,
    ids.map((_, at) => at),
  )
})

test('the newest messages have nothing newer, and an instant leads to the first message from it on', async () => {
  const { list, ids, ats } = await talk(9)

  const newest = await list({ limit: 3 })
  assert.deepEqual([numbers(newest.data, ids), newest.newerCursor], [[8, 7, 6], null])
  assert.deepEqual(numbers((await list({ at: ats[4]!, limit: 2 })).data, ids), [4, 3])
  assert.deepEqual(numbers((await list({ at: '2100-01-01T00:00:00Z', limit: 2 })).data, ids), [8, 7])
})

test('a message of another conversation is no place in this one', async () => {
  const here = await talk(2)
  const there = await talk(2)

  await assert.rejects(here.list({ around: there.ids[0]!, limit: 4 }), { code: 'not_found' })
})

async function talk(count: number) {
  const scene: Scene = await setScene(database)
  const from = Date.parse('2026-03-01T10:00:00Z')
  for (let each = 0; each < count; each += 1) {
    await bring(scene, inboundMessage({ providerId: `m${each}`, text: `No ${each}`, at: from + each * 60_000 }))
  }
  const { id } = await onlyConversation(scene)
  const all = await allMessages(scene)
  return {
    list: (where: Parameters<typeof listMessages>[3]) => listMessages(database.db, scene.workspaceId, id, where),
    ids: all.map((message) => message.id),
    ats: all.map((message) => message.at),
  }
}

function numbers(messages: readonly { id: string }[], ids: readonly string[]): number[] {
  return messages.map(({ id }) => ids.indexOf(id))
}
