import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openApp, type TestApp } from '../testing/app.ts'
import { inboundMessage } from '../testing/inbound.ts'
import { allMessages, apiKeyOf, bring, onlyConversation, type Scene, setScene } from '../testing/scene.ts'

let app: TestApp
let scene: Scene
let ana: string
let ben: string
let path: string

before(async () => {
  app = await openApp()
  scene = await setScene(app.database)
  ana = await apiKeyOf(scene, scene.agents[0]!)
  ben = await apiKeyOf(scene, scene.agents[1]!)
  await bring(scene, inboundMessage())
  path = `/conversations/${(await onlyConversation(scene)).id}/messages`
})
after(async () => {
  await app[Symbol.asyncDispose]()
})

test('the same key answers what was answered first, and does nothing more', async () => {
  const first = await post('key-1', { text: 'once' })
  const again = await post('key-1', { text: 'once' })

  assert.deepEqual([first.status, again.status], [201, 201])
  assert.deepEqual([first.replayed, again.replayed], [null, 'true'])
  assert.equal(again.text, first.text)
  assert.equal(again.type, first.type)
  assert.equal(await count('once'), 1)
})

test('of many at once one is done, and the others hear that it is being done', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => post('key-2', { text: 'at once' })))

  assert.equal(await count('at once'), 1)
  for (const { status, text } of answers) {
    assert.ok(status === 201 || (status === 409 && JSON.parse(text).code === 'idempotency_in_progress'))
  }
  assert.equal((await post('key-2', { text: 'at once' })).status, 201)
})

test('a key used for another request is refused', async () => {
  await post('key-3', { text: 'this' })

  const other = await post('key-3', { text: 'that' })

  assert.deepEqual([other.status, JSON.parse(other.text).code], [422, 'idempotency_mismatch'])
  assert.equal(await count('that'), 0)
})

test('a key is its member’s own', async () => {
  await post('key-4', { text: 'mine' })
  await post('key-4', { text: 'mine' }, ben)

  assert.equal(await count('mine'), 2)
})

test('a refusal is answered again as a refusal', async () => {
  const first = await post('key-5', { text: ' ' })
  const again = await post('key-5', { text: ' ' })

  assert.deepEqual([first.status, again.status, again.replayed], [422, 422, 'true'])
  assert.equal(again.type, 'application/problem+json')
  assert.equal(again.text, first.text)
})

test('what failed on our side leaves no trace and may be sent again', async () => {
  await sql`ALTER TABLE message RENAME TO message_away`.execute(app.database.db)
  const failed = await post('key-6', { text: 'in the end' })
  await sql`ALTER TABLE message_away RENAME TO message`.execute(app.database.db)

  const done = await post('key-6', { text: 'in the end' })

  assert.deepEqual([failed.status, done.status, done.replayed], [500, 201, null])
})

test('one that died with its process is taken over after a minute', async () => {
  await post('key-7', { text: 'died' })
  const die = (age: string) =>
    sql`UPDATE idempotent_answer SET status = NULL, body = NULL, created_at = now() - ${age}::interval
      WHERE key = 'key-7'`.execute(app.database.db)

  await die('30 seconds')
  assert.equal((await post('key-7', { text: 'died' })).status, 409)
  await die('61 seconds')
  assert.equal((await post('key-7', { text: 'died' })).status, 201)
  assert.equal(await count('died'), 2)
})

test('a key that is no key is refused', async () => {
  assert.equal((await post('k'.repeat(201), { text: 'x' })).status, 400)
})

test('answers are kept so that nobody else can read them', async () => {
  await post('key-8', { text: 'a secret answer' })

  const { rows } = await sql<{ body: Buffer }>`SELECT body FROM idempotent_answer WHERE key = 'key-8'`.execute(
    app.database.db,
  )
  assert.ok(rows[0] && !rows[0].body.includes('secret'))
})

async function post(key: string, body: object, apiKey = ana) {
  const response = await app.fetch(
    new Request(`http://localhost/api/v1${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    }),
  )
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    replayed: response.headers.get('idempotency-replayed'),
    text: await response.text(),
  }
}

async function count(text: string): Promise<number> {
  return (await allMessages(scene)).filter((message) => message.text === text).length
}
