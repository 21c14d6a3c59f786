import assert from 'node:assert/strict'
import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net'
import { afterEach, test } from 'node:test'
import { createGuardedFetch, isPrivateAddress, OutboundError, type OutboundRequest, readText } from './guarded-fetch.ts'

const guarded = createGuardedFetch({ allowPrivateNetwork: false })
const open = createGuardedFetch({ allowPrivateNetwork: true })

const servers: (Server | TcpServer)[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

const doors = [
  '127.0.0.1',
  '127.1',
  '127.255.255.254',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '017700000001',
  '0',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '169.254.169.254',
  '100.64.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::ffff:10.0.0.1]',
  '[::127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[2002:7f00:1::]',
  '[fc00::1]',
  '[fd12::1]',
  '[fe80::1]',
  '[fec0::1]',
  '[ff02::1]',
  'localhost',
  'LOCALHOST',
  '127.0.0.1.',
]

for (const host of doors) {
  test(`does not go to ${host}`, async () => {
    const { port } = await serve((_, response) => response.end('inside'))

    await assert.rejects(ask(guarded, `http://${host}:${port}/`), (error: OutboundError) => {
      return error instanceof OutboundError && !error.isWritten && error.message.includes('private network')
    })
  })
}

test('what is public is public', () => {
  for (const address of [
    '8.8.8.8',
    '172.15.255.255',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '::ffff:8.8.8.8',
  ]) {
    assert.equal(isPrivateAddress(address), false, address)
  }
})

test('goes there when that is allowed', async () => {
  const { url, port } = await serve((request, response) => response.end(`hello ${request.headers['user-agent']}`))

  for (const address of [url, `http://localhost:${port}/`]) {
    const { status, body } = await ask(open, address)
    assert.deepEqual([status, await readText(body, 1000)], [200, 'hello Fairlead'])
  }
})

test('speaks HTTP and nothing else', async () => {
  for (const url of ['file:///etc/passwd', 'ftp://example.com/', 'data:text/plain,x', 'javascript:alert(1)']) {
    await assert.rejects(ask(open, url), OutboundError)
  }
})

test('sends what it is given, however it comes', async () => {
  const { url } = await serve(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    response.end(`${request.method} ${request.headers['content-length'] ?? 'chunked'} ${text}`)
  })
  async function* chunks() {
    yield Buffer.from('one ')
    yield Buffer.from('two')
  }

  for (const [body, expected] of [
    ['grüße', 'POST 7 grüße'],
    [Buffer.from('bytes'), 'POST 5 bytes'],
    [chunks(), 'POST chunked one two'],
    [null, 'POST 0 '],
  ] as const) {
    const response = await ask(open, url, { method: 'POST', body })
    assert.equal(await readText(response.body, 1000), expected)
  }
})

test('follows nobody elsewhere', async () => {
  const { url } = await serve((request, response) => {
    response.writeHead(request.url === '/' ? 302 : 200, { location: '/secret' }).end()
  })

  const { status, headers } = await ask(open, url, { headers: { authorization: 'Bearer secret' } })

  assert.deepEqual([status, headers.get('location')], [302, '/secret'])
})

test('waits only so long, and knows that the request may have arrived', async () => {
  const { url } = await serve(() => undefined)

  const started = performance.now()
  await assert.rejects(ask(open, url, { method: 'POST', body: 'x', timeoutMs: 200 }), (error: OutboundError) => {
    return error.isWritten && error.message === 'no answer in time'
  })
  assert.ok(performance.now() - started < 1500)
})

test('waits only so long for the rest of an answer', async () => {
  const { url } = await serve((_, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('some')
  })

  const { body } = await ask(open, url, { timeoutMs: 200 })

  await assert.rejects(
    readText(body, 1000),
    (error: OutboundError) => error instanceof OutboundError && error.isWritten,
  )
})

test('a connection that never came about has written nothing', async () => {
  const { url, server } = await serve(() => undefined)
  await new Promise((resolve) => server.close(resolve))

  await assert.rejects(ask(open, url, { method: 'POST', body: 'x' }), (error: OutboundError) => {
    return error instanceof OutboundError && !error.isWritten
  })
  await assert.rejects(ask(guarded, 'http://does-not-exist.invalid/'), (error: OutboundError) => {
    return error instanceof OutboundError && !error.isWritten
  })
})

test('a connection that broke after the request may have delivered it', async () => {
  const { url } = await serve((request) => request.socket.destroy())

  await assert.rejects(ask(open, url, { method: 'POST', body: 'x' }), (error: OutboundError) => {
    return error instanceof OutboundError && error.isWritten
  })
})

test('a body that breaks off is an error of ours, not half an answer', async () => {
  const { url } = await serve((_, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('half')
    setTimeout(() => response.destroy(), 50)
  })

  const { body } = await ask(open, url)

  await assert.rejects(readText(body, 1000), OutboundError)
})

test('reads no more than it wants to', async () => {
  let sent = 0
  let isGone: () => void
  const gone = new Promise<void>((resolve) => {
    isGone = resolve
  })
  const { url } = await serve((_, response) => {
    const chunk = Buffer.alloc(64 * 1024)
    const write = () => {
      while (!response.destroyed && sent < 1e9 && response.write(chunk)) sent += chunk.length
    }
    response.on('drain', write)
    response.on('close', () => isGone())
    write()
  })

  const { body } = await ask(open, url)
  await assert.rejects(readText(body, 1_000_000), /longer than/)
  await gone

  assert.ok(sent < 50e6, `${sent} bytes`)
})

test('survives an answer that is no HTTP', async () => {
  const url = await serveRaw('no HTTP at all\r\n\r\n')

  await assert.rejects(ask(open, url), OutboundError)
})

test('survives an answer that switches to something else', async () => {
  const url = await serveRaw('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: tea\r\n\r\n')

  await assert.rejects(ask(open, url, { timeoutMs: 500 }), OutboundError)
})

type Asked = Partial<Pick<OutboundRequest, 'method' | 'body' | 'headers' | 'timeoutMs'>>

function ask(
  fetch: typeof open,
  url: string,
  { method = 'GET', body = null, headers = {}, timeoutMs = 3000 }: Asked = {},
) {
  return fetch({ method, url, headers, body, timeoutMs })
}

async function serve(listener: RequestListener): Promise<{ url: string; port: number; server: Server }> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, port, server }
}

/** Answers every connection with this, whatever it asks. */
async function serveRaw(answer: string): Promise<string> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined).resume()
    socket.write(answer)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}
