import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { deleteSkill, listSkills, patchMember, patchSkill, postSkill } from '@fairlead/sdk'
import { loadConversation } from '../conversations/present.ts'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { addChannel, addConversation, addMember, makeWorkspace, readLog } from '../setup/testing.ts'
import type { Caller } from './endpoint.ts'
import { serveMembers } from './members.ts'
import { serveSkills } from './skills.ts'
import { isProblem, serveForTest } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const as = serveForTest((api) => {
  serveSkills(api, { database })
  serveMembers(api, { database })
})
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('makes, lists by name, renames and deletes skills, and tells of each', async () => {
  const { id: workspaceId, owner } = await makeWorkspace(database)
  const refunds = await make(owner, 'refunds')
  const german = await make(owner, 'German', 'de')

  assert.deepEqual((await as(owner).call(listSkills, {})).data, [german, refunds])
  const renamed = await as(owner).call(patchSkill, { params: { id: refunds.id }, body: { name: 'Returns' } })
  await as(owner).call(patchSkill, { params: { id: refunds.id }, body: { name: 'Returns' } })
  await as(owner).call(deleteSkill, { params: { id: german.id } })

  assert.deepEqual(renamed, { ...refunds, name: 'Returns' })
  assert.deepEqual((await as(owner).call(listSkills, {})).data, [renamed])
  assert.deepEqual(
    (await readLog(database, workspaceId)).map(({ type, subjectId, data }) => ({ type, subjectId, data })),
    [
      { type: 'skill.created', subjectId: refunds.id, data: { skill: refunds } },
      { type: 'skill.created', subjectId: german.id, data: { skill: german } },
      { type: 'skill.changed', subjectId: refunds.id, data: { skill: renamed } },
      { type: 'skill.deleted', subjectId: german.id, data: { id: german.id } },
    ],
  )
})

test('lets no two skills bear one name, whatever the case, or be for one language', async () => {
  const { owner } = await makeWorkspace(database)
  await make(owner, 'German', 'de')
  const other = await make(owner, 'Refunds')
  const patch = (body: { name?: string; language?: string | null }) =>
    as(owner).call(patchSkill, { params: { id: other.id }, body })

  await assert.rejects(make(owner, 'GERMAN'), isProblem('skill_name_taken'))
  await assert.rejects(make(owner, 'Deutsch', 'de'), isProblem('skill_language_taken'))
  await assert.rejects(patch({ name: 'german' }), isProblem('skill_name_taken'))
  await assert.rejects(patch({ language: 'de' }), isProblem('skill_language_taken'))
  const results = await Promise.allSettled([1, 2, 3].map(() => make(owner, 'At once')))
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
})

test('a skill that is deleted is taken from whoever has it and from whatever needs it, closed or not', async () => {
  const { id: workspaceId, owner } = await makeWorkspace(database)
  const ana = await addMember(database, workspaceId, { name: 'Ana Agent', role: 'agent' })
  const [german, refunds] = [await make(owner, 'German', 'de'), await make(owner, 'Refunds')]
  await as(owner).call(patchMember, {
    params: { id: ana.memberId },
    body: { skillIds: [german.id, refunds.id, german.id] },
  })
  const channelId = await addChannel(database, workspaceId)
  const open = await addConversation(database, { workspaceId, channelId })
  const closed = await addConversation(database, { workspaceId, channelId })
  await database.db
    .updateTable('conversation')
    .set({ skill_ids: [german.id] })
    .where('id', 'in', [open, closed])
    .execute()
  await database.db
    .updateTable('conversation')
    .set({ status: 'closed', closed_at: new Date() })
    .where('id', '=', closed)
    .execute()
  const before = (await readLog(database, workspaceId)).length

  await as(owner).call(deleteSkill, { params: { id: german.id } })

  for (const id of [open, closed]) {
    assert.deepEqual((await loadConversation(database.db, workspaceId, id))?.skillIds, [])
  }
  const log = (await readLog(database, workspaceId)).slice(before)
  assert.deepEqual(
    log.map(({ type, subjectId }) => [type, subjectId]),
    [
      ['member.changed', ana.memberId],
      ['conversation.changed', open],
      ['conversation.changed', closed],
      ['skill.deleted', german.id],
    ],
  )
  const [first] = log
  assert.ok(first?.type === 'member.changed')
  assert.deepEqual(first.data.member.skillIds, [refunds.id])
})

test('a skill given while it is deleted is either refused or taken away', async () => {
  const { id: workspaceId, owner } = await makeWorkspace(database)
  const ana = await addMember(database, workspaceId, { name: 'Ana Agent', role: 'agent' })
  for (let round = 0; round < 10; round += 1) {
    const { id } = await make(owner, `Skill ${round}`)
    await Promise.allSettled([
      as(owner).call(patchMember, { params: { id: ana.memberId }, body: { skillIds: [id] } }),
      as(owner).call(deleteSkill, { params: { id } }),
    ])
  }
  const row = await database.db
    .selectFrom('member')
    .select('skill_ids')
    .where('id', '=', ana.memberId)
    .executeTakeFirst()
  assert.deepEqual(row, { skill_ids: [] })
})

test('does not show or change the skills of another workspace, and is for managers', async () => {
  const { id: workspaceId, owner } = await makeWorkspace(database)
  const other = await makeWorkspace(database)
  const ana = await addMember(database, workspaceId, { name: 'Ana Agent', role: 'agent' })
  const { id } = await make(other.owner, 'German', 'de')

  assert.deepEqual((await as(ana).call(listSkills, {})).data, [])
  await assert.rejects(as(owner).call(patchSkill, { params: { id }, body: { name: 'Mine' } }), isProblem('not_found'))
  await assert.rejects(as(owner).call(deleteSkill, { params: { id } }), isProblem('not_found'))
  await assert.rejects(make(ana, 'Mine'), isProblem('forbidden'))
})

function make(by: Caller, name: string, language: string | null = null) {
  return as(by).call(postSkill, { body: { name, language } })
}
