import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { test } from 'node:test'
import { createDoors, Refusal } from './doors.ts'

test('waits as long as a proxy asks for that answers with a page of its own', async () => {
  const server = createServer((_, response) => {
    response.writeHead(429, { 'retry-after': '7', 'content-type': 'text/html' }).end('<h1>Slow down</h1>')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(typeof address === 'object' && address)

  const { read } = createDoors(`http://127.0.0.1:${address.port}/webchat/c1/`)
  await assert.rejects(read('a token'), (error) => {
    assert.ok(error instanceof Refusal)
    assert.deepEqual([error.status, error.code, error.retryAfterMs], [429, 'status_429', 7000])
    return true
  })
  server.closeAllConnections()
  server.close()
})
