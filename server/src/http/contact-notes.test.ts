import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  type ContactNote,
  deleteContactNote,
  listContactNotes,
  listMerges,
  mergeContact,
  patchContactNote,
  postContact,
  postContactNote,
  undoMerge,
} from '@fairlead/sdk'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { addMember, makeWorkspace, readLog } from '../setup/testing.ts'
import { serveContactNotes } from './contact-notes.ts'
import { serveContacts } from './contacts.ts'
import type { Caller } from './endpoint.ts'
import { isProblem, serveForTest } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const as = serveForTest((api) => {
  serveContactNotes(api, { database })
  serveContacts(api, { database })
})
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('writes, lists newest first, changes and deletes notes of a contact, and tells of each', async () => {
  const { workspaceId, ana, contactId } = await begin()
  const first = await write(ana, contactId, 'Prefers to be called')
  const second = await write(ana, contactId, 'Has two dogs')

  assert.deepEqual(await list(ana, contactId), [second, first])
  const changed = await as(ana).call(patchContactNote, { params: { id: first.id }, body: { text: 'Prefers e-mail' } })
  assert.deepEqual({ ...changed, editedAt: null }, { ...first, text: 'Prefers e-mail' })
  assert.notEqual(changed.editedAt, null)
  await as(ana).call(deleteContactNote, { params: { id: second.id } })
  assert.deepEqual(await list(ana, contactId), [changed])
  assert.deepEqual(
    (await readLog(database, workspaceId)).flatMap(({ type, data }) =>
      type.startsWith('contact_note.') ? [{ type, data }] : [],
    ),
    [
      { type: 'contact_note.created', data: { contactNote: first } },
      { type: 'contact_note.created', data: { contactNote: second } },
      { type: 'contact_note.changed', data: { contactNote: changed } },
      { type: 'contact_note.deleted', data: { id: second.id, contactId } },
    ],
  )
})

test('a note is changed by whoever wrote it, or by a manager', async () => {
  const { owner, ana, ben, contactId } = await begin()
  const { id } = await write(ana, contactId, 'Has two dogs')
  const patch = (caller: Caller, text: string) => as(caller).call(patchContactNote, { params: { id }, body: { text } })

  await assert.rejects(patch(ben, 'Has cats'), isProblem('forbidden'))
  await assert.rejects(as(ben).call(deleteContactNote, { params: { id } }), isProblem('forbidden'))
  assert.equal((await patch(owner, 'Has a dog')).memberId, ana.memberId)
  await as(owner).call(deleteContactNote, { params: { id } })
  await assert.rejects(patch(ana, 'gone'), isProblem('not_found'))
})

test('nobody sees notes of another workspace, or writes about a contact that is not there', async () => {
  const { ana, contactId } = await begin()
  const { owner: stranger } = await makeWorkspace(database)
  const { id } = await write(ana, contactId, 'Has two dogs')

  await assert.rejects(list(stranger, contactId), isProblem('not_found'))
  await assert.rejects(write(stranger, contactId, 'x'), isProblem('not_found'))
  await assert.rejects(as(stranger).call(deleteContactNote, { params: { id } }), isProblem('not_found'))
})

test('notes go along when contacts are merged, and back when they are made two again', async () => {
  const { ana, contactId } = await begin()
  const other = await as(ana).call(postContact, { body: { name: 'Cora again' } })
  const [own, theirs] = [await write(ana, contactId, 'own'), await write(ana, other.id, 'theirs')]

  await as(ana).call(mergeContact, { params: { id: contactId }, body: { contactId: other.id } })
  assert.deepEqual(await list(ana, contactId), [{ ...theirs, contactId }, own])
  const [merge] = (await as(ana).call(listMerges, { params: { id: contactId } })).data
  await as(ana).call(undoMerge, { params: { id: contactId, mergeId: merge?.id ?? '' } })

  assert.deepEqual(await list(ana, contactId), [own])
  assert.deepEqual(await list(ana, other.id), [theirs])
})

async function begin() {
  const { id: workspaceId, owner } = await makeWorkspace(database)
  const ana = await addMember(database, workspaceId, { name: 'Ana Agent', role: 'agent' })
  const ben = await addMember(database, workspaceId, { name: 'Ben Agent', role: 'agent' })
  const contact = await as(owner).call(postContact, { body: { name: 'Cora Customer' } })
  return { workspaceId, owner, ana, ben, contactId: contact.id }
}

function write(caller: Caller, id: string, text: string): Promise<ContactNote> {
  return as(caller).call(postContactNote, { params: { id }, body: { text } })
}

async function list(caller: Caller, id: string): Promise<ContactNote[]> {
  return (await as(caller).call(listContactNotes, { params: { id } })).data
}
