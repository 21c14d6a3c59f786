import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  ApiError,
  type Contact,
  getContact,
  listContactConversations,
  listContacts,
  listTags,
  patchContact,
  postContact,
} from '@fairlead/sdk'
import { sql } from 'kysely'
import { Database } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { createTestDatabase } from '../db/testing.ts'
import { LogReaders } from '../events/log-readers.ts'
import { searchReader } from '../search/reader.ts'
import { addChannel, addConversation, addMember, makeWorkspace, readLog } from '../setup/testing.ts'
import { quiet } from '../testing/app.ts'
import { serveContacts } from './contacts.ts'
import type { Caller } from './endpoint.ts'
import { isProblem, serveForTest } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const as = serveForTest((api) => serveContacts(api, { database }))
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('makes a contact, with e-mail and phone the one way they are written', async () => {
  const { id, owner } = await makeWorkspace(database)

  const contact = await as(owner).call(postContact, {
    body: {
      name: 'Cora Customer',
      email: 'Cora@Example.COM',
      phone: '+1 (212) 555-0100',
      fields: { plan: 'gold', seats: 3, isTrial: false, gone: null },
      tags: ['vip', 'vip', 'new'],
    },
  })

  assert.deepEqual(
    { ...contact, id: '', createdAt: '' },
    {
      id: '',
      name: 'Cora Customer',
      email: 'cora@example.com',
      phone: '+12125550100',
      locale: null,
      fields: { plan: 'gold', seats: 3, isTrial: false },
      tags: ['vip', 'new'],
      ownerId: null,
      stage: null,
      identities: [],
      avatarId: null,
      createdAt: '',
    },
  )
  assert.deepEqual(await as(owner).call(getContact, { params: { id: contact.id } }), contact)
  assert.deepEqual(await lastEvent(id), { type: 'contact.created', data: { contact } })
})

test('changes what is given, merges fields, and drops those given as null', async () => {
  const { id, owner } = await makeWorkspace(database)
  const before = await make(owner, { fields: { plan: 'gold', seats: 3 }, email: 'cora@example.com' })
  const params = { id: before.id }

  const body = { email: null, fields: { plan: null, city: 'Example Town' } }
  const contact = await as(owner).call(patchContact, { params, body })
  const count = (await readLog(database, id)).length
  await as(owner).call(patchContact, { params, body })

  assert.deepEqual(contact, { ...before, email: null, fields: { seats: 3, city: 'Example Town' } })
  const changed = { contact, before: { fields: before.fields } }
  assert.deepEqual(await lastEvent(id), { type: 'contact.changed', data: changed })
  assert.equal((await readLog(database, id)).length, count)
})

test('edits at once all hold, and the last event knows of them', async () => {
  const { id, owner } = await makeWorkspace(database)
  const contact = await make(owner, {})

  await Promise.all(
    ['a', 'b', 'c', 'd'].map((field) =>
      as(owner).call(patchContact, { params: { id: contact.id }, body: { fields: { [field]: 1 } } }),
    ),
  )

  const after = await as(owner).call(getContact, { params: { id: contact.id } })
  assert.deepEqual(after.fields, { a: 1, b: 1, c: 1, d: 1 })
  const { type, data } = await lastEvent(id)
  assert.equal(type, 'contact.changed')
  assert.deepEqual({ ...data, before: null }, { contact: after, before: null })
})

test('lists by page, the newest first', async () => {
  const { owner } = await makeWorkspace(database)
  const ids: string[] = []
  for (let count = 0; count < 5; count += 1) ids.unshift((await make(owner, {})).id)

  const seen: string[] = []
  let cursor: string | null | undefined
  do {
    const page = await as(owner).call(listContacts, { query: { limit: 2, ...(cursor ? { cursor } : {}) } })
    seen.push(...page.data.map(({ id }) => id))
    cursor = page.nextCursor
  } while (cursor !== null)

  assert.deepEqual(seen, ids)
  await assert.rejects(as(owner).call(listContacts, { query: { cursor: 'x' } }), isProblem('invalid_request'))
})

test('lists those with a tag', async () => {
  const { owner } = await makeWorkspace(database)
  const cora = await make(owner, { tags: ['vip', 'new'] })
  await make(owner, { tags: ['VIP'] })
  assert.deepEqual((await as(owner).call(listContacts, { query: { tag: 'vip' } })).data, [cora])
})

test('lists all there was with a contact by page, the newest first', async () => {
  const { id: workspaceId, owner } = await makeWorkspace(database)
  const { id } = await make(owner, {})
  const ids: string[] = []
  for (let count = 0; count < 3; count += 1) {
    const channelId = await addChannel(database, workspaceId)
    ids.unshift(await addConversation(database, { workspaceId, channelId }))
  }
  const { db } = database
  await db.updateTable('conversation').set({ contact_id: id }).where('id', 'in', ids).execute()
  await db
    .updateTable('conversation')
    .set({ status: 'closed', closed_at: new Date() })
    .where('id', '=', ids[1]!)
    .execute()

  const list = (query: { limit?: number; cursor?: string }, caller = owner) =>
    as(caller).call(listContactConversations, { params: { id }, query })
  const first = await list({ limit: 2 })
  const second = await list({ limit: 2, cursor: first.nextCursor ?? '' })
  assert.deepEqual(
    [...first.data, ...second.data].map((conversation) => [conversation.id, conversation.status]),
    [
      [ids[0], 'open'],
      [ids[1], 'closed'],
      [ids[2], 'open'],
    ],
  )
  assert.equal(second.nextCursor, null)
  await assert.rejects(list({ cursor: 'x' }), isProblem('invalid_request'))
  const { owner: stranger } = await makeWorkspace(database)
  await assert.rejects(list({}, stranger), isProblem('not_found'))
})

test('finds by words of name, e-mail, phone and address, whatever the case', async () => {
  const { owner } = await makeWorkspace(database)
  const cora = await make(owner, { name: 'Cora Customer', email: 'cora@example.com', phone: '+1 212 555 0100' })
  const dan = await make(owner, { name: '100% Dan_Domingo' })
  await addIdentity(owner, dan, 'wa:15550199', { phone: '+15550188', email: 'dan@example.com' })

  assert.deepEqual(await find('CORA'), [cora.id])
  assert.deepEqual(await find('cora@EXAMPLE'), [cora.id])
  assert.deepEqual(await find('(212) 555'), [cora.id])
  assert.deepEqual(await find('15550199'), [dan.id])
  assert.deepEqual(await find('+1 555 0188'), [dan.id])
  assert.deepEqual(await find('dan@'), [dan.id])
  assert.deepEqual(await find('100% da'), [dan.id])
  assert.deepEqual(await find('dan_dom'), [dan.id])
  assert.deepEqual(await find('0155 501 99'), [dan.id])
  assert.deepEqual(await find('mingo'), [dan.id])
  assert.deepEqual(await find('%'), [])
  assert.deepEqual(await find('\\'), [])
  assert.deepEqual(await find('\0 '), [dan.id, cora.id])

  async function find(q: string) {
    await new LogReaders(database, [searchReader], quiet).settled()
    return (await as(owner).call(listContacts, { query: { q } })).data.map(({ id }) => id)
  }
})

test('a contact has an owner and a stage, and is found by them', async () => {
  const { id, owner } = await makeWorkspace(database)
  const ana = await addMember(database, id, { name: 'Ana Agent', role: 'agent' })
  const cora = await make(owner, { name: 'Cora Customer', ownerId: ana.memberId, stage: 'vip' })
  const dan = await make(owner, { name: 'Dan Domingo', stage: 'lead' })
  const params = { id: dan.id }

  const owned = await as(ana).call(patchContact, { params, body: { ownerId: ana.memberId } })

  assert.deepEqual([cora.ownerId, cora.stage, owned.ownerId], [ana.memberId, 'vip', ana.memberId])
  const changed = { contact: owned, before: { ownerId: null } }
  assert.deepEqual(await lastEvent(id), { type: 'contact.changed', data: changed })
  assert.deepEqual(await ids({ ownerId: ana.memberId }), [dan.id, cora.id])
  assert.deepEqual(await ids({ ownerId: ana.memberId, stage: 'vip' }), [cora.id])
  assert.deepEqual(await ids({ stage: 'customer' }), [])
  assert.deepEqual(await ids({ stage: '\0vip' }), [cora.id])
  const free = await as(owner).call(patchContact, { params, body: { ownerId: null, stage: null } })
  assert.deepEqual([free.ownerId, free.stage], [null, null])

  async function ids(query: { ownerId?: string; stage?: string }) {
    return (await as(owner).call(listContacts, { query })).data.map((contact) => contact.id)
  }
})

test('refuses an owner who is nobody here or was deactivated, and a stage there is not', async () => {
  const { id, owner } = await makeWorkspace(database)
  const other = await makeWorkspace(database)
  const gone = await addMember(database, id, { name: 'Gus Gone', role: 'agent' })
  const before = await make(owner, { ownerId: gone.memberId, stage: 'lead' })
  await database.db.updateTable('member').set({ deactivated_at: sql`now()` }).where('id', '=', gone.memberId).execute()

  await refuse({ ownerId: other.owner.memberId }, 'unknown_reference', 'ownerId', /no such member/)
  await refuse({ ownerId: gone.memberId }, 'member_deactivated', 'ownerId', /Gus Gone is deactivated/)
  await refuse({ stage: 'king' }, 'unknown_reference', 'stage', /“king”: it has lead, customer, vip/)
  const same = { name: 'Cora Changed', ownerId: gone.memberId, stage: 'lead' }
  const kept = await as(owner).call(patchContact, { params: { id: before.id }, body: same })
  assert.deepEqual(kept, { ...before, name: 'Cora Changed' })

  async function refuse(given: Given, code: string, path: string, message: RegExp) {
    const contact = await make(owner, {})
    for (const call of [
      () => make(owner, given),
      () => as(owner).call(patchContact, { params: { id: contact.id }, body: given }),
    ]) {
      await assert.rejects(call, (error) => {
        assert.ok(error instanceof ApiError)
        assert.equal(error.code, code)
        assert.equal(error.problem.errors?.[0]?.path, path)
        assert.match(error.problem.errors[0].message, message)
        return true
      })
    }
  }
})

test('shows the addresses a contact writes from', async () => {
  const { owner } = await makeWorkspace(database)
  const contact = await make(owner, {})
  const channelId = await addIdentity(owner, contact, 'visitor-1')

  const { identities } = await as(owner).call(getContact, { params: { id: contact.id } })

  assert.deepEqual(
    identities.map(({ id, ...identity }) => identity),
    [
      {
        ...{ channelId, channelType: 'webchat', address: 'visitor-1', isVerified: true },
        ...{ phone: null, email: null, standing: 'ok' },
      },
    ],
  )
})

test('knows nothing of other workspaces', async () => {
  const { owner } = await makeWorkspace(database)
  const other = await makeWorkspace(database)
  const { id } = await make(other.owner, { tags: ['theirs'] })

  assert.deepEqual(await as(owner).call(listContacts, {}), { data: [], nextCursor: null })
  assert.deepEqual(await as(owner).call(listTags, {}), { data: [] })
  await assert.rejects(as(owner).call(getContact, { params: { id } }), isProblem('not_found'))
  await assert.rejects(as(owner).call(patchContact, { params: { id }, body: { name: 'Mine' } }), isProblem('not_found'))
})

type Given = Partial<Pick<Contact, 'name' | 'email' | 'phone' | 'fields' | 'tags' | 'ownerId' | 'stage'>>

function make(by: Caller, given: Given) {
  return as(by).call(postContact, { body: { name: 'Cora Customer', ...given } })
}

async function lastEvent(workspaceId: string) {
  const { type, data } = (await readLog(database, workspaceId)).at(-1)!
  return { type, data }
}

async function addIdentity(
  { workspaceId }: Caller,
  contact: Contact,
  address: string,
  told: { phone?: string; email?: string } = {},
): Promise<string> {
  const channelId = await addChannel(database, workspaceId)
  await database.db
    .insertInto('identity')
    .values({ workspace_id: workspaceId, id: newId(), channel_id: channelId, address, contact_id: contact.id, ...told })
    .execute()
  return channelId
}
