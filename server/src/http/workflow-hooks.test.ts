import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { startWorkflow, type WorkflowValue } from '@fairlead/sdk'
import { sql } from 'kysely'
import { addConversation } from '../setup/testing.ts'
import { clientOf, openApp, type TestApp } from '../testing/app.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { bring, onlyConversation, type Scene, setScene } from '../testing/scene.ts'
import { publish, runsOf } from '../workflows/triggers/testing.ts'

let app: TestApp
let scene: Scene

before(async () => {
  app = await openApp()
})
after(() => app[Symbol.asyncDispose]())
beforeEach(async () => {
  scene = await setScene(app.database)
  await bring(scene, inboundMessage())
})

const order = {
  order: { number: 'A-17', lines: [{ name: 'Boots' }], total: 99.5 },
  customer: { phone: '447700900001' },
}
const byPhone = { by: 'phone' as const, path: 'customer.phone' }
const mapping = [
  { path: 'order.number', variable: 'order_number' },
  { path: 'order.lines[0].name', variable: 'item' },
  { path: 'order.total', variable: 'total' },
]

test('a post begins the workflow with what it says, in the conversation of whom it concerns', async () => {
  const id = await hook({ contact: byPhone, mapping })
  const answer = await post(id, order)
  assert.equal(answer.status, 202)

  const [run] = await runsOf(scene, id)
  assert.equal(answer.body.runId, run?.id)
  assert.equal(run?.conversation_id, (await onlyConversation(scene)).id)
  assert.deepEqual(run?.state.variables, { order_number: 'A-17', item: 'Boots', total: 99.5 })
})

test('the same again within a day begins nothing and is answered the same, even at once', async () => {
  const id = await hook({ contact: byPhone, mapping })
  const answers = await Promise.all([post(id, order), post(id, order), post(id, order)])
  const first = answers[0]!
  assert.ok(answers.every(({ status, body }) => status === 202 && body.runId === first.body.runId))
  const named = await Promise.all([1, 2].map(() => post(id, order, { 'idempotency-key': 'order A-17' })))
  assert.equal(named[0]?.body.runId, named[1]?.body.runId)
  assert.equal((await runsOf(scene, id)).length, 2)

  await sql`UPDATE workflow_beginning SET at = at - interval '25 hours' WHERE workflow_id = ${id}`.execute(
    app.database.db,
  )
  await post(id, order)
  assert.equal((await runsOf(scene, id)).length, 3)
})

test('whom it concerns is found by address and by id, in the conversation that goes on', async () => {
  const { id: conversationId, contact } = await onlyConversation(scene)
  const { db } = app.database
  const closed = await addConversation(app.database, { ...scene.webchat })
  await sql`UPDATE conversation SET contact_id = ${contact.id}, status = 'closed', closed_at = now(),
    last_activity_at = now() + interval '1 hour' WHERE id = ${closed}`.execute(db)
  await sql`UPDATE contact SET email = 'Mara@Example.com' WHERE id = ${contact.id}`.execute(db)

  const told = { phone: '+44 7700 900001', email: 'mara@example.com', contactId: contact.id, conversationId }
  for (const by of ['phone', 'email', 'contactId', 'conversationId'] as const) {
    const id = await hook({ contact: { by, path: 'who' } })
    assert.equal((await post(id, { who: told[by] })).status, 202)
    assert.equal((await runsOf(scene, id))[0]?.conversation_id, conversationId, by)
  }
})

test('what does not fit is refused with a sentence that says what is missing', async () => {
  const id = await hook({ contact: byPhone, mapping })
  const wrongShape = await post(id, { order: { number: 'A-17', lines: [] }, customer: order.customer })
  assert.equal(wrongShape.status, 422)
  assert.equal(wrongShape.body.code, 'body_incomplete')
  assert.deepEqual(
    wrongShape.body.errors.map(({ path }) => path),
    ['order.lines[0].name', 'order.total'],
  )
  assert.match((await post(id, { ...order, customer: {} })).body.detail, /^customer\.phone: is missing/)
  assert.equal((await post(id, { ...order, customer: { phone: { number: 1 } } })).status, 422)

  const nobody = await post(id, { ...order, customer: { phone: '+447700900999' } })
  assert.equal(nobody.status, 404)
  assert.match(nobody.body.detail, /no contact of this phone number/)

  assert.equal((await post(id, '{"order":')).body.code, 'malformed_json')
  assert.equal((await post(id, '['.repeat(100_000) + ']'.repeat(100_000))).status, 422)
  const large = await post(id, { ...order, more: 'x'.repeat(1024 * 1024) })
  assert.equal(large.status, 413)
  assert.match(large.body.detail, /256 kB/)
  assert.equal((await runsOf(scene, id)).length, 0)

  const lists = Array.from({ length: 50 }, (_, index) => ({ path: 'list', variable: `v${index}` }))
  const greedy = await hook({ contact: byPhone, mapping: lists })
  const tooMuch = await post(greedy, { ...order, list: Array.from({ length: 50 }, () => 'x'.repeat(1000)) })
  assert.equal(tooMuch.status, 413)
  assert.match(tooMuch.body.detail, /500,000 characters together/)
  assert.equal((await runsOf(scene, greedy)).length, 0)
})

test('whatever is posted, it is taken as a value or refused by name', async () => {
  const by = [{ path: 'said', variable: 'said' }]
  const trigger = { type: 'webhook' as const, contact: byPhone, mapping: by }
  const steps = [{ id: 'end', type: 'stop' as const }]
  const id = await publish(scene, { start: { trigger, next: 'end' }, steps })
  const { customer } = order

  for (const body of [
    '',
    'null',
    '1',
    '"x"',
    '[]',
    '[[{"customer":1}]]',
    '{"said":1,"customer":[]}',
    '\u0000',
    '{"__proto__":{"customer":{"phone":"1"}}}',
  ]) {
    const { status } = await post(id, body)
    assert.ok([400, 422].includes(status), `${status}: ${body}`)
  }
  assert.equal((await post(id, { said: 1, customer }, { 'idempotency-key': 'x'.repeat(201) })).status, 400)
  for (const type of [
    'text/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/json; charset=utf-16',
  ]) {
    assert.equal((await post(id, { said: type, customer }, { 'content-type': type })).status, 202, type)
  }
  const values = [
    null,
    { a: { b: 1 } },
    ['x', { y: 1 }],
    '\u0000\u001asecret:key\u001a',
    '\ud800',
    'x'.repeat(100_000),
    1e308,
    JSON.parse('{"__proto__": 1}'),
  ]
  for (const said of values) assert.equal((await post(id, { said, customer })).status, 202)
  const runs = await runsOf(scene, id)
  assert.deepEqual(
    runs.slice(4).map(({ state }) => state.variables.said),
    [null, '{"a":{"b":1}}', ['x', '{"y":1}'], 'secret:key', '\ufffd', 'x'.repeat(10_000), 1e308, '{"__proto__":1}'],
  )

  const endless = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024).fill(32)),
  })
  const url = `http://localhost/hooks/workflows/${id}/token-${id}`
  const long = await app.fetch(new Request(url, { method: 'POST', body: endless, duplex: 'half' } as RequestInit))
  assert.equal(long.status, 413)
})

test('an address opens only with its own token, and only while the workflow is on', async () => {
  const id = await hook({ contact: byPhone })
  const other = await hook({ contact: byPhone })
  assert.equal((await post(id, order, {}, `token-${other}`)).status, 404)
  assert.equal((await post('nonsense', order)).status, 404)
  await app.database.db.updateTable('workflow').set({ state: 'off' }).where('id', '=', id).execute()
  assert.match((await post(id, order)).body.detail, /not switched on/)
  assert.equal((await runsOf(scene, id)).length, 0)
})

test('who guesses at tokens is slowed down, and so is a workflow that is posted to without end', async () => {
  const id = await hook({ contact: byPhone })
  const good: number[] = []
  for (let count = 0; count < 310; count += 1) good.push((await post(id, '{}')).status)
  assert.ok(good.includes(429))
  const bad: number[] = []
  for (let count = 0; count < 40; count += 1) bad.push((await post(id, order, {}, 'guessed')).status)
  assert.ok(bad.includes(429))
})

test('a condition is asked with what the post says', async () => {
  const rule = { field: 'variable' as const, key: 'total', operator: 'more_than' as const, value: 50 }
  const condition = { combinator: 'and' as const, rules: [rule] }
  const trigger = { type: 'webhook' as const, contact: byPhone, mapping }
  const id = await publish(scene, { start: { trigger, condition, next: 'end' }, steps: [{ id: 'end', type: 'stop' }] })
  assert.deepEqual((await post(id, { ...order, order: { ...order.order, total: 10 } })).body, { runId: null })
  assert.notEqual((await post(id, order)).body.runId, null)
})

test('a member starts a workflow from a conversation with the answers of its form', async () => {
  const form = [
    { name: 'why', label: 'Why?', kind: 'choice' as const, choices: ['Broken', 'Late'], isRequired: true },
    { name: 'since', label: 'Since?', kind: 'date' as const },
    { name: 'count', label: 'How many?', kind: 'number' as const },
    { name: 'sure', label: 'Sure?', kind: 'flag' as const },
  ]
  const trigger = { type: 'button' as const, label: 'Complain', form }
  const workflowId = await publish(scene, { start: { trigger, next: 'end' }, steps: [{ id: 'end', type: 'stop' }] })
  const { id } = await onlyConversation(scene)
  const client = await clientOf(app, scene.agents[0]!)
  const start = (answers: Record<string, WorkflowValue>) =>
    client.call(startWorkflow, { params: { id, workflowId }, body: { answers } })

  const wrong: Record<string, WorkflowValue>[] = [
    ...[{}, { why: '' }, { why: 'Lost' }, { why: 'Late', since: '2026-02-30' }, { why: 'Late', count: '3' }],
    ...[{ why: 'Late', sure: 'yes' }, { why: 'Late', other: 1 }, { why: ['Late'] }],
  ]
  for (const answers of wrong)
    await assert.rejects(start(answers), { code: 'invalid_request' }, JSON.stringify(answers))

  const run = await start({ why: 'Late', since: '2026-02-28', count: 3 })
  assert.equal(run.workflowId, workflowId)
  const [row] = await runsOf(scene, workflowId)
  assert.deepEqual(row?.state.variables, { why: 'Late', since: '2026-02-28', count: 3, sure: null })
})

test('what is no button, is off, or begins once and has, is not started by hand', async () => {
  const { id } = await onlyConversation(scene)
  const client = await clientOf(app, scene.agents[0]!)
  const start = (workflowId: string) => client.call(startWorkflow, { params: { id, workflowId }, body: {} })
  const steps = [{ id: 'end', type: 'stop' as const }]
  const trigger = { type: 'button' as const, label: 'Go' }

  await assert.rejects(start(await hook({ contact: byPhone })), { code: 'not_found' })
  await assert.rejects(start(await publish(scene, { start: { trigger }, state: 'off' })), { code: 'not_found' })
  const once = await publish(scene, { start: { trigger, once: 'conversation', next: 'end' }, steps })
  await start(once)
  await assert.rejects(start(once), { code: 'workflow_not_begun' })
})

type Answer = Readonly<{
  runId: string | null
  code: string
  detail: string
  errors: readonly Readonly<{ path: string }>[]
}>

type Hooking = Readonly<{ contact: { by: 'email' | 'phone' | 'contactId' | 'conversationId'; path: string } }>

function hook(given: Hooking & { readonly mapping?: typeof mapping }): Promise<string> {
  const start = { trigger: { type: 'webhook' as const, ...given }, next: 'end' }
  return publish(scene, { start, steps: [{ id: 'end', type: 'stop' }] })
}

async function post(id: string, body: unknown, headers: Record<string, string> = {}, token = `token-${id}`) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const url = `http://localhost/hooks/workflows/${id}/${token}`
  const answer = await app.fetch(new Request(url, { method: 'POST', body: text, headers }))
  return { status: answer.status, body: (await answer.json()) as Answer }
}
