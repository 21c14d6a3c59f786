import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  ApiError,
  type Contact,
  createClient,
  deleteSuggestion,
  getContact,
  listContacts,
  listMerges,
  listSuggestions,
  mergeContact,
  postContact,
  undoMerge,
} from '@fairlead/sdk'
import { readLog } from '../setup/testing.ts'
import { clientOf, openApp, type TestApp } from '../testing/app.ts'
import { setScene } from '../testing/scene.ts'

let app: TestApp

before(async () => {
  app = await openApp()
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

test('who may be the same person is suggested, merged, and taken out again', async () => {
  const { client, one, other } = await twoAlike()
  const params = { id: one.id }

  const before = await client.call(listSuggestions, { params })
  assert.deepEqual(before, { data: [{ contact: other, because: 'phone' }] })
  await client.call(mergeContact, { params, body: { contactId: other.id } })
  const [merge, ...more] = (await client.call(listMerges, { params })).data
  assert.ok(merge)
  assert.deepEqual([merge.name, more], [other.name, []])
  const split = await client.call(undoMerge, { params: { ...params, mergeId: merge.id } })

  assert.deepEqual(split, other)
  assert.deepEqual(await client.call(getContact, { params }), one)
  assert.deepEqual((await client.call(listMerges, { params })).data, [])
  assert.deepEqual((await client.call(listSuggestions, { params })).data, [])
})

test('who is not the same is suggested no more, on either side, and whoever looks on is told', async () => {
  const { client, one, other, workspaceId } = await twoAlike()
  const params = { id: other.id, contactId: one.id }

  await client.call(deleteSuggestion, { params })
  await client.call(deleteSuggestion, { params })

  for (const id of [one.id, other.id]) {
    assert.deepEqual((await client.call(listSuggestions, { params: { id } })).data, [])
  }
  const { type, subjectId } = (await readLog(app.database, workspaceId)).at(-1)!
  assert.deepEqual([type, subjectId], ['contact.changed', other.id])
})

test('there is nothing for nobody, for another workspace, and for ids that are none', async () => {
  const { client, one, other } = await twoAlike()
  await client.call(mergeContact, { params: { id: one.id }, body: { contactId: other.id } })
  const [merge] = (await client.call(listMerges, { params: { id: one.id } })).data
  const third = await client.call(postContact, { body: { name: 'Third Person' } })
  const elsewhere = await twoAlike()
  const nobody = crypto.randomUUID()

  const calls = (by: typeof client, id: string, mergeId: string, contactId: string) => [
    () => by.call(listMerges, { params: { id } }),
    () => by.call(undoMerge, { params: { id, mergeId } }),
    () => by.call(listSuggestions, { params: { id } }),
    () => by.call(deleteSuggestion, { params: { id, contactId } }),
  ]
  const all = [
    [calls(elsewhere.client, one.id, merge!.id, third.id), [404, 'not_found']],
    [calls(client, nobody, merge!.id, one.id), [404, 'not_found']],
    [calls(client, other.id, merge!.id, one.id), [404, 'not_found']],
    [calls(client, one.id, nobody, nobody).filter((_, index) => index % 2 === 1), [404, 'not_found']],
    [calls(client, third.id, merge!.id, elsewhere.one.id).filter((_, index) => index % 2 === 1), [404, 'not_found']],
    [calls(client, 'nonsense', 'nonsense', 'nonsense'), [400, 'invalid_request']],
    [[() => client.call(deleteSuggestion, { params: { id: one.id, contactId: one.id } })], [400, 'invalid_request']],
    [calls(stranger(), one.id, merge!.id, third.id), [401, 'unauthenticated']],
  ] as const
  for (const [some, refused] of all) for (const call of some) assert.deepEqual(await refusalOf(call), refused)

  const { data } = await client.call(listContacts, { query: {} })
  assert.deepEqual(data.map(({ id }) => id).toSorted(), [one.id, third.id].toSorted())
})

/** Two contacts with one number, and an agent who sees them. */
async function twoAlike() {
  const scene = await setScene(app.database)
  const client = await clientOf(app, scene.agents[0]!)
  const make = (name: string, phone: string): Promise<Contact> => client.call(postContact, { body: { name, phone } })
  const one = await make('Mara Muster', '+55 11 98765-4321')
  const other = await make('M. Muster', '+55 11 8765-4321')
  return { client, one, other, workspaceId: scene.workspaceId }
}

function stranger() {
  return createClient({
    baseUrl: 'http://localhost',
    apiKey: 'fl_nobody',
    fetch: async (input, init) => app.fetch(new Request(input, init)),
  })
}

async function refusalOf(call: () => Promise<unknown>): Promise<readonly [number, string]> {
  const error = await call().catch((thrown: unknown) => thrown)
  assert.ok(error instanceof ApiError)
  return [error.problem.status, error.code]
}
