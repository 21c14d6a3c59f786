import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { type GraphFront, startGraphFront } from './graph-front.ts'

let front: GraphFront
let behind: readonly Readonly<{ url: string; stop(): void }>[]

before(async () => {
  behind = await Promise.all(['page', 'number'].map(serve))
  front = await startGraphFront([
    { url: behind[0]!.url, has: (id) => id === '100' },
    { url: behind[1]!.url, has: () => false },
  ])
})

after(async () => {
  await front.stop()
  for (const { stop } of behind) stop()
})

test('asks whoever knows the id, and the last for all others', async () => {
  const ask = async (path: string, body = '') => (await fetch(front.url + path, { method: 'POST', body })).text()
  assert.equal(await ask('/v25.0/100/messages', 'Grüße'), 'page POST /v25.0/100/messages Grüße')
  assert.equal(await ask('/v25.0/200/messages?a=b'), 'number POST /v25.0/200/messages?a=b ')
  assert.equal(await ask('/'), 'number POST / ')
})

test('cuts the connection when it is cut behind', async () => {
  await assert.rejects(fetch(`${front.url}/v25.0/100/cut`))
})

async function serve(name: string) {
  const server = createServer((incoming, response) => {
    if (incoming.url?.endsWith('/cut')) response.destroy()
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => response.end(`${name} ${incoming.method} ${incoming.url} ${Buffer.concat(chunks)}`))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  return {
    url,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}
