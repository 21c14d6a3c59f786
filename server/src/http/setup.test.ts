import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { getMe, getSetup, postSetup } from '@fairlead/sdk'
import { createPeople } from '../auth/people.ts'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { addMember, makeWorkspace, readLog } from '../setup/testing.ts'
import { serveMe } from './me.ts'
import { serveSetup } from './setup.ts'
import { isProblem, serveForTest } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const people = createPeople(database.db, { publicUrl: 'http://localhost:3000' }, 'a secret of the tests, long enough')
const as = serveForTest((api) => {
  serveSetup(api, { database, people })
  serveMe(api, { database })
})
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('sets up once', async () => {
  const body = {
    workspaceName: 'Example Shop',
    name: 'Olga Owner',
    email: 'olga@example.com',
    password: 'correct-horse',
  }
  assert.deepEqual(await as(null).call(getSetup, {}), { isDone: false })
  await assert.rejects(as(null).call(postSetup, { body: { ...body, password: 'short' } }), isProblem('invalid_request'))

  const { workspaceId } = await as(null).call(postSetup, { body })

  assert.deepEqual(await as(null).call(getSetup, {}), { isDone: true })
  assert.equal((await readLog(database, workspaceId)).length, 2)
  await assert.rejects(as(null).call(postSetup, { body }), isProblem('already_set_up'))
})

test('tells who asks, where they are and from where the events go on', async () => {
  const first = await makeWorkspace(database, 'First Shop')
  const second = await makeWorkspace(database, 'Second Shop')
  const { personId } = await addMember(database, first.id, { name: 'Ana Agent', role: 'agent' })
  const caller = await addMember(database, second.id, { name: 'Ana Agent', role: 'agent', personId })
  await database.db.insertInto('event_sequence').values({ workspace_id: second.id, last: 41 }).execute()

  const me = await as(caller).call(getMe, {})

  assert.equal(me.member.id, caller.memberId)
  assert.equal(me.workspace.name, 'Second Shop')
  assert.equal(me.cursor, 41)
  assert.deepEqual(me.workspaces, [
    { id: first.id, name: 'First Shop' },
    { id: second.id, name: 'Second Shop' },
  ])
})

test('tells nothing to whom it does not know', async () => {
  await assert.rejects(as(null).call(getMe, {}), isProblem('unauthenticated'))
})
