import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { closeConversation, getConversation, getConversationByNumber, listConversations } from '@fairlead/sdk'
import { newId } from '../db/id.ts'
import { clientOf, openApp, type TestApp } from '../testing/app.ts'
import { inboundMessage, mara } from '../testing/inbound.ts'
import { allConversations, bring, setScene } from '../testing/scene.ts'
import { isProblem } from './testing.ts'

let app: TestApp
before(async () => {
  app = await openApp()
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

test('a conversation is found by the number that people call it by, in its workspace alone', async () => {
  const { ana, ids } = await begin(2)
  const { id, number } = await ana.call(getConversation, { params: { id: ids[1]! } })
  const params = { number }

  // Somebody may be given it at any moment.
  const found = await ana.call(getConversationByNumber, { params })
  assert.deepEqual([found.id, found.number], [id, number])
  const elsewhere = await begin(0)
  await assert.rejects(elsewhere.ana.call(getConversationByNumber, { params }), isProblem('not_found'))
})

test('a number that no conversation has is not found, and what is no number is told so', async () => {
  const { ana } = await begin(0)
  const ask = (number: number) => ana.call(getConversationByNumber, { params: { number } })

  await assert.rejects(ask(Number.MAX_SAFE_INTEGER), isProblem('not_found'))
  await assert.rejects(ask(0), isProblem('invalid_request'))
  await assert.rejects(ask(1.5), isProblem('invalid_request'))
})

test('conversations are listed by their ids, whatever became of them, in their workspace alone', async () => {
  const { ana, ids } = await begin(4)
  const [first, second, third] = ids as [string, string, string, string]
  const closed = await ana.call(closeConversation, { params: { id: second } })
  const query = { ids: [first, second, third, newId()].join(','), limit: 100 }

  const { data, nextCursor } = await ana.call(listConversations, { query })

  assert.deepEqual(data.map(({ id }) => id).sort(), [first, second, third].sort())
  assert.deepEqual(data[0], closed)
  assert.equal(nextCursor, null)
  assert.deepEqual((await (await begin(1)).ana.call(listConversations, { query })).data, [])
})

test('ids go with the other filters and come in pages', async () => {
  const { ana, ids, scene } = await begin(3)
  const query = { ids: ids.join(','), view: 'waiting' as const }
  const teamless = await ana.call(listConversations, { query: { ...query, teamId: newId() } })
  const paged = await ana.call(listConversations, { query: { ...query, teamId: scene.team.id, limit: 2 } })
  const cursor = paged.nextCursor!
  const rest = await ana.call(listConversations, { query: { ...query, cursor } })

  assert.deepEqual(teamless.data, [])
  assert.deepEqual([...paged.data, ...rest.data].map(({ id }) => id).sort(), ids.toSorted())
})

test('more than a hundred ids, and what is none, are refused', async () => {
  const { ana } = await begin(0)
  for (const ids of [Array.from({ length: 101 }, newId).join(','), 'all', '']) {
    await assert.rejects(ana.call(listConversations, { query: { ids } }), isProblem('invalid_request'), ids)
  }
})

async function begin(count: number) {
  const scene = await setScene(app.database)
  for (let index = 0; index < count; index += 1) {
    await bring(scene, inboundMessage({ contact: { ...mara, addresses: [`4477009${1000 + index}`] } }))
  }
  const ids = (await allConversations(scene)).map(({ id }) => id)
  return { scene, ids, ana: await clientOf(app, scene.agents[0]!) }
}
