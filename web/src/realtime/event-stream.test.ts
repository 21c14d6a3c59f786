import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { afterEach, test } from 'node:test'
import { EventStream } from './event-stream.ts'

type Handler = (response: ServerResponse, after: number, tries: number) => void

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

test('begins after the cursor and hands events over in order', async () => {
  const { heard } = await follow(7, (response) => send(response, [8, 9]))

  assert.deepEqual(await heard(2), [8, 9])
})

test('resumes after the last event it saw when the connection breaks', async () => {
  const { heard, asked } = await follow(0, (response, after) => {
    send(response, [after + 1])
    response.end()
  })

  assert.deepEqual(await heard(3), [1, 2, 3])
  assert.deepEqual(asked.slice(0, 3), [0, 1, 2])
})

test('skips what it heard before', async () => {
  const { heard } = await follow(0, (response) => {
    send(response, [1, 2, 2, 1, 3])
  })

  assert.deepEqual(await heard(3), [1, 2, 3])
})

test('takes silence for a broken connection, and heartbeats for a good one', async () => {
  const { heard, asked } = await follow(0, (response, _after, tries) => {
    send(response, [tries])
    if (tries < 2) return
    const beat = setInterval(() => response.write(': still here\n\n'), 50)
    response.on('close', () => clearInterval(beat))
  })

  assert.deepEqual(await heard(2), [1, 2])
  await later(600)
  assert.deepEqual(asked, [0, 1])
})

test('fetches afresh and goes on from the new cursor when the log does not reach back', async () => {
  const { heard, asked } = await follow(3, (response, after) => {
    if (after === 3) refuse(response, 410, 'cursor_gone')
    else send(response, [after + 1])
  })

  assert.deepEqual(await heard(1), [1001])
  assert.deepEqual(asked, [3, 1000])
})

test('keeps trying while the server refuses, and tells its state', async () => {
  const { heard, states } = await follow(0, (response, _after, tries) => {
    if (tries < 3) refuse(response, 503, 'unavailable')
    else send(response, [1])
  })

  assert.deepEqual(await heard(1), [1])
  assert.deepEqual(states, ['broken', 'live'])
})

test('begins anew where it was when the connection is in doubt', async () => {
  const { heard, asked, states, stream } = await follow(0, (response, after) => send(response, [after + 1]))
  await heard(1)

  stream.doubt()

  assert.deepEqual(await heard(2), [1, 2])
  assert.deepEqual(asked, [0, 1])
  assert.deepEqual(states, ['live', 'broken', 'live'])
})

test('comes back when a server that ends asked for it', async () => {
  const at: number[] = []
  const { heard } = await follow(0, (response, _after, tries) => {
    at.push(performance.now())
    send(response, [tries])
    if (tries === 1) response.end('retry: 1200\n\n')
  })

  assert.deepEqual(await heard(2), [1, 2])
  assert.ok(at[1]! - at[0]! >= 1150, `after ${at[1]! - at[0]!} ms`)
})

test('stops when the session has ended', async () => {
  const { ended, asked } = await follow(0, (response) => refuse(response, 401, 'unauthenticated'))

  await ended
  await later(200)
  assert.equal(asked.length, 1)
})

async function follow(after: number, handle: Handler) {
  const asked: number[] = []
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const cursor = Number(new URL(request.url ?? '', 'http://localhost').searchParams.get('after'))
    asked.push(cursor)
    handle(response, cursor, asked.length)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)

  const sequences: number[] = []
  const states: string[] = []
  const news = new EventTarget()
  const { promise: ended, resolve } = Promise.withResolvers<void>()
  const stream = new EventStream({
    baseUrl: `http://127.0.0.1:${address.port}`,
    after,
    onEvents: (events) => {
      sequences.push(...events.map(({ sequence }) => sequence))
      news.dispatchEvent(new Event('heard'))
    },
    onCursorGone: async () => 1000,
    onSessionEnded: resolve,
    silenceMs: 200,
    random: () => 0,
  })
  stream.watch(() => states.push(stream.state))
  void stream.run()
  closers.push(() => {
    stream.stop()
    server.closeAllConnections()
    server.close()
  })

  const heard = async (count: number) => {
    while (sequences.length < count) await new Promise((go) => news.addEventListener('heard', go, { once: true }))
    return sequences.slice(0, count)
  }
  return { asked, states, heard, ended, stream }
}

function send(response: ServerResponse, sequences: readonly number[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const sequence of sequences) response.write(`id: ${sequence}\ndata: ${JSON.stringify({ sequence })}\n\n`)
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/problem+json' })
  response.end(JSON.stringify({ type: 'about:blank', title: code, status, code, detail: code }))
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
