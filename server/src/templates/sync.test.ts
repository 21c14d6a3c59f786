import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type Client, listChannels, listTemplates, patchChannel, syncTemplates } from '@fairlead/sdk'
import { clientOf, openApp, type TestApp } from '../testing/app.ts'
import { makeProviders, providerUrls } from '../testing/providers.ts'
import { bring, type Scene, setScene } from '../testing/scene.ts'
import { type StandIn, startStandIn } from '../testing/stand-in.ts'
import { syncDue } from './due.ts'
import { syncChannelTemplates } from './sync.ts'
import { countChanges, forgetSync, graphTemplate, syncIsDueIn, templateNews } from './testing.ts'

type Answer = Readonly<{ status?: number; body: unknown }>

let app: TestApp
let graph: StandIn
let scene: Scene
let manager: Client
/** What the provider answers, by the cursor it is asked with. */
let answer: (after: string | null) => Answer | Promise<Answer>

before(async () => {
  graph = await startStandIn(({ path }) => answer(new URL(path, 'http://localhost').searchParams.get('after')))
  app = await openApp({ providers: providerUrls({ meta: graph.url }) })
})
beforeEach(async () => {
  scene = await setScene(app.database)
  manager = await clientOf(app, scene.owner)
  graph.requests.length = 0
  answer = () => list(graphTemplate())
})
after(async () => {
  await app[Symbol.asyncDispose]()
  await graph[Symbol.asyncDispose]()
})

test('takes in all pages, and answers from there while the provider is away', async () => {
  answer = (cursor) =>
    cursor === null
      ? { body: { data: [graphTemplate()], paging: { cursors: { after: 'MQ' }, next: 'https://graph.example/next' } } }
      : list(graphTemplate({ id: '2', language: 'de', status: 'REJECTED', rejected_reason: 'SCAM' }))
  assert.equal((await known()).syncedAt, null)
  await run()
  answer = () => ({ status: 500, body: {} })
  graph.requests.length = 0

  const { data, syncedAt, syncError } = await known()

  assert.deepEqual(
    data.map(({ name, language, status, reason, body }) => [name, language, status, reason, body.parameters]),
    [
      ['order_update', 'de', 'REJECTED', 'SCAM', ['1', '2']],
      ['order_update', 'en_US', 'APPROVED', null, ['1', '2']],
    ],
  )
  assert.ok(Date.parse(syncedAt ?? '') > Date.now() - 60_000)
  assert.deepEqual([syncError, graph.requests.length], [null, 0])
})

test('doing it twice changes nothing and tells nobody; what is gone is gone', async () => {
  answer = () => list(graphTemplate(), graphTemplate({ id: '2', name: 'summer_sale' }))
  await run()
  await run()
  assert.equal(await countChanges(scene), 1)

  answer = () => list(graphTemplate({ quality_score: { score: 'YELLOW' } }))
  await run()

  assert.deepEqual(
    (await known()).data.map(({ name, quality }) => [name, quality]),
    [['order_update', 'YELLOW']],
  )
  assert.equal(await countChanges(scene), 2)
})

test('says why there is nothing new, keeps what there is, and tries again', async () => {
  await run()
  answer = () => ({ status: 500, body: { error: { code: 2, message: 'Service temporarily unavailable' } } })

  await assert.rejects(run(), /the templates are not known yet/)
  await assert.rejects(run(), /the templates are not known yet/)

  const { data, syncError } = await known()
  assert.deepEqual([data.length, syncError?.code], [1, 'provider_down'])
  assert.equal(await countChanges(scene), 2)
  answer = () => list(graphTemplate())
  await run()
  assert.equal((await known()).syncError, null)
})

test('a token that is refused is of no use for anything, a permission that is missing only for templates', async () => {
  answer = () => ({ status: 403, body: { error: { code: 200, message: 'Requires whatsapp_business_management' } } })
  await run()
  assert.deepEqual([(await known()).syncError?.code, await status()], ['permission', 'active'])

  answer = () => ({ status: 401, body: { error: { code: 190, message: 'Session has expired' } } })
  await run()
  assert.equal(await status(), 'broken')
})

test('a manager has them asked for at once, and reads why it did not work', async () => {
  const params = { id: scene.whatsapp.channelId }
  assert.equal((await manager.call(syncTemplates, { params })).data.length, 1)

  answer = () => ({ status: 401, body: { error: { code: 190, message: 'Session has expired' } } })
  await assert.rejects(manager.call(syncTemplates, { params }), { code: 'provider_refused' })
  const agent = await clientOf(app, scene.agents[0]!)
  await assert.rejects(agent.call(syncTemplates, { params }), { code: 'forbidden' })
  await assert.rejects(manager.call(syncTemplates, { params: { id: scene.webchat.channelId } }), {
    code: 'templates_unsupported',
  })
})

test('what the provider tells meanwhile is younger than its list', async () => {
  answer = () => list(graphTemplate({ status: 'PENDING' }))
  await run()
  answer = async () => {
    await bring(scene, templateNews({ status: 'APPROVED', reason: null }))
    return list(graphTemplate({ status: 'PENDING' }))
  }
  await run()

  assert.equal((await known()).data[0]?.status, 'APPROVED')
})

test('is asked for after connecting, after a change of the account, and when nobody has for hours', async () => {
  const { channelId } = scene.whatsapp
  const isDue = async () => Number(await syncIsDueIn(app.database, channelId)) < 100
  assert.ok(await isDue())
  await forgetSync(app.database, channelId)

  await manager.call(patchChannel, { params: { id: channelId }, body: { name: 'Another name' } })
  assert.equal(await syncIsDueIn(app.database, channelId), null)
  await manager.call(patchChannel, { params: { id: channelId }, body: { secrets: { accessToken: 'another' } } })
  assert.ok((await syncIsDueIn(app.database, channelId)) !== null)

  await run()
  await forgetSync(app.database, channelId)
  await syncDue(app.database)
  assert.equal(await syncIsDueIn(app.database, channelId), null)
  await app.database.pool.query(`UPDATE template_sync SET tried_at = now() - interval '7 hours'`)
  await syncDue(app.database)
  assert.ok((await syncIsDueIn(app.database, channelId)) !== null)

  // What went wrong is tried again sooner.
  answer = () => ({ status: 403, body: { error: { code: 200, message: 'Requires whatsapp_business_management' } } })
  await run()
  await forgetSync(app.database, channelId)
  await app.database.pool.query(`UPDATE template_sync SET tried_at = now() - interval '20 minutes'`)
  await syncDue(app.database)
  assert.ok((await syncIsDueIn(app.database, channelId)) !== null)
})

function list(...data: unknown[]): Answer {
  return { body: { data, paging: { cursors: { before: 'MA', after: 'MA' } } } }
}

async function run(): Promise<void> {
  const providers = makeProviders(app.dataDir, { meta: graph.url })
  const { workspaceId, channelId: id } = scene.whatsapp
  await syncChannelTemplates(app.database, providers, { workspaceId, id })
}

function known() {
  return manager.call(listTemplates, { params: { id: scene.whatsapp.channelId } })
}

async function status() {
  const { data } = await manager.call(listChannels, {})
  return data.find(({ id }) => id === scene.whatsapp.channelId)?.status
}
