import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  changeConversations,
  deleteView,
  type Filter,
  listConversations,
  listViews,
  patchView,
  postView,
  previewView,
} from '@fairlead/sdk'
import { readLog } from '../setup/testing.ts'
import { clientOf, openApp, type TestApp } from '../testing/app.ts'
import { inboundMessage, mara } from '../testing/inbound.ts'
import { allConversations, bring, type Scene, setScene } from '../testing/scene.ts'
import { isProblem } from './testing.ts'

let app: TestApp
before(async () => {
  app = await openApp()
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

const open: Filter = { combinator: 'and', rules: [{ field: 'status', operator: 'is', value: 'open' }] }
const vip: Filter = { combinator: 'and', rules: [{ field: 'tags', operator: 'has', value: 'vip' }, open] }
const given = { name: 'VIP', filter: vip, sort: 'activity' } as const

test('a view of one’s own is for oneself; a manager’s may be for everybody', async () => {
  const { owner, ana, ben } = await begin()
  const own = await ana.call(postView, { body: given })
  await assert.rejects(ana.call(postView, { body: { ...given, isShared: true } }), isProblem('forbidden'))
  const shared = await owner.call(postView, { body: { ...given, name: 'All VIP', position: 1, isShared: true } })

  assert.deepEqual((await ana.call(listViews, {})).data, [own, shared])
  assert.deepEqual((await ben.call(listViews, {})).data, [shared])
  const params = { id: own.id }
  await assert.rejects(ben.call(patchView, { params, body: { name: 'Mine' } }), isProblem('not_found'))
  await assert.rejects(ben.call(deleteView, { params }), isProblem('not_found'))
  await assert.rejects(ben.call(listConversations, { query: { viewId: own.id } }), isProblem('not_found'))
  await assert.rejects(ana.call(patchView, { params: { id: shared.id }, body: { name: 'x' } }), isProblem('forbidden'))
  await assert.rejects(ana.call(deleteView, { params: { id: shared.id } }), isProblem('forbidden'))
})

test('a view is changed, ordered, given to everybody, taken back and deleted, and the log never tells what it says', async () => {
  const { owner, scene } = await begin()
  const view = await owner.call(postView, { body: given })
  const params = { id: view.id }
  const patch = (body: object) => owner.call(patchView, { params, body })

  assert.deepEqual(await patch({ name: 'Very important', position: 7, sort: 'oldest' }), {
    ...view,
    name: 'Very important',
    position: 7,
    sort: 'oldest',
  })
  assert.equal((await patch({ isShared: true })).ownerId, null)
  assert.equal((await patch({ isShared: false })).ownerId, scene.owner.memberId)
  await patch({ name: 'Very important' })
  await owner.call(deleteView, { params })

  const events = (await readLog(app.database, scene.workspaceId)).filter(({ type }) => type.startsWith('view.'))
  const mine = { id: view.id, ownerId: scene.owner.memberId }
  const everybodys = { id: view.id, ownerId: null }
  assert.deepEqual(
    events.map(({ type, data }) => [type, data]),
    [
      ['view.changed', mine],
      ['view.changed', mine],
      ['view.changed', everybodys],
      ['view.deleted', everybodys],
      ['view.changed', mine],
      ['view.deleted', mine],
    ],
  )
})

test('lists what fits, in pages, in each order', async () => {
  const { owner, scene } = await begin()
  for (let index = 0; index < 7; index += 1) {
    await bring(scene, inboundMessage({ contact: { ...mara, addresses: [`4477009${2000 + index}`] } }))
  }
  const ids = (await allConversations(scene)).map(({ id }) => id)
  const tagged = ids.filter((_, index) => index % 2 === 0)
  await owner.call(changeConversations, {
    body: { conversationIds: tagged.toReversed(), action: { do: 'add_tags', tags: ['VIP'] } },
  })
  const view = await owner.call(postView, { body: given })

  const read = async (sort?: 'queue' | 'activity' | 'oldest') => {
    const found: string[] = []
    for (let cursor: string | undefined; ; ) {
      const query = { viewId: view.id, limit: 2, ...(cursor ? { cursor } : {}), ...(sort ? { sort } : {}) }
      const page = await owner.call(listConversations, { query })
      found.push(...page.data.map(({ id }) => id))
      if (page.nextCursor === null) return found
      cursor = page.nextCursor
    }
  }
  assert.deepEqual(await read(), tagged)
  assert.deepEqual(await read('activity'), tagged)
  assert.deepEqual(await read('oldest'), tagged)
  assert.deepEqual(await read('queue'), tagged)
  assert.equal((await owner.call(previewView, { body: { filter: vip } })).count, 4)
  assert.equal((await owner.call(previewView, { body: { filter: open } })).data.length, 3)
})

test('a filter that is too deep or too long is refused', async () => {
  const { owner } = await begin()
  const deep = [1, 2, 3, 4, 5].reduce<Filter>((inner) => ({ combinator: 'or', rules: [inner] }), open)
  const long: Filter = { combinator: 'or', rules: Array.from({ length: 51 }, () => open.rules[0]!) }

  for (const filter of [deep, long]) {
    await assert.rejects(owner.call(postView, { body: { ...given, filter } }), isProblem('invalid_request'))
    await assert.rejects(owner.call(previewView, { body: { filter } }), isProblem('invalid_request'))
  }
})

async function begin() {
  const scene: Scene = await setScene(app.database, { presence: 'offline' })
  const [ana, ben] = scene.agents
  return {
    scene,
    owner: await clientOf(app, scene.owner),
    ana: await clientOf(app, ana!),
    ben: await clientOf(app, ben!),
  }
}
