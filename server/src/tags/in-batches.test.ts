import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { deleteTag, listKnownTags, putTag, renameTag } from '@fairlead/sdk'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { serveTags } from '../http/tags.ts'
import { serveForTest } from '../http/testing.ts'
import { makeWorkspace, readLog } from '../setup/testing.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { bring, setScene } from '../testing/scene.ts'
import { changeWorkspace } from '../workspace/change.ts'
import { renameTag as renameInOne } from './rename.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const as = serveForTest((api) => serveTags(api, { database }))
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const many = 2_600

test('a tag that very many have is renamed and deleted wherever it is, keeps its looks, and is told once', async () => {
  const { id: workspaceId, owner } = await makeWorkspace(database)
  await as(owner).call(putTag, { params: { name: 'vip' }, body: { color: 'grape', description: 'By hand' } })
  await giveMany(workspaceId, '{a,vip}', many - 10)
  await giveMany(workspaceId, '{vip,gold}', 10)

  const { tag, contacts } = await as(owner).call(renameTag, { params: { name: 'vip' }, body: { name: 'gold' } })
  assert.equal(contacts, many)
  assert.deepEqual(tag, { name: 'gold', color: 'grape', description: 'By hand' })
  assert.deepEqual(await givenIn(workspaceId), { 'a,gold': many - 10, gold: 10 })
  assert.deepEqual((await as(owner).call(listKnownTags, {})).data, [tag])

  await as(owner).call(deleteTag, { params: { name: 'gold' } })
  assert.deepEqual(await givenIn(workspaceId), { a: many - 10, '': 10 })
  assert.deepEqual((await as(owner).call(listKnownTags, {})).data, [])
  const told = (await readLog(database, workspaceId)).map(({ type }) => type).filter((type) => /^tag\.[rd]/.test(type))
  assert.deepEqual(told, ['tag.renamed', 'tag.deleted'])
})

test('a tag that rules of priority speak of is renamed while customers who have it write', async () => {
  const scene = await setScene(database, { presence: 'offline' })
  const { workspaceId } = scene
  const actor = { type: 'member', id: scene.owner.memberId } as const
  const rule = { tags: ['vip'], stages: [], hasOwner: false, priority: 'high' as const }
  await database.transact((tx) => changeWorkspace(tx, { workspaceId, actor, given: { priorityRules: [rule] } }))
  await bring(scene, inboundMessage())
  await giveMany(workspaceId, '{vip}', 1)
  await database.pool.query(`UPDATE contact SET tags = '{vip}' WHERE workspace_id = $1`, [workspaceId])

  const writing = Array.from({ length: 20 }, () => bring(scene, inboundMessage()))
  const names = ['gold', 'vip', 'gold']
  let from = 'vip'
  for (const to of names) {
    if (from === to) continue
    await database.transact((tx) => renameInOne(tx, { workspaceId, from, to, actor }))
    from = to
  }
  await Promise.all(writing)
  assert.deepEqual(await givenIn(workspaceId), { gold: 2 })
})

async function giveMany(workspaceId: string, tags: string, count: number): Promise<void> {
  await database.pool.query(
    `INSERT INTO contact (workspace_id, id, name, tags)
      SELECT $1, gen_random_uuid(), 'Contact ' || n, $2::text[] FROM generate_series(1, $3::int) AS n`,
    [workspaceId, tags, count],
  )
  await database.pool.query(
    `INSERT INTO tag (workspace_id, name) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING`,
    [workspaceId, tags.replace(/a,|,gold/, '')],
  )
}

async function givenIn(workspaceId: string): Promise<Record<string, number>> {
  const { rows } = await database.pool.query<{ tags: string; count: number }>(
    `SELECT array_to_string(tags, ',') AS tags, count(*)::int FROM contact WHERE workspace_id = $1 GROUP BY 1`,
    [workspaceId],
  )
  return Object.fromEntries(rows.map(({ tags, count }) => [tags, count]))
}
