import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createPeople } from '../auth/people.ts'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { loadMember } from '../members/queries.ts'
import { loadWorkspace } from '../workspace/present.ts'
import { findOwner } from './find-owner.ts'
import { install, isInstalled } from './install.ts'
import { readLog } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const people = createPeople(database.db, { publicUrl: 'http://localhost:3000' }, 'a secret of the tests, long enough')
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const installation = {
  workspaceName: 'Example Shop',
  name: 'Olga Owner',
  email: 'Olga@Example.com',
  password: 'correct-horse',
  language: 'vi' as const,
}

test('of installations at once, one succeeds, and it can sign in', async () => {
  assert.equal(await isInstalled(database.db), false)

  const attempts = await Promise.allSettled([1, 2, 3, 4].map(() => install(database, people, installation)))
  const made = attempts.filter((attempt) => attempt.status === 'fulfilled')
  const refused = attempts.filter((attempt) => attempt.status === 'rejected')

  assert.equal(made.length, 1)
  assert.deepEqual(
    refused.map(({ reason }) => reason.code),
    ['already_set_up', 'already_set_up', 'already_set_up'],
  )
  assert.equal(await isInstalled(database.db), true)

  const { workspaceId, memberId } = made[0]!.value
  const workspace = await loadWorkspace(database.db, workspaceId)
  const member = await loadMember(database.db, workspaceId, memberId)
  assert.equal(workspace.agentLimit, null)
  assert.equal(workspace.reopenHours, 48)
  assert.equal(workspace.language, 'vi')
  assert.equal(member?.email, 'olga@example.com')
  assert.deepEqual(
    (await readLog(database, workspaceId)).map(({ sequence, type, data }) => ({ sequence, type, data })),
    [
      { sequence: 1, type: 'workspace.changed', data: { workspace } },
      { sequence: 2, type: 'member.created', data: { member } },
    ],
  )
  const session = await people.api.signInEmail({ body: { email: 'olga@example.com', password: 'correct-horse' } })
  assert.equal(session.user.name, 'Olga Owner')
})

test('the same input finds the owner again, and no other does', async () => {
  const owner = await findOwner(database.db, people, installation)

  assert.ok(owner)
  assert.equal(await findOwner(database.db, people, { ...installation, password: 'battery-staple' }), null)
  assert.equal(await findOwner(database.db, people, { ...installation, workspaceName: 'Another Shop' }), null)
})
