import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { deleteApiKey, listApiKeys, postApiKey, type Role } from '@fairlead/sdk'
import { sql } from 'kysely'
import { hashToken } from '../auth/secrets.ts'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { addMember, makeWorkspace } from '../setup/testing.ts'
import { serveApiKeys } from './api-keys.ts'
import type { Caller } from './endpoint.ts'
import { isProblem, serveForTest } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const as = serveForTest((api) => serveApiKeys(api, { database }))
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('shows a key once, and keeps its hash', async () => {
  const { ana } = await makeStaff()

  const { key, ...apiKey } = await as(ana).call(postApiKey, { body: { name: 'Sync' } })

  assert.match(key, /^flk_[\w-]{43}$/)
  assert.equal(apiKey.prefix, key.slice(0, 10))
  assert.equal(apiKey.memberId, ana.memberId)
  assert.deepEqual(await as(ana).call(listApiKeys, {}), { data: [apiKey] })
  const row = await database.db.selectFrom('api_key').select('key_hash').where('id', '=', apiKey.id).executeTakeFirst()
  assert.deepEqual(row?.key_hash, hashToken(key))
})

test('a key is made for oneself or for who has a lower role', async () => {
  const { owner, bea, ana } = await makeStaff()

  assert.equal((await make(bea, ana)).memberId, ana.memberId)
  assert.equal((await make(owner, bea)).memberId, bea.memberId)
  await assert.rejects(make(ana, bea), isProblem('forbidden'))
  await assert.rejects(make(bea, owner), isProblem('forbidden'))
  await assert.rejects(make(bea, await addMember(database, bea.workspaceId, manager)), isProblem('forbidden'))
})

test('a key is made for no stranger and nobody who is deactivated', async () => {
  const { owner, ana } = await makeStaff()
  const other = await makeStaff()
  await assert.rejects(make(owner, other.ana), isProblem('unknown_reference'))

  await database.db.updateTable('member').set({ deactivated_at: sql`now()` }).where('id', '=', ana.memberId).execute()
  await assert.rejects(make(owner, ana), isProblem('member_deactivated'))
})

test('an agent sees and revokes their own keys, a manager those of agents too', async () => {
  const { owner, bea, ana } = await makeStaff()
  const ownersKey = await make(owner, owner)
  const anasKey = await make(ana, ana)

  assert.deepEqual(
    (await as(ana).call(listApiKeys, {})).data.map(({ id }) => id),
    [anasKey.id],
  )
  assert.equal((await as(bea).call(listApiKeys, {})).data.length, 2)
  await assert.rejects(revoke(ana, ownersKey), isProblem('not_found'))
  await assert.rejects(revoke(bea, ownersKey), isProblem('forbidden'))
  await assert.rejects(revoke((await makeStaff()).owner, anasKey), isProblem('not_found'))

  await revoke(bea, anasKey)
  assert.deepEqual(await as(ana).call(listApiKeys, {}), { data: [] })
  await assert.rejects(revoke(ana, anasKey), isProblem('not_found'))
})

const manager = { name: 'Max Manager', role: 'manager' } as const

async function makeStaff() {
  const { id, owner } = await makeWorkspace(database)
  const add = (name: string, role: Role) => addMember(database, id, { name, role })
  return { owner, bea: await add('Bea Manager', 'manager'), ana: await add('Ana Agent', 'agent') }
}

function make(by: Caller, { memberId }: Caller) {
  return as(by).call(postApiKey, { body: { name: 'Sync', memberId } })
}

function revoke(by: Caller, { id }: { id: string }) {
  return as(by).call(deleteApiKey, { params: { id } })
}
