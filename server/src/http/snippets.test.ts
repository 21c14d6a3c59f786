import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { deleteSnippet, listSnippets, patchSnippet, postSnippet } from '@fairlead/sdk'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { addMember, makeWorkspace, readLog } from '../setup/testing.ts'
import { makeTeam } from '../teams/make.ts'
import type { Caller } from './endpoint.ts'
import { serveSnippets } from './snippets.ts'
import { isProblem, serveForTest } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const as = serveForTest((api) => serveSnippets(api, { database }))
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('everybody sees their own, everybody’s and those of their teams; managers see all teams’', async () => {
  const { owner, ana, ben, team } = await begin()
  const mine = await make(ana, 'mine')
  const shared = await make(owner, 'shared', { scope: 'everybody' })
  const ofTeam = await make(owner, 'team', { scope: 'team', teamId: team.id })

  assert.deepEqual(await list(ana), [mine, shared, ofTeam])
  assert.deepEqual(await list(ben), [shared])
  assert.deepEqual(await list(owner), [shared, ofTeam])
})

test('what others use is made and changed by managers, and one’s own by nobody else', async () => {
  const { owner, ana, ben } = await begin()
  const mine = await make(ana, 'mine')
  const shared = await make(owner, 'shared', { scope: 'everybody' })
  const patch = (caller: Caller, { id }: { id: string }) =>
    as(caller).call(patchSnippet, { params: { id }, body: { text: 'Changed' } })

  await assert.rejects(make(ana, 'other', { scope: 'everybody' }), isProblem('forbidden'))
  await assert.rejects(patch(ana, shared), isProblem('forbidden'))
  await assert.rejects(as(ana).call(deleteSnippet, { params: { id: shared.id } }), isProblem('forbidden'))
  for (const other of [ben, owner]) await assert.rejects(patch(other, mine), isProblem('not_found'))
  assert.equal((await patch(ana, mine)).text, 'Changed')
  assert.equal((await patch(owner, shared)).text, 'Changed')
})

test('a shortcut stands for one snippet of a member, and for one that is shared, whatever the case', async () => {
  const { owner, ana, ben, team } = await begin()
  await make(ana, 'Grüße')
  await make(owner, 'hello', { scope: 'everybody' })

  await make(ben, 'grüße')
  await make(ana, 'hello')
  await assert.rejects(make(ana, 'GRÜSSE'.replace('SS', 'ß')), isProblem('snippet_shortcut_taken'))
  await assert.rejects(make(owner, 'HELLO', { scope: 'team', teamId: team.id }), isProblem('snippet_shortcut_taken'))
})

test('a snippet of nobody’s team is refused, and so is a shortcut with a blank', async () => {
  const { owner } = await begin()
  await assert.rejects(make(owner, 'a', { scope: 'team' }), isProblem('invalid_request'))
  await assert.rejects(make(owner, 'a', { scope: 'team', teamId: owner.memberId }), isProblem('unknown_reference'))
  await assert.rejects(make(owner, 'two words'), isProblem('invalid_request'))
})

test('the log tells of each by its number, and whose it has been all along', async () => {
  const { owner, workspaceId } = await begin()
  const { id } = await make(owner, 'mine')
  await as(owner).call(patchSnippet, { params: { id }, body: { scope: 'everybody' } })
  await as(owner).call(patchSnippet, { params: { id }, body: { scope: 'mine' } })
  await as(owner).call(deleteSnippet, { params: { id } })

  const log = (await readLog(database, workspaceId)).filter(({ type }) => type.startsWith('snippet.'))
  assert.deepEqual(
    log.map(({ type, data }) => [type, data]),
    [
      ['snippet.changed', { id, ownerId: owner.memberId }],
      ['snippet.changed', { id, ownerId: null }],
      ['snippet.changed', { id, ownerId: null }],
      ['snippet.deleted', { id, ownerId: owner.memberId }],
    ],
  )
  assert.deepEqual(await list(owner), [])
})

async function begin() {
  const { id: workspaceId, owner } = await makeWorkspace(database)
  const ana = await addMember(database, workspaceId, { name: 'Ana Agent', role: 'agent' })
  const ben = await addMember(database, workspaceId, { name: 'Ben Agent', role: 'agent' })
  const team = await database.transact((tx) =>
    makeTeam(tx, {
      workspaceId,
      actor: { type: 'member', id: owner.memberId },
      given: { name: 'Support', policy: {}, memberIds: [ana.memberId] },
    }),
  )
  return { workspaceId, owner, ana, ben, team }
}

function make(caller: Caller, shortcut: string, more: { scope?: 'team' | 'everybody'; teamId?: string } = {}) {
  return as(caller).call(postSnippet, { body: { name: 'Example', text: 'Hello!', shortcut, ...more } })
}

async function list(caller: Caller) {
  return (await as(caller).call(listSnippets, {})).data
}
