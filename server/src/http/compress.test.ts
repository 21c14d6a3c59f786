import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { compressJson } from './compress.ts'
import type { Env } from './endpoint.ts'

const many = { data: Array.from({ length: 100 }, (_, index) => ({ id: index, name: 'Ana Sample' })) }
const app = new Hono<Env>()
app.use(compressJson())
app.get('/many', (c) => c.json(many, 201, { 'x-kept': 'yes' }))
app.get('/few', (c) => c.json({ data: [] }))
app.get('/stream', (c) => c.body('data: x\n\n'.repeat(500), 200, { 'content-type': 'text/event-stream' }))
app.get('/nothing', (c) => c.body(null, 204))
app.onError((_, c) => c.json({ detail: 'x'.repeat(3000) }, 500, { 'content-type': 'application/problem+json' }))
app.get('/wrong', () => {
  throw new Error('wrong')
})

test('compresses long JSON, and keeps all else of the answer', async () => {
  const answer = await ask('/many', 'gzip, br')
  const { headers } = answer
  assert.deepEqual([answer.status, headers.get('x-kept'), headers.get('content-encoding')], [201, 'yes', 'gzip'])
  assert.equal(headers.get('vary'), 'accept-encoding')
  assert.equal(headers.get('content-type'), 'application/json')
  assert.deepEqual(JSON.parse(String(gunzipSync(await answer.arrayBuffer()))), many)
})

test('sends it as it is to those who do not take it', async () => {
  const answer = await ask('/many', 'identity')
  assert.equal(answer.headers.get('content-encoding'), null)
  assert.deepEqual(await answer.json(), many)
})

test('leaves alone what is short, what has no body, and streams', async () => {
  assert.deepEqual(await (await ask('/few', 'gzip')).json(), { data: [] })
  for (const path of ['/few', '/stream', '/nothing']) {
    assert.equal((await ask(path, 'gzip')).headers.get('content-encoding'), null, path)
  }
})

test('compresses what says why something went wrong', async () => {
  const answer = await ask('/wrong', 'gzip')
  assert.deepEqual([answer.status, answer.headers.get('content-encoding')], [500, 'gzip'])
})

async function ask(path: string, encoding: string): Promise<Response> {
  return app.request(path, { headers: { 'accept-encoding': encoding } })
}
