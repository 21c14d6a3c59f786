import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  deleteField,
  type Field,
  type FieldValue,
  getContact,
  listFields,
  patchContact,
  patchField,
  postContact,
  postField,
} from '@fairlead/sdk'
import { editConversation } from '../conversations/change.ts'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { AppError } from '../errors.ts'
import { addChannel, addConversation, addMember, makeWorkspace, readLog } from '../setup/testing.ts'
import { serveContacts } from './contacts.ts'
import type { Caller } from './endpoint.ts'
import { serveFields } from './fields.ts'
import { isProblem, serveForTest } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const as = serveForTest((api) => {
  serveFields(api, { database })
  serveContacts(api, { database })
})
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('makes, lists in order, changes and deletes fields, and tells of each', async () => {
  const { id: workspaceId, owner } = await makeWorkspace(database)
  const plan = await make(owner, { name: 'Plan', type: 'choice', options: ['Gold', 'Silver', 'Gold'] })
  const number = await make(owner, { name: 'Customer number' })

  assert.deepEqual(
    [plan.key, plan.options, plan.position, number.key, number.position],
    ['plan', ['Gold', 'Silver'], 0, 'customer_number', 1],
  )
  const moved = await as(owner).call(patchField, {
    params: { id: plan.id },
    body: { name: 'Tariff', options: ['Gold'], position: 5 },
  })
  assert.deepEqual(moved, { ...plan, name: 'Tariff', options: ['Gold'], position: 5 })
  assert.deepEqual((await as(owner).call(listFields, {})).data, [number, moved])
  await as(owner).call(patchField, { params: { id: plan.id }, body: { name: 'Tariff' } })
  await as(owner).call(deleteField, { params: { id: number.id } })

  assert.deepEqual((await as(owner).call(listFields, {})).data, [moved])
  assert.deepEqual(
    (await readLog(database, workspaceId)).map(({ type, data }) => ({ type, data })),
    [
      { type: 'field.created', data: { field: plan } },
      { type: 'field.created', data: { field: number } },
      { type: 'field.changed', data: { field: moved } },
      { type: 'field.deleted', data: { id: number.id } },
    ],
  )
})

test('lets no two fields of one subject bear one name or one key', async () => {
  const { owner } = await makeWorkspace(database)
  await make(owner, { name: 'Plan' })
  await make(owner, { name: 'Plan', subject: 'conversation' })

  await assert.rejects(make(owner, { name: 'PLAN' }), isProblem('field_name_taken'))
  await assert.rejects(make(owner, { name: 'Other', key: 'plan' }), isProblem('field_key_taken'))
  assert.equal((await make(owner, { name: 'Plan!' })).key, 'plan_2')
})

test('a field to choose from has something to choose, and others have not', async () => {
  const { owner } = await makeWorkspace(database)
  await assert.rejects(make(owner, { name: 'Plan', type: 'choice' }), isProblem('invalid_request'))
  assert.deepEqual((await make(owner, { name: 'Plan', options: ['Gold'] })).options, [])
  const color = await make(owner, { name: 'Colour', type: 'choices', options: ['Red'] })
  const emptied = as(owner).call(patchField, { params: { id: color.id }, body: { options: [] } })
  await assert.rejects(emptied, isProblem('invalid_request'))
})

test('agents see fields, and managers make them', async () => {
  const { id: workspaceId, owner } = await makeWorkspace(database)
  const ana = await addMember(database, workspaceId, { name: 'Ana Agent', role: 'agent' })
  const plan = await make(owner, { name: 'Plan' })

  assert.deepEqual((await as(ana).call(listFields, {})).data, [plan])
  await assert.rejects(make(ana, { name: 'Other' }), isProblem('forbidden'))
  await assert.rejects(as(ana).call(deleteField, { params: { id: plan.id } }), isProblem('forbidden'))
})

test('what a contact has under the key of a field must be of its type; other names stay free', async () => {
  const { owner } = await makeWorkspace(database)
  await make(owner, { name: 'Plan', type: 'choice', options: ['Gold'] })
  await make(owner, { name: 'Since', type: 'date' })
  const contact = await as(owner).call(postContact, { body: { name: 'Cora', fields: { plan: 'Gold', shoe: 41 } } })
  const params = { id: contact.id }
  const patch = (fields: Record<string, FieldValue>) => as(owner).call(patchContact, { params, body: { fields } })

  assert.deepEqual((await patch({ since: '2026-01-31', note: 'free' })).fields, {
    plan: 'Gold',
    shoe: 41,
    since: '2026-01-31',
    note: 'free',
  })
  await assert.rejects(patch({ since: 'yesterday', plan: 'Lead' }), {
    message: 'fields.since: must be a day, such as 2026-11-30',
  })
  await assert.rejects(as(owner).call(postContact, { body: { name: 'Dan', fields: { plan: 'Lead' } } }))
  assert.deepEqual((await patch({ since: '', plan: null })).fields, { shoe: 41, note: 'free' })
})

test('a value that can no longer be chosen stays until another is', async () => {
  const { owner } = await makeWorkspace(database)
  const plan = await make(owner, { name: 'Plan', type: 'choice', options: ['Gold', 'Lead'] })
  const contact = await as(owner).call(postContact, { body: { name: 'Cora', fields: { plan: 'Lead' } } })
  await as(owner).call(patchField, { params: { id: plan.id }, body: { options: ['Gold'] } })

  const patch = (fields: Record<string, FieldValue>) =>
    as(owner).call(patchContact, { params: { id: contact.id }, body: { fields } })
  assert.deepEqual((await patch({ plan: 'Lead', shoe: 41 })).fields, { plan: 'Lead', shoe: 41 })
  assert.deepEqual((await patch({ plan: 'Gold' })).fields, { plan: 'Gold', shoe: 41 })
  await assert.rejects(patch({ plan: 'Lead' }), isProblem('invalid_request'))
})

test('values stay when their field goes, and are there again with one of the same key', async () => {
  const { owner } = await makeWorkspace(database)
  const plan = await make(owner, { name: 'Plan' })
  const contact = await as(owner).call(postContact, { body: { name: 'Cora', fields: { plan: 'Gold' } } })
  await as(owner).call(deleteField, { params: { id: plan.id } })
  assert.equal((await make(owner, { name: 'Plan' })).key, 'plan')
  assert.deepEqual((await as(owner).call(getContact, { params: { id: contact.id } })).fields, { plan: 'Gold' })
})

test('a conversation has the fields that the workspace knows, and no other', async () => {
  const { id: workspaceId, owner } = await makeWorkspace(database)
  await make(owner, { name: 'Order', subject: 'conversation', type: 'number' })
  await make(owner, { name: 'Kinds', subject: 'conversation', type: 'choices', options: ['a', 'b'] })
  const id = await addConversation(database, { workspaceId, channelId: await addChannel(database, workspaceId) })
  const actor = { type: 'member', id: owner.memberId } as const
  const edit = (fields: Record<string, FieldValue>) =>
    database.transact((tx) => editConversation(tx, { workspaceId, id, actor, fields }))

  assert.deepEqual((await edit({ order: 12, kinds: ['b', 'a'] })).fields, { order: 12, kinds: ['b', 'a'] })
  await edit({ order: 12 })
  assert.deepEqual((await edit({ order: null })).fields, { kinds: ['b', 'a'] })
  await assert.rejects(edit({ other: 1 }), (error) => error instanceof AppError && error.code === 'invalid_request')
  await assert.rejects(edit({ order: 'twelve' }), /must be a number/)
  assert.deepEqual((await edit({ kinds: [] })).fields, {})
  const changes = (await readLog(database, workspaceId)).flatMap((event) =>
    event.type === 'conversation.changed' ? [event.data.conversation.fields] : [],
  )
  assert.deepEqual(changes, [{ order: 12, kinds: ['b', 'a'] }, { kinds: ['b', 'a'] }, {}])
})

function make(
  caller: Caller,
  field: Partial<Omit<Field, 'id' | 'position'>> & Readonly<{ name: string }>,
): Promise<Field> {
  return as(caller).call(postField, { body: { subject: 'contact', type: 'text', ...field } })
}
