import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Actor } from '@fairlead/sdk'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { makeWorkspace, readLog } from '../setup/testing.ts'
import { editContact } from './edit.ts'
import { makeContact } from './make.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const actor: Actor = { type: 'system', id: null }

test('an edit that undoes one under way is told of', async () => {
  const { id: workspaceId } = await makeWorkspace(database)
  const { id } = await database.transact((tx) =>
    makeContact(tx, { workspaceId, actor, given: { name: 'Cora Customer' } }),
  )
  const edit = { workspaceId, id, actor }

  const undoing = await database.transact(async (tx) => {
    await editContact(tx, { ...edit, given: { fields: { plan: 'gold' } } })
    const other = database.transact((tx) => editContact(tx, { ...edit, given: { fields: { plan: null } } }))
    await waitForLock()
    return { other }
  })
  const contact = await undoing.other

  assert.deepEqual(contact.fields, {})
  assert.deepEqual((await readLog(database, workspaceId)).at(-1)?.data, { contact })
})

async function waitForLock(): Promise<void> {
  for (;;) {
    const { rowCount } = await database.pool.query(`
      SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)
    if (rowCount !== 0) return
  }
}
