import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { Load, type Stretch } from './load.ts'

const folder = await mkdtemp(path.join(tmpdir(), 'fairlead-load-'))
after(() => rm(folder, { recursive: true, force: true }))

const module = path.join(folder, 'requests.mjs')
await writeFile(
  module,
  `export const makeRequests = ({ count }) => Array.from({ length: count }, (_, index) =>
     Buffer.from('POST /' + index + ' HTTP/1.1\\r\\nHost: example.com\\r\\nContent-Length: 2\\r\\n\\r\\nhi'))`,
)

test('sends each request once, over as many connections as asked for', async () => {
  const heard: string[] = []
  const sockets = new Set<unknown>()
  const report = await put(
    (request, answer) => {
      heard.push(request.url ?? '')
      sockets.add(request.socket)
      request.resume().on('end', () => answer.end('thanks'))
    },
    { count: 200 },
  )

  assert.equal(heard.length, 200)
  assert.equal(new Set(heard).size, 200)
  assert.equal(sockets.size, 4)
  assert.deepEqual([report.count, report.errors, report.failed], [200, 0, []])
  assert.ok(report.p50Ms <= report.p99Ms && report.p99Ms <= report.maxMs && report.seconds > 0)
})

test('counts as an error whatever is not answered 200, and says what it was', async () => {
  const report = await put(
    (request, answer) => {
      if (request.url === '/3') request.socket.destroy()
      else answer.writeHead(request.url === '/7' ? 503 : 200).end()
    },
    { count: 20 },
  )

  assert.deepEqual([report.count, report.errors, report.failed], [18, 2, [3, 7]])
  assert.equal(report.problems['503'], 1)
})

test('is told as much as its requests are made of', async () => {
  const options = { count: 3, of: 'x'.repeat(200_000) }
  const report = await serveAndLoad(
    (_, answer) => answer.end(),
    options,
    (load) => load.run({}),
  )

  assert.equal(report.count, 3)
})

test('reads answers whole, in pieces and in chunks', async () => {
  const report = await put(
    (_, answer) => {
      answer.write('a piece')
      setTimeout(() => answer.write('x'.repeat(70_000)), 5)
      setTimeout(() => answer.end('and the end'), 10)
    },
    { count: 12 },
  )

  assert.deepEqual([report.count, report.errors], [12, 0])
  assert.ok(report.p50Ms >= 9)
})

test('keeps to a rate, and counts the wait of what is late', async () => {
  const report = await put((_, answer) => answer.end(), { count: 50, perSecond: 100 })

  assert.equal(report.count, 50)
  assert.ok(report.seconds >= 0.45)
})

test('goes on where the last stretch ended, until the time is over or nothing is left', async () => {
  const heard: string[] = []
  await serveAndLoad(
    (request, answer) => {
      heard.push(request.url ?? '')
      answer.end()
    },
    { count: 100 },
    async (load) => {
      const first = await load.run({ count: 30 })
      const second = await load.run({ count: 1000 })
      const third = await load.run({ seconds: 0.1 })

      assert.deepEqual([first.first, first.end], [0, 30])
      assert.deepEqual([second.first, second.end], [30, 100])
      assert.equal(third.count, 0)
    },
  )
  assert.equal(heard.length, 100)
})

async function put(listener: RequestListener, stretch: Stretch) {
  return serveAndLoad(listener, { count: 1000 }, (load) => load.run(stretch))
}

async function serveAndLoad<T>(
  listener: RequestListener,
  options: Readonly<{ count: number }>,
  use: (load: Load) => Promise<T>,
): Promise<T> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const address = server.address()
    assert.ok(address !== null && typeof address === 'object')
    await using load = await Load.start({
      url: `http://127.0.0.1:${address.port}`,
      connections: 4,
      requests: { module, options },
    })
    return await use(load)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}
