import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  applyToConversation,
  type Contact,
  type Conversation,
  deleteTag,
  getMe,
  listContacts,
  listConversations,
  listKnownTags,
  listTags,
  listTagUses,
  patchContact,
  patchConversation,
  patchWorkspace,
  postContact,
  putTag,
  renameTag,
  tagsAfter,
} from '@fairlead/sdk'
import { sql } from 'kysely'
import { Database } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { createTestDatabase } from '../db/testing.ts'
import { readEvents } from '../events/log.ts'
import { addChannel, addConversation, addMember, makeWorkspace } from '../setup/testing.ts'
import { clientOf, openApp } from '../testing/app.ts'
import { setScene } from '../testing/scene.ts'
import { serveContacts } from './contacts.ts'
import type { Caller } from './endpoint.ts'
import { serveTags } from './tags.ts'
import { isProblem, serveForTest } from './testing.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
const as = serveForTest((api) => {
  serveContacts(api, { database })
  serveTags(api, { database })
})
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('a tag is known from its first use on, and that is told once', async () => {
  const { id, owner } = await makeWorkspace(database)
  await as(owner).call(postContact, { body: { name: 'Cora', tags: ['vip', 'Berlin'] } })
  await as(owner).call(postContact, { body: { name: 'Carl', tags: ['vip'] } })

  assert.deepEqual(await as(owner).call(listTags, {}), { data: ['Berlin', 'vip'] })
  assert.deepEqual(await as(owner).call(listKnownTags, {}), {
    data: [plain('Berlin'), plain('vip')],
  })
  const told = (await readEvents(database.db, { workspaceId: id, after: 0, limit: 500 })).filter(
    ({ type }) => type === 'tag.changed',
  )
  assert.equal(told.length, 2)
})

test('managers paint and describe tags, and see where they are used', async () => {
  const { id: workspaceId, owner } = await makeWorkspace(database)
  const agent = await addMember(database, workspaceId, { name: 'Ana Agent', role: 'agent' })
  const painted = await as(owner).call(putTag, { params: { name: 'vip' }, body: { color: 'red', description: 'Big' } })
  assert.deepEqual(painted, { name: 'vip', color: 'red', description: 'Big' })
  await as(owner).call(putTag, { params: { name: 'a/b ?' }, body: {} })
  await tagged(owner, ['vip', 'refund'])
  await as(owner).call(postContact, { body: { name: 'Cora', tags: ['vip'] } })

  const uses = (await as(owner).call(listTagUses, {})).data.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  assert.deepEqual(uses, [
    { name: 'refund', contacts: 0, conversations: 1 },
    { name: 'vip', contacts: 1, conversations: 1 },
  ])
  assert.equal((await as(agent).call(listKnownTags, {})).data.length, 2)
  await assert.rejects(as(agent).call(putTag, { params: { name: 'vip' }, body: {} }), isProblem('forbidden'))
  await assert.rejects(as(agent).call(deleteTag, { params: { name: 'vip' } }), isProblem('forbidden'))
})

test('thousands are renamed by a handful of events, in their place, and two tags become one', async () => {
  const { id: workspaceId, owner } = await makeWorkspace(database)
  const channelId = await addChannel(database, workspaceId)
  await sql`INSERT INTO contact (workspace_id, id, name, tags)
    SELECT ${workspaceId}, gen_random_uuid(), 'Contact ' || n, ARRAY['first', 'vpi', 'last']
    FROM generate_series(1, 3000) n`.execute(database.db)
  await sql`INSERT INTO conversation (workspace_id, id, channel_id, contact_id, tags, status, closed_at, queue_order)
    SELECT ${workspaceId}, gen_random_uuid(), ${channelId}, id, ARRAY['vpi', 'vip'], 'closed', now(), now()
    FROM contact WHERE workspace_id = ${workspaceId}`.execute(database.db)
  await as(owner).call(putTag, { params: { name: 'vpi' }, body: { color: 'blue' } })
  await as(owner).call(putTag, { params: { name: 'vip' }, body: { color: 'red' } })
  const from = (await readEvents(database.db, { workspaceId, after: 0, limit: 500 })).length

  const renamed = await as(owner).call(renameTag, { params: { name: 'vpi' }, body: { name: 'vip' } })

  assert.deepEqual(renamed, {
    tag: { name: 'vip', color: 'red', description: '' },
    contacts: 3000,
    conversations: 3000,
  })
  const events = await readEvents(database.db, { workspaceId, after: from, limit: 500 })
  assert.deepEqual(
    events.map(({ type }) => type),
    ['tag.renamed'],
  )
  const { rows } = await sql<{ tags: string[]; count: string }>`
    SELECT tags, count(*) FROM (SELECT tags FROM contact WHERE workspace_id = ${workspaceId} UNION ALL
      SELECT tags FROM conversation WHERE workspace_id = ${workspaceId}) t GROUP BY tags ORDER BY tags`.execute(
    database.db,
  )
  assert.deepEqual(rows, [
    { tags: ['first', 'vip', 'last'], count: '3000' },
    { tags: ['vip'], count: '3000' },
  ])
  assert.deepEqual(
    (await as(owner).call(listKnownTags, {})).data.map(({ name }) => name),
    ['vip'],
  )
})

test('a tag that is deleted is taken from wherever it is; one that is not there is not found', async () => {
  const { owner } = await makeWorkspace(database)
  const { id } = await as(owner).call(postContact, { body: { name: 'Cora', tags: ['vip', 'Berlin'] } })
  await as(owner).call(deleteTag, { params: { name: 'vip' } })
  const { data } = await as(owner).call(listContacts, { query: {} })
  assert.deepEqual(data.find((contact) => contact.id === id)?.tags, ['Berlin'])
  await assert.rejects(as(owner).call(deleteTag, { params: { name: 'vip' } }), isProblem('not_found'))
  await assert.rejects(
    as(owner).call(renameTag, { params: { name: 'vip' }, body: { name: 'other' } }),
    isProblem('not_found'),
  )
  await assert.rejects(
    as(owner).call(renameTag, { params: { name: 'Berlin' }, body: { name: 'Berlin' } }),
    isProblem('invalid_request'),
  )
})

test('views, macros and rules of priority that speak of a tag speak of its new name', async () => {
  const { id: workspaceId, owner } = await makeWorkspace(database)
  await as(owner).call(putTag, { params: { name: 'vpi' }, body: {} })
  const condition = (tag: string) => ({ field: 'tags', operator: 'has', value: tag })
  const filter = (tag: string) => ({ combinator: 'and', rules: [{ combinator: 'or', rules: [condition(tag)] }] })
  const steps = (tag: string) => [{ do: 'add_tags', tags: [tag] }]
  await sql`INSERT INTO saved_view (workspace_id, id, owner_id, name, filter, sort)
    VALUES (${workspaceId}, ${newId()}, NULL, 'Ours', ${JSON.stringify(filter('vpi'))}, 'queue')`.execute(database.db)
  await sql`INSERT INTO macro (workspace_id, id, owner_id, name, steps)
    VALUES (${workspaceId}, ${newId()}, NULL, 'Ours', ${JSON.stringify(steps('vpi'))})`.execute(database.db)
  const rules = (tag: string) => [{ priority: 'urgent', tags: [tag], stages: [], hasOwner: false }]
  await database.db
    .updateTable('workspace')
    .set({ priority_rules: JSON.stringify(rules('vpi')) })
    .where('id', '=', workspaceId)
    .execute()

  await as(owner).call(renameTag, { params: { name: 'vpi' }, body: { name: 'vip' } })

  const read = async (table: 'saved_view' | 'macro') =>
    (await database.db.selectFrom(table).selectAll().where('workspace_id', '=', workspaceId).execute())[0]
  const view = await read('saved_view')
  const macro = await read('macro')
  assert.deepEqual(view && 'filter' in view && view.filter, filter('vip'))
  assert.deepEqual(macro && 'steps' in macro && macro.steps, steps('vip'))
  const workspace = await database.db
    .selectFrom('workspace')
    .select('priority_rules')
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  assert.deepEqual(workspace.priority_rules, rules('vip'))
  const types = (await readEvents(database.db, { workspaceId, after: 0, limit: 500 })).map(({ type }) => type)
  assert.deepEqual(types, ['tag.changed', 'tag.renamed', 'view.changed', 'macro.changed', 'workspace.changed'])
})

test('the law holds: what a client keeps by events equals what it fetches, however tags change meanwhile', async () => {
  await using app = await openApp()
  const scene = await setScene(app.database)
  const client = await clientOf(app, scene.owner)
  await client.call(patchWorkspace, {
    body: { priorityRules: [{ priority: 'high', tags: ['b'], stages: [], hasOwner: false }] },
  })
  for (let count = 0; count < 12; count += 1) await addConversation(app.database, scene.webchat)
  const before = await fetchAll()
  const names = ['a', 'b', 'c', 'd']
  const pick = <T>(items: readonly T[]) => items[Math.floor(Math.random() * items.length)]!
  const some = () => names.filter(() => Math.random() < 0.5)

  await Promise.all(
    [1, 2, 3, 4].map(async () => {
      for (let step = 0; step < 40; step += 1) {
        const params = { name: pick(names) }
        await pick([
          () =>
            client.call(patchConversation, { params: { id: pick(before.conversations).id }, body: { tags: some() } }),
          () =>
            client.call(patchConversation, { params: { id: pick(before.conversations).id }, body: { tags: some() } }),
          () => client.call(patchContact, { params: { id: pick(before.contacts).id }, body: { tags: some() } }),
          () => client.call(renameTag, { params, body: { name: pick(names) } }),
          () => client.call(deleteTag, { params }),
        ])().catch((error: unknown) => {
          if (!isProblem('not_found')(error) && !isProblem('invalid_request')(error)) throw error
        })
      }
    }),
  )

  const events = await readEvents(app.database.db, {
    workspaceId: scene.workspaceId,
    after: before.cursor,
    limit: 10_000,
  })
  assert.ok(events.some(({ type }) => type === 'tag.renamed'))
  const kept = events.reduce(
    ({ conversations, contacts }, event) => ({
      conversations: conversations.map((each) => applyToConversation(each, event)),
      contacts: contacts.map((each) =>
        event.type === 'contact.changed' && event.data.contact.id === each.id
          ? event.data.contact
          : { ...each, tags: [...tagsAfter(each.tags, event)] },
      ),
    }),
    { conversations: before.conversations, contacts: before.contacts },
  )
  const { cursor: _, ...afresh } = await fetchAll()
  assert.deepEqual(kept, afresh)

  async function fetchAll(): Promise<{ cursor: number; conversations: Conversation[]; contacts: Contact[] }> {
    const { cursor } = await client.call(getMe, {})
    const conversations = (await client.call(listConversations, { query: { view: 'all', limit: 200 } })).data
    const contacts = (await client.call(listContacts, { query: { limit: 200 } })).data
    const byId = <T extends { id: string }>(items: T[]) => items.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    return { cursor, conversations: byId(conversations), contacts: byId(contacts) }
  }
})

const plain = (name: string) => ({ name, color: 'gray', description: '' })

async function tagged(owner: Caller, tags: string[]): Promise<string> {
  const { workspaceId } = owner
  const channelId = await addChannel(database, workspaceId)
  const id = await addConversation(database, { workspaceId, channelId })
  await database.db.updateTable('conversation').set({ tags }).where('id', '=', id).execute()
  return id
}
