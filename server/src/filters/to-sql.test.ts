/**
 * Two readers of one filter, PostgreSQL and `fits`, must say the same of every conversation: a list is fetched by the
 * one and kept true by the other. A failure names its seed: run it again with FAIRLEAD_SEED.
 */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Condition, type Filter, filterField, filterOperator, fits } from '@fairlead/sdk'
import fc from 'fast-check'
import { presentConversation, selectConversations } from '../conversations/present.ts'
import { Database } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { createTestDatabase } from '../db/testing.ts'
import { addChannel, makeWorkspace } from '../setup/testing.ts'
import { statusesOf, toSql } from './to-sql.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const now = Date.parse('2026-03-01T12:00:00.000Z')
const meId = newId()
const ids = [meId, newId(), newId(), null]
const words = [
  'VIP',
  'vip',
  'Größe',
  'GRÖSSE',
  'Đặt hàng',
  'đặt',
  'a%b_c',
  "it's",
  '\\',
  '',
  'สวัสดี',
  'İstanbul',
  'ΣΟΦΟΣ',
]
const days = ['2026-02-28', '2026-03-01', 'tomorrow']
const minutes = [0, 1, 5, 59.5, 60, 1440]
const values = [null, true, false, 0, 5, 2.5, -1, 'me', 'open', 'urgent', 'webchat', ...words, ...days, ...minutes]

test('PostgreSQL and the live lists say the same of every conversation, whatever the filter', async () => {
  const { workspaceId } = await fill()
  const rows = await selectConversations(database.db).where('c.workspace_id', '=', workspaceId).execute()
  const conversations = rows.map(presentConversation)
  assert.ok(conversations.length > 150)
  const seed = Number(process.env.FAIRLEAD_SEED ?? Date.now() % 1_000_000)
  const outcomes = new Set<boolean>()

  await fc.assert(
    fc.asyncProperty(filters, async (filter) => {
      const found = await selectConversations(database.db)
        .where('c.workspace_id', '=', workspaceId)
        .where(toSql(filter, { meId, now }))
        .execute()
      const expected = conversations.filter((conversation) => fits(filter, conversation, { meId, now }))
      for (const conversation of conversations) outcomes.add(expected.includes(conversation))
      assert.deepEqual(found.map(({ id }) => id).toSorted(), expected.map(({ id }) => id).toSorted())
      const statuses = statusesOf(filter)
      assert.ok(expected.every(({ status }) => statuses.has(status)))
    }),
    { numRuns: 600, seed },
  )
  assert.equal(outcomes.size, 2)
})

test('what stands in a filter is never part of the query', async () => {
  const { workspaceId } = await fill()
  const bad = "x' OR true; DROP TABLE saved_view; --"
  for (const field of filterField.options) {
    for (const operator of filterOperator.options) {
      for (const value of [bad, [bad]]) {
        const filter: Filter = { combinator: 'and', rules: [{ field, key: bad, operator, value }] }
        const { sql } = toSql(filter, { meId: bad, now }).compile(database.db)
        assert.ok(!sql.includes(bad), `${field} ${operator}`)
        await selectConversations(database.db)
          .where('c.workspace_id', '=', workspaceId)
          .where(toSql(filter, { meId: bad, now }))
          .execute()
      }
    }
  }
})

test('a group without rules holds for everything, and turned round for nothing', async () => {
  const { workspaceId } = await fill()
  const count = async (filter: Filter) =>
    (
      await selectConversations(database.db)
        .where('c.workspace_id', '=', workspaceId)
        .where(toSql(filter, { meId, now }))
        .execute()
    ).length

  assert.ok((await count({ combinator: 'or', rules: [] })) > 150)
  assert.equal(await count({ combinator: 'and', not: true, rules: [] }), 0)
})

test('knows in which states what it looks for can be', () => {
  const is = (value: string): Condition => ({ field: 'status', operator: 'is', value })
  const other: Condition = { field: 'isUnread', operator: 'is', value: true }

  assert.deepEqual([...statusesOf({ combinator: 'and', rules: [is('open'), other] })], ['open'])
  assert.deepEqual([...statusesOf({ combinator: 'or', rules: [is('open'), is('snoozed')] })], ['open', 'snoozed'])
  assert.equal(statusesOf({ combinator: 'or', rules: [is('open'), other] }).size, 3)
  assert.equal(statusesOf({ combinator: 'and', not: true, rules: [is('open')] }).size, 3)
})

const scalars = fc.constantFrom(...values, ...ids)
const conditions: fc.Arbitrary<Condition> = fc.record({
  field: fc.constantFrom(...filterField.options),
  key: fc.constantFrom('plan', 'size', 'due', 'kinds', 'unknown'),
  operator: fc.constantFrom(...filterOperator.options),
  value: fc.oneof(scalars, fc.array(scalars, { maxLength: 4 })),
})
const { filter: filters } = fc.letrec<{ filter: Filter; rule: Condition | Filter }>((tie) => ({
  rule: fc.oneof({ depthSize: 'small', withCrossShrink: true }, conditions, tie('filter')),
  filter: fc.record({
    combinator: fc.constantFrom('and', 'or'),
    not: fc.boolean(),
    rules: fc.array(tie('rule'), { maxLength: 4 }),
  }),
}))

let filled: Promise<{ workspaceId: string }> | null = null

function fill(): Promise<{ workspaceId: string }> {
  filled ??= makeConversations()
  return filled
}

async function makeConversations() {
  const { id: workspaceId } = await makeWorkspace(database)
  const channelId = await addChannel(database, workspaceId)
  for (const id of ids.filter((each) => each !== null)) await addMemberAndTeam(workspaceId, id)
  const pick = <T>(items: readonly T[], index: number): T => items[index % items.length]!
  const at = (index: number) => new Date(now - pick([0, 30_000, 60_000, 3_600_000, 86_400_000, 59.5 * 60_000], index))
  const statuses = ['open', 'snoozed', 'closed'] as const
  const fields = [
    null,
    {},
    { plan: 'Größe', size: 5, due: '2026-02-28' },
    { plan: 'größe xl', size: 2.5, due: '2026-03-02', kinds: ['VIP', 'đặt'] },
    { plan: '', size: 0, kinds: [] },
    { plan: true, size: '5', due: 'tomorrow', kinds: ['vip'] },
    { plan: null, size: -1, kinds: 'vip' },
  ]
  for (let index = 0; index < 180; index += 1) {
    const contactId = newId()
    await database.db
      .insertInto('contact')
      .values({ workspace_id: workspaceId, id: contactId, name: pick(words, index), fields: '{}' })
      .execute()
    await database.db
      .insertInto('conversation')
      .values({
        workspace_id: workspaceId,
        id: newId(),
        channel_id: channelId,
        contact_id: contactId,
        team_id: pick(ids, index + 1),
        assignee_id: pick(ids, index * 7),
        status: pick(statuses, index),
        snoozed_until: pick(statuses, index) === 'snoozed' ? new Date(now) : null,
        closed_at: pick(statuses, index) === 'closed' ? new Date(now) : null,
        priority: pick(['urgent', 'high', 'normal', 'low'], index * 3),
        tags: pick([[], ['vip'], ['VIP', 'Größe'], ['a%b_c']], index * 5),
        skill_ids: pick([[], [meId]], index),
        waiting_since: pick([null, at(index)], index),
        last_activity_at: at(index * 11),
        created_at: at(index * 13),
        queue_order: at(index),
        unread_count: pick([0, 3], index * 17),
        subject: pick([null, '', ...words], index),
        fields: pick(fields, index) === null ? null : JSON.stringify(pick(fields, index)),
        closing_category_id: pick(ids, index * 19),
      })
      .execute()
  }
  return { workspaceId }
}

// Under one id, so that a filter can name either.
async function addMemberAndTeam(workspaceId: string, id: string): Promise<void> {
  const person = { id, name: 'Ana Agent', email: `${id}@example.com` }
  await database.db.insertInto('person').values(person).execute()
  await database.db
    .insertInto('member')
    .values({ ...person, workspace_id: workspaceId, person_id: id, role: 'agent' })
    .execute()
  await database.db.insertInto('team').values({ workspace_id: workspaceId, id, name: id, policy_version: 1 }).execute()
}
