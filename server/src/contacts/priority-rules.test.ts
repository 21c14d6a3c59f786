import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { PriorityRule, Workspace } from '@fairlead/sdk'
import { sql } from 'kysely'
import { editConversation } from '../conversations/change.ts'
import { closeConversation } from '../conversations/close.ts'
import { Database } from '../db/database.ts'
import { createTestDatabase } from '../db/testing.ts'
import { readLog } from '../setup/testing.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { allConversations, bring, onlyConversation, type Scene, setScene } from '../testing/scene.ts'
import { changeWorkspace } from '../workspace/change.ts'
import { editContact } from './edit.ts'
import { applyPriorityRules, priorityFor } from './priority-rules.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const vip = rule({ priority: 'urgent', tags: ['vip', 'press'] })
const leads = rule({ priority: 'high', stages: ['lead'] })
const owned = rule({ priority: 'high', hasOwner: true })
const spam = rule({ priority: 'low', tags: ['spam'] })
const nobody = { tags: [], stage: null, owner_id: null }

const table: readonly (readonly [
  statement: string,
  contact: Partial<Parameters<typeof priorityFor>[0]>,
  rules: readonly PriorityRule[],
  priority: string,
])[] = [
  ['without rules it is normal', { tags: ['vip'] }, [], 'normal'],
  ['a rule that asks for nothing fits nobody', { tags: ['vip'], stage: 'lead', owner_id: 'ana' }, [rule({})], 'normal'],
  ['one of the tags is enough', { tags: ['new', 'press'] }, [vip], 'urgent'],
  ['a tag fits as it is written', { tags: ['VIP'] }, [vip], 'normal'],
  ['one of the stages is enough', { stage: 'lead' }, [leads], 'high'],
  ['another stage does not fit', { stage: 'customer' }, [leads], 'normal'],
  ['no stage fits no stage', { stage: null }, [leads], 'normal'],
  ['having an owner fits where that is asked for', { owner_id: 'ana' }, [owned], 'high'],
  ['having an owner fits nothing else', { owner_id: 'ana' }, [vip, leads], 'normal'],
  ['any condition of a rule is enough', { stage: 'lead' }, [rule({ tags: ['vip'], stages: ['lead'] })], 'high'],
  ['the first that fits wins', { tags: ['vip', 'spam'] }, [spam, vip], 'low'],
  ['and not the strongest', { tags: ['vip', 'spam'] }, [vip, spam], 'urgent'],
  ['what does not fit is passed over', { tags: ['spam'] }, [vip, leads, owned, spam], 'low'],
]
for (const [statement, contact, rules, priority] of table) {
  test(statement, () => {
    assert.equal(priorityFor({ ...nobody, ...contact }, rules), priority)
  })
}

test('a conversation opens and opens again with the priority of its contact', async () => {
  const scene = await setScene(database)
  await setRules(scene, [vip])
  await bring(scene, inboundMessage())
  assert.equal((await onlyConversation(scene)).priority, 'normal')
  await close(scene)
  await tag(scene, ['vip'])
  assert.equal((await onlyConversation(scene)).priority, 'normal')

  await bring(scene, inboundMessage())

  assert.equal((await onlyConversation(scene)).priority, 'urgent')
  await assertOrder(scene)
})

test('a new conversation of a known contact has it from the beginning', async () => {
  const scene = await setScene(database)
  await setRules(scene, [vip], { reopenHours: 0 })
  await bring(scene, inboundMessage())
  await close(scene)
  await tag(scene, ['vip'])

  await bring(scene, inboundMessage())

  const { priority } = (await allConversations(scene)).at(-1)!
  assert.equal(priority, 'urgent')
  const opened = (await readLog(database, scene.workspaceId)).findLast(({ type }) => type === 'conversation.opened')
  assert.ok(opened && 'conversation' in opened.data && opened.data.conversation)
  assert.equal(opened.data.conversation.priority, 'urgent')
  await assertOrder(scene)
})

test('what a contact becomes worth moves their open conversations, and the queue with them', async () => {
  const scene = await setScene(database)
  await setRules(scene, [vip, leads])
  await bring(scene, inboundMessage())

  await tag(scene, ['vip'])
  assert.equal((await onlyConversation(scene)).priority, 'urgent')
  await assertOrder(scene)

  await tag(scene, [])
  assert.equal((await onlyConversation(scene)).priority, 'normal')
  await assertOrder(scene)
})

test('new rules change those that are not closed, each told of once', async () => {
  const scene = await setScene(database)
  for (const address of ['447700900001', '447700900002', '447700900003']) {
    await bring(scene, inboundMessage({ contact: { addresses: [address], matchKeys: [], name: null, phone: null } }))
  }
  await tag(scene, ['vip'])
  const before = (await readLog(database, scene.workspaceId)).length

  await setRules(scene, [vip])
  await database.transact((tx) => applyPriorityRules(tx, scene.workspaceId))

  assert.deepEqual(
    (await allConversations(scene)).map(({ priority }) => priority),
    ['urgent', 'normal', 'normal'],
  )
  const types = (await readLog(database, scene.workspaceId)).slice(before).map(({ type }) => type)
  assert.deepEqual(types.toSorted(), ['conversation.changed', 'workspace.changed'])
  await assertOrder(scene)
})

test('what a person chose no rule changes', async () => {
  const scene = await setScene(database)
  await bring(scene, inboundMessage())
  const { id } = await onlyConversation(scene)
  await database.transact((tx) => editConversation(tx, { ...subject(scene), id, priority: 'low' }))
  await tag(scene, ['vip'])
  await setRules(scene, [vip])
  assert.equal((await onlyConversation(scene)).priority, 'low')

  await close(scene)
  await bring(scene, inboundMessage())
  assert.equal((await onlyConversation(scene)).priority, 'low')
})

test('an order by other boosts is kept to', async () => {
  const scene = await setScene(database)
  await setRules(scene, [vip], { boosts: { urgent: 5, high: 4, normal: 3, low: -2 } })
  await bring(scene, inboundMessage())
  await tag(scene, ['vip'])
  await assertOrder(scene)
})

function rule(given: Partial<PriorityRule>): PriorityRule {
  return { priority: 'high', tags: [], stages: [], hasOwner: false, ...given }
}

function subject({ workspaceId, owner }: Scene) {
  return { workspaceId, actor: { type: 'member', id: owner.memberId } as const }
}

function setRules(scene: Scene, priorityRules: PriorityRule[], given: Partial<Workspace> = {}) {
  return database.transact((tx) => changeWorkspace(tx, { ...subject(scene), given: { priorityRules, ...given } }))
}

/** The oldest contact. */
async function tag(scene: Scene, tags: string[]): Promise<void> {
  const [conversation] = await allConversations(scene)
  const { id } = conversation!.contact
  await database.transact((tx) => editContact(tx, { ...subject(scene), id, given: { tags } }))
}

async function close(scene: Scene): Promise<void> {
  const { id } = await onlyConversation(scene)
  await database.transact((tx) => closeConversation(tx, { ...subject(scene), id }))
}

/** Everything stands in the queue where its age and priority say. */
async function assertOrder({ workspaceId }: Scene): Promise<void> {
  const { rows } = await sql<{ is_right: boolean }>`
    SELECT c.queue_order = c.queued_since - make_interval(mins => (w.boosts ->> c.priority)::int)
      AND c.queued_since = c.waiting_since AS is_right
    FROM conversation c JOIN workspace w ON w.id = c.workspace_id
    WHERE c.workspace_id = ${workspaceId} AND c.status = 'open'`.execute(database.db)
  assert.ok(rows.length > 0 && rows.every((row) => row.is_right))
}
