import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { test } from 'node:test'
import { openGateway } from './gateway.ts'

test('passes everything on, and the answer back', async () => {
  await using stage = await openStage()
  const response = await stage.post('Hello')
  assert.deepEqual([response.status, await response.text(), stage.heard], [201, 'heard Hello', ['Hello']])
})

test('refuses without passing on', async () => {
  await using stage = await openStage()
  stage.gateway.faults.mix({ seed: 1, rateLimits: 1, retryAfterSeconds: 3 })
  const { status, headers } = await stage.post('Hello')
  assert.deepEqual([status, headers.get('retry-after'), stage.heard], [429, '3', []])
})

test('passes on and cuts off the answer', async () => {
  await using stage = await openStage()
  stage.gateway.faults.mix({ seed: 1, lostAnswers: 1 })
  await assert.rejects(stage.post('Hello'))
  assert.deepEqual(stage.heard, ['Hello'])
})

test('brings what is posted twice, and what is asked for once', async () => {
  await using stage = await openStage()
  stage.gateway.mix({ seed: 1, duplicates: 1 })
  await stage.post('Hello')
  await fetch(stage.gateway.url)
  await stage.gateway.settled()
  assert.deepEqual(stage.heard.toSorted(), ['', 'Hello', 'Hello'])
})

test('brings late also what nobody waits for any more', async () => {
  await using stage = await openStage()
  stage.gateway.mix({ seed: 1, reordered: 1 })
  const texts = Array.from({ length: 12 }, (_, index) => `Hello ${index + 1}`)
  const answers = await Promise.allSettled(texts.map(stage.post))
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set(['fulfilled', 'rejected']))
  await stage.gateway.settled()
  assert.deepEqual(stage.heard.toSorted(), texts.toSorted())
  assert.notDeepEqual(stage.heard, texts)
})

test('breaks streams off', async () => {
  await using stage = await openStage()
  stage.gateway.mix({ seed: 1 })
  for (let tries = 0; tries < 5; tries += 1) {
    const response = await fetch(`${stage.gateway.url}/events`)
    await assert.rejects(response.text())
  }
  stage.gateway.mix(null)
  const whole = await fetch(`${stage.gateway.url}/events`)
  assert.equal((await whole.text()).length, 8000)
})

/** A server that keeps what it hears, with the gateway before it. */
async function openStage() {
  const heard: string[] = []
  const server = createServer(async (request, response) => {
    if (request.url === '/events') return stream(response)
    const text = (await request.setEncoding('utf8').toArray()).join('')
    heard.push(text)
    response.writeHead(201).end(`heard ${text}`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(typeof address === 'object' && address)
  const gateway = await openGateway()
  gateway.lead(`http://127.0.0.1:${address.port}`)

  return {
    gateway,
    heard,
    post: (text: string) => fetch(gateway.url, { method: 'POST', body: text }),
    async [Symbol.asyncDispose]() {
      await gateway.stop()
      server.closeAllConnections()
      server.close()
    },
  }
}

function stream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (let each = 0; each < 8; each += 1) response.write('.'.repeat(1000))
  response.end()
}
