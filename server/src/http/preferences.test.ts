import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { getPreferences, preferences, putPreferences } from '@fairlead/sdk'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { addMember, makeWorkspace, readLog } from '../setup/testing.ts'
import { servePreferences } from './preferences.ts'
import { isProblem, serveForTest } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const as = serveForTest((api) => servePreferences(api, { database }))
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const usual = preferences.parse({})

test('everybody begins with the usual, and changes their own alone', async () => {
  const { id, owner } = await makeWorkspace(database)
  const agent = await addMember(database, id, { name: 'Ana Agent', role: 'agent' })
  assert.deepEqual(await as(agent).call(getPreferences, {}), usual)

  const wanted = { ...usual, density: 'compact', undoSeconds: 10 } as const
  assert.deepEqual(await as(agent).call(putPreferences, { body: wanted }), wanted)

  assert.deepEqual(await as(agent).call(getPreferences, {}), wanted)
  assert.deepEqual(await as(owner).call(getPreferences, {}), usual)
})

test('the log tells all that there is something new, and not what', async () => {
  const { id, owner } = await makeWorkspace(database)
  const body = { ...usual, quiet: { ...usual.quiet, isOn: true } }
  await as(owner).call(putPreferences, { body })
  await as(owner).call(putPreferences, { body })

  const told = (await readLog(database, id)).filter(({ type }) => type === 'preference.changed')
  assert.deepEqual(
    told.map(({ data }) => data),
    [{ memberId: owner.memberId }],
  )
})

test('a zone that is none is refused', async () => {
  const { owner } = await makeWorkspace(database)
  const body = { ...usual, quiet: { ...usual.quiet, timeZone: 'Atlantis/Centre' } }
  await assert.rejects(as(owner).call(putPreferences, { body }), isProblem('invalid_request'))
})
