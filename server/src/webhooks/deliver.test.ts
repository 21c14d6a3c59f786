import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import {
  type Client,
  deleteWebhook,
  getWebhookDelivery,
  type Input,
  listWebhookDeliveries,
  listWebhooks,
  patchMember,
  patchWebhook,
  patchWorkspace,
  postSkill,
  postWebhook,
  replayFailedDeliveries,
  replayWebhookDelivery,
  rotateWebhookSecret,
  testWebhook,
  type Webhook,
  type WebhookDelivery,
} from '@fairlead/sdk'
import { sql } from 'kysely'
import { append } from '../db/database.ts'
import { LogReaders } from '../events/log-readers.ts'
import { isProblem } from '../http/testing.ts'
import { createGuardedFetch } from '../providers/guarded-fetch.ts'
import { forget } from '../retention/forget.ts'
import { keepForEver } from '../retention/keep.ts'
import { clientOf, openApp, quiet, type TestApp } from '../testing/app.ts'
import { type Scene, secrets, setScene } from '../testing/scene.ts'
import { webhookReader } from './collect.ts'
import { deliver } from './deliver.ts'
import { enqueueForgotten } from './enqueue.ts'
import { answer, startReceiver } from './testing.ts'

let app: TestApp
let scene: Scene
let client: Client
let readers: LogReaders

before(async () => {
  app = await openApp()
  readers = new LogReaders(app.database, [webhookReader], quiet)
})
after(() => app[Symbol.asyncDispose]())
beforeEach(async () => {
  scene = await setScene(app.database)
  client = await clientOf(app, scene.owner)
  await readers.settled()
})

test('a webhook is told of what happens from then on, signed as the channel of our own is', async () => {
  await using receiver = await startReceiver()
  await makeSkill('before')
  const { webhook, secret } = await make(receiver.url)
  const { id } = await makeSkill('German')

  await run()

  const [only, second] = receiver.received
  assert.equal(second, undefined)
  assert.equal(only!.body.type, 'skill.created')
  assert.equal(only!.body.workspaceId, scene.workspaceId)
  assert.equal(only!.body.subjectId, id)
  assert.deepEqual(only!.body.actor, { type: 'member', id: scene.owner.memberId })
  assert.deepEqual(only!.body.data, { skill: { id, name: 'German', language: null } })
  assert.equal(only!.headers['fairlead-delivery'], only!.body.id)
  assert.equal(only!.headers['fairlead-event'], 'skill.created')
  const [, seconds, claimed] = /^t=(\d+),v1=(\w+)$/.exec(String(only!.headers['fairlead-signature']))!
  assert.equal(claimed, createHmac('sha256', secret).update(`${seconds}.${only!.text}`).digest('hex'))
  assert.ok(Math.abs(Number(seconds) - Date.now() / 1000) < 60)

  const [delivery] = await deliveriesOf(webhook)
  assert.equal(delivery!.state, 'delivered')
  assert.equal(delivery!.status, 204)
  const sent = await client.call(getWebhookDelivery, { params: { id: delivery!.id } })
  assert.deepEqual(sent, { delivery, body: only!.body })
})

test('only what was chosen is told, and nothing that is private to a member or about webhooks', async () => {
  await using chosen = await startReceiver()
  await using everything = await startReceiver()
  await make(chosen.url, ['workspace.changed'])
  await make(everything.url, [])
  await makeSkill('German')
  await client.call(patchWorkspace, { body: { name: 'Another name' } })
  await app.database.transact(async (tx) => {
    const { workspaceId, owner } = scene
    const actor = { type: 'member', id: owner.memberId } as const
    const data = { memberId: owner.memberId }
    append(tx, { workspaceId, type: 'preference.changed', subjectId: owner.memberId, actor, data })
  })

  await run()

  assert.deepEqual(chosen.received.map(typeOf), ['workspace.changed'])
  const others = everything.received.map(typeOf).filter((type) => !type.startsWith('channel.'))
  assert.deepEqual(others.toSorted(), ['skill.created', 'workspace.changed'])
})

test('what fails is tried again later, and arrives with the same id once the other side is back', async () => {
  let status = 500
  await using receiver = await startReceiver((response) => answer(status, 'out of order')(response))
  const { webhook } = await make(receiver.url)
  await makeSkill('German')
  await run()

  const [failed] = await deliveriesOf(webhook)
  assert.equal(failed!.state, 'pending')
  assert.equal(failed!.tries, 1)
  assert.equal(failed!.status, 500)
  assert.equal(failed!.answer, 'out of order')
  const waitMs = Date.parse(failed!.nextTryAt!) - Date.now()
  assert.ok(waitMs > 5_000 && waitMs < 11_000, `${waitMs}`)
  assert.notEqual((await read(webhook)).failingSince, null)

  status = 200
  await jobsAreDue()
  await run()
  const [delivered] = await deliveriesOf(webhook)
  assert.equal(delivered!.state, 'delivered')
  assert.equal(delivered!.tries, 2)
  assert.equal(delivered!.nextTryAt, null)
  assert.equal((await read(webhook)).failingSince, null)
  assert.equal(new Set(receiver.received.map(({ body }) => body.id)).size, 1)
})

test('a redirect is not followed, and a receiver that is gone is no answer', async () => {
  await using elsewhere = await startReceiver()
  await using receiver = await startReceiver(answer(302, '', { location: elsewhere.url }))
  const redirected = await make(receiver.url)
  const gone = await startReceiver()
  await gone[Symbol.asyncDispose]()
  const dead = await make(gone.url)
  await makeSkill('German')

  await run()

  assert.equal(elsewhere.received.length, 0)
  assert.equal((await deliveriesOf(redirected.webhook))[0]!.status, 302)
  const [delivery] = await deliveriesOf(dead.webhook)
  assert.equal(delivery!.status, null)
  assert.match(delivery!.answer!, /ECONNREFUSED/)
})

test('whoever hangs up in the middle has not been told', async () => {
  await using receiver = await startReceiver((response) => void response.destroy())
  const { webhook } = await make(receiver.url)
  await makeSkill('German')
  await run()
  const [delivery] = await deliveriesOf(webhook)
  assert.equal(delivery!.state, 'pending')
  assert.equal(delivery!.status, null)
})

test('an answer is kept only in its beginning', async () => {
  await using receiver = await startReceiver(answer(200, 'a\0'.repeat(100_000)))
  const { webhook } = await make(receiver.url)
  await makeSkill('German')
  await run()
  const [delivery] = await deliveriesOf(webhook)
  assert.equal(delivery!.state, 'delivered')
  assert.equal(delivery!.answer, 'a'.repeat(1000))
})

test('after a day of failing it is switched off, and what failed can be sent again when it is back', async () => {
  let status = 503
  await using receiver = await startReceiver((response) => answer(status)(response))
  const { webhook } = await make(receiver.url)
  for (const name of ['German', 'Italian', 'Thai']) await makeSkill(name)
  await run()
  assert.equal((await read(webhook)).isActive, true)

  await sql`UPDATE webhook SET failing_since = failing_since - interval '25 hours' WHERE id = ${webhook.id}`.execute(
    app.database.db,
  )
  await jobsAreDue()
  await run()
  const off = await read(webhook)
  assert.equal(off.isActive, false)
  assert.notEqual(off.failingSince, null)
  assert.deepEqual((await deliveriesOf(webhook, 'failed')).length, 3)
  await makeSkill('Vietnamese')
  await run()
  assert.equal((await deliveriesOf(webhook)).length, 3, 'what happens while it is off is not told')
  await assert.rejects(client.call(replayFailedDeliveries, { params: { id: webhook.id } }), isProblem('webhook_off'))

  status = 200
  receiver.received.length = 0
  const on = await client.call(patchWebhook, { params: { id: webhook.id }, body: { isActive: true } })
  assert.equal(on.failingSince, null)
  assert.deepEqual(await client.call(replayFailedDeliveries, { params: { id: webhook.id } }), { count: 3 })
  await run()
  assert.equal(receiver.received.length, 3)
  assert.deepEqual((await deliveriesOf(webhook, 'failed')).length, 0)
})

test('a delivery is given up after a day of tries', async () => {
  await using receiver = await startReceiver(answer(500))
  const { webhook } = await make(receiver.url)
  await makeSkill('German')
  await run()
  for (let tries = 2; tries <= 10; tries += 1) {
    await jobsAreDue()
    await run()
  }
  const [delivery] = await deliveriesOf(webhook)
  assert.equal(delivery!.tries, 10)
  assert.equal(delivery!.state, 'failed')
  await jobsAreDue()
  await run()
  assert.equal(receiver.received.length, 10)
})

test('one that was delivered is sent again when a manager wants it', async () => {
  await using receiver = await startReceiver()
  const { webhook } = await make(receiver.url)
  await makeSkill('German')
  await run()
  const [delivery] = await deliveriesOf(webhook)
  const pending = await client.call(replayWebhookDelivery, { params: { id: delivery!.id } })
  assert.equal(pending.state, 'pending')
  await run()
  assert.deepEqual(
    receiver.received.map(({ body }) => body.id),
    [delivery!.id, delivery!.id],
  )
})

test('what was erased from the log is told nobody', async () => {
  await using receiver = await startReceiver(answer(500))
  await make(receiver.url)
  await makeSkill('German')
  await run()
  await sql`UPDATE event SET data = '{}' WHERE workspace_id = ${scene.workspaceId} AND type = 'skill.created'`.execute(
    app.database.db,
  )
  await jobsAreDue()
  await run()
  assert.deepEqual(receiver.received.at(-1)!.body.data, {})
})

test('a ping says at once what came of it, and is no delivery', async () => {
  await using receiver = await startReceiver(answer(418, 'short and stout'))
  const { webhook } = await make(receiver.url)
  const told = await client.call(testWebhook, { params: { id: webhook.id } })
  assert.equal(told.status, 418)
  assert.equal(told.answer, 'short and stout')
  assert.deepEqual(receiver.received.map(typeOf), ['ping'])
  assert.deepEqual(await deliveriesOf(webhook), [])
})

test('a new secret signs from then on', async () => {
  await using receiver = await startReceiver()
  const { webhook, secret: old } = await make(receiver.url)
  const { secret } = await client.call(rotateWebhookSecret, { params: { id: webhook.id } })
  assert.notEqual(secret, old)
  await client.call(testWebhook, { params: { id: webhook.id } })
  const [only] = receiver.received
  const [, seconds, claimed] = /^t=(\d+),v1=(\w+)$/.exec(String(only!.headers['fairlead-signature']))!
  assert.equal(claimed, createHmac('sha256', secret).update(`${seconds}.${only!.text}`).digest('hex'))
})

test('addresses of the private network are refused when they are given, and when a name leads there', async () => {
  await using outside = await openApp({ allowPrivateNetwork: false })
  const own = await setScene(outside.database)
  const strict = await clientOf(outside, own.owner)
  const body = (url: string) => ({ body: { name: 'CRM', url, eventTypes: [] } })
  for (const url of [
    'http://127.0.0.1:9',
    'http://10.1.2.3/x',
    'http://[::1]/',
    'http://localhost/',
    'http://a:b@example.com/',
  ])
    await assert.rejects(strict.call(postWebhook, body(url)), isProblem('invalid_request'), url)

  const { webhook } = await strict.call(postWebhook, body('https://receiver.example.com/'))
  await sql`UPDATE webhook SET url = 'http://127.0.0.1:9/' WHERE id = ${webhook.id}`.execute(outside.database.db)
  const told = await strict.call(testWebhook, { params: { id: webhook.id } })
  assert.equal(told.status, null)
  assert.match(told.answer, /private network/)
})

test('agents neither see webhooks nor make them', async () => {
  const agent = await clientOf(app, scene.agents[0]!)
  await assert.rejects(agent.call(listWebhooks, {}), isProblem('forbidden'))
  await assert.rejects(
    agent.call(postWebhook, { body: { name: 'CRM', url: 'https://example.com', eventTypes: [] } }),
    isProblem('forbidden'),
  )
})

test('a webhook of another workspace is none', async () => {
  const { webhook } = await make('http://127.0.0.1:9/')
  const stranger = await clientOf(app, (await setScene(app.database)).owner)
  const there = { params: { id: webhook.id } }
  await assert.rejects(stranger.call(listWebhookDeliveries, { ...there, query: {} }), isProblem('not_found'))
  await assert.rejects(stranger.call(testWebhook, there), isProblem('not_found'))
  await assert.rejects(stranger.call(deleteWebhook, there), isProblem('not_found'))
})

test('the log of a webhook goes with it, and after thirty days', async () => {
  await using receiver = await startReceiver()
  const { webhook } = await make(receiver.url)
  const other = await make(receiver.url)
  await makeSkill('German')
  await run()
  await client.call(deleteWebhook, { params: { id: other.webhook.id } })
  assert.equal(await countDeliveries(), 1)
  await forget(app.database, keepForEver, new Date(Date.now() + 29 * 86_400_000))
  assert.equal(await countDeliveries(), 1)
  await forget(app.database, keepForEver, new Date(Date.now() + 31 * 86_400_000))
  assert.equal(await countDeliveries(), 0)
  assert.deepEqual(await client.call(listWebhooks, {}), { data: [await read(webhook)] })
})

test('a delivery that lost its job gets a new one', async () => {
  await using receiver = await startReceiver()
  await make(receiver.url)
  await makeSkill('German')
  await readers.settled()
  await sql`DELETE FROM graphile_worker._private_jobs`.execute(app.database.db)
  await sql`UPDATE webhook_delivery SET next_try_at = now() - interval '6 minutes'
    WHERE workspace_id = ${scene.workspaceId}`.execute(app.database.db)
  await enqueueForgotten(app.database)
  await app.jobs.runDue()
  assert.equal(receiver.received.length, 1)
})

test('a job that runs twice after it was done tells nobody again', async () => {
  await using receiver = await startReceiver()
  const { webhook } = await make(receiver.url)
  await makeSkill('German')
  await run()
  const [{ id } = { id: '' }] = await deliveriesOf(webhook)
  const fetch = createGuardedFetch({ allowPrivateNetwork: true })
  await deliver(app.database, { fetch, secrets }, { workspaceId: scene.workspaceId, id })
  assert.equal(receiver.received.length, 1)
})

test('pages of the log go on where the last one ended, by state or all', async () => {
  await using receiver = await startReceiver()
  const { webhook } = await make(receiver.url, ['member.changed'])
  for (let count = 0; count < 5; count += 1)
    await client.call(patchMember, { params: { id: scene.agents[0]!.memberId }, body: { agentLimit: count + 1 } })
  await run()
  const seen: number[] = []
  let cursor: string | null = null
  do {
    const query: Input<typeof listWebhookDeliveries>['query'] = {
      limit: 2,
      state: 'delivered',
      ...(cursor ? { cursor } : {}),
    }
    const page: { data: WebhookDelivery[]; nextCursor: string | null } = await client.call(listWebhookDeliveries, {
      params: { id: webhook.id },
      query,
    })
    seen.push(...page.data.map(({ sequence }) => sequence))
    cursor = page.nextCursor
  } while (cursor)
  assert.equal(seen.length, 5)
  assert.deepEqual(
    seen,
    seen.toSorted((a, b) => b - a),
  )
})

const typeOf = ({ body }: { body: { type: string } }) => body.type

async function make(url: string, eventTypes: Webhook['eventTypes'] = ['skill.created']) {
  return client.call(postWebhook, { body: { name: 'CRM', url, eventTypes } })
}

async function makeSkill(name: string) {
  return client.call(postSkill, { body: { name, language: null } })
}

async function read({ id }: Webhook): Promise<Webhook> {
  return (await client.call(listWebhooks, {})).data.find((each) => each.id === id)!
}

async function deliveriesOf({ id }: Webhook, state?: WebhookDelivery['state']): Promise<WebhookDelivery[]> {
  return (await client.call(listWebhookDeliveries, { params: { id }, query: state ? { state } : {} })).data
}

async function run(): Promise<void> {
  await readers.settled()
  await app.jobs.runDue()
}

async function jobsAreDue(): Promise<void> {
  await sql`UPDATE graphile_worker._private_jobs SET run_at = now() - interval '1 second'
    WHERE key LIKE 'webhook:%'`.execute(app.database.db)
}

async function countDeliveries(): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    SELECT count(*) FROM webhook_delivery WHERE workspace_id = ${scene.workspaceId}`.execute(app.database.db)
  return Number(rows[0]!.count)
}
