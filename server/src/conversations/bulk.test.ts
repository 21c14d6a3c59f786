import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { BulkAction } from '@fairlead/sdk'
import { claimConversation } from '../assignment/manual.ts'
import { Database } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { createTestDatabase } from '../db/testing.ts'
import { makeMacro } from '../macros/make.ts'
import { inboundMessage, mara } from '../testing/inbound.ts'
import { allConversations, bring, type Scene, setScene } from '../testing/scene.ts'
import { changeMany } from './bulk.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

test('does the same to many, and says beside each what could not be done', async () => {
  const scene = await begin()
  const [first, second, third] = (await allConversations(scene)).map(({ id }) => id) as [string, string, string]
  await act(scene, [first], { do: 'close' })
  const unknown = newId()

  const { data } = await act(scene, [first, second, unknown, third, second], { do: 'close', summary: 'All said.' })

  assert.deepEqual(
    data.map(({ conversationId, conversation, problem }) => [conversationId, conversation?.status, problem?.code]),
    [
      [first, undefined, 'conversation_closed'],
      [second, 'closed', undefined],
      [unknown, undefined, 'not_found'],
      [third, 'closed', undefined],
    ],
  )
  assert.equal(data[1]?.conversation?.closing?.summary, 'All said.')
})

test('each of the actions does what it says', async () => {
  const scene = await begin()
  const ids = (await allConversations(scene)).map(({ id }) => id)
  const until = new Date(Date.now() + 3_600_000).toISOString()
  const after = async (action: BulkAction) => {
    const { data } = await act(scene, ids, action)
    assert.ok(
      data.every(({ problem }) => problem === null),
      JSON.stringify(data.map(({ problem }) => problem)),
    )
    return data.map(({ conversation }) => conversation!)
  }

  assert.ok((await after({ do: 'read' })).every(({ unreadCount }) => unreadCount === 0))
  assert.ok((await after({ do: 'priority', priority: 'high' })).every(({ priority }) => priority === 'high'))
  await after({ do: 'add_tags', tags: ['vip', 'refund'] })
  const [tagged] = await after({ do: 'add_tags', tags: ['vip', 'late'] })
  assert.deepEqual(tagged?.tags, ['vip', 'refund', 'late'])
  const [untagged] = await after({ do: 'remove_tags', tags: ['vip', 'unknown'] })
  assert.deepEqual(untagged?.tags, ['refund', 'late'])
  assert.ok((await after({ do: 'snooze', until })).every(({ snoozedUntil }) => snoozedUntil === until))
  assert.ok((await after({ do: 'close' })).every(({ status }) => status === 'closed'))
  assert.ok((await after({ do: 'reopen' })).every(({ status }) => status === 'open'))
})

test('takes what nobody has, leaves with others what they took, and says so of each', async () => {
  const scene = await begin()
  const [waiting, taken, own] = (await allConversations(scene)).map(({ id }) => id) as [string, string, string]
  const { workspaceId, agents, owner } = scene
  const colleague = agents[0]!.memberId
  await database.transact((tx) => claimConversation(tx, { workspaceId, id: taken, memberId: colleague }))
  await act(scene, [own], { do: 'claim' })

  const { data } = await act(scene, [waiting, taken, own], { do: 'claim' })

  assert.deepEqual(
    data.map(({ conversation, problem }) => [conversation?.assigneeId, conversation?.assignedBy, problem?.code]),
    [
      [owner.memberId, 'claim', undefined],
      [undefined, undefined, 'already_assigned'],
      [owner.memberId, 'claim', undefined],
    ],
  )
  assert.equal((await allConversations(scene)).find(({ id }) => id === taken)?.assigneeId, colleague)
})

test('a macro runs on each by itself', async () => {
  const scene = await begin()
  const [first, second] = (await allConversations(scene)).map(({ id }) => id) as [string, string]
  const { owner, workspaceId } = scene
  const macro = await database.transact((tx) =>
    makeMacro(tx, {
      workspaceId,
      memberId: owner.memberId,
      isManager: true,
      given: {
        name: 'Refund',
        steps: [
          { do: 'add_tags', tags: ['refund'] },
          { do: 'snooze', minutes: 60 },
        ],
        isShared: true,
      },
    }),
  )
  await act(scene, [first], { do: 'close' })

  const { data } = await act(scene, [first, second], { do: 'macro', macroId: macro.id })

  assert.equal(data[0]?.problem?.code, 'conversation_closed')
  assert.deepEqual([data[1]?.conversation?.status, data[1]?.conversation?.tags], ['snoozed', ['refund']])
  const [closed] = (await allConversations(scene)).filter(({ id }) => id === first)
  assert.deepEqual(closed?.tags, [])
})

async function begin(): Promise<Scene> {
  const scene = await setScene(database, { presence: 'offline' })
  for (let index = 0; index < 3; index += 1) {
    await bring(scene, inboundMessage({ contact: { ...mara, addresses: [`4477009${1000 + index}`] } }))
  }
  return scene
}

function act({ workspaceId, owner }: Scene, conversationIds: readonly string[], action: BulkAction) {
  return changeMany(database, {
    workspaceId,
    member: { id: owner.memberId, name: owner.name },
    conversationIds,
    action,
  })
}
