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
  const said = (await readLog(database, workspaceId)).at(-1)?.data
  assert.deepEqual(said, { contact, before: { fields: { plan: 'gold' } } })
})

test('what of a contact’s value to us was otherwise is told, and only that', async () => {
  const { id: workspaceId } = await makeWorkspace(database)
  const { id } = await database.transact((tx) =>
    makeContact(tx, { workspaceId, actor, given: { name: 'Cora Customer', tags: ['new'] } }),
  )
  const before = async (given: Parameters<typeof editContact>[1]['given']) => {
    await database.transact((tx) => editContact(tx, { workspaceId, id, actor, given }))
    const { data } = (await readLog(database, workspaceId)).findLast(({ type }) => type === 'contact.changed')!
    return 'before' in data ? data.before : undefined
  }

  assert.deepEqual(await before({ tags: ['new', 'vip'], fields: { plan: 'gold' } }), { tags: ['new'], fields: {} })
  assert.equal(await before({ name: 'Cora C. Customer' }), undefined)
})

async function waitForLock(): Promise<void> {
  for (;;) {
    const { rowCount } = await database.pool.query(`
      SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)
    if (rowCount !== 0) return
  }
}
