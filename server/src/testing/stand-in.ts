import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

type Asked = Readonly<{ method: string; path: string; headers: IncomingHttpHeaders; body: string }>
type Answer = Readonly<{ status?: number; headers?: Record<string, string>; body?: unknown }>

export type StandIn = Readonly<{
  url: string
  requests: Asked[]
  [Symbol.asyncDispose](): Promise<void>
}>

/** Takes the place of a provider: answers as the test says, and keeps what it was asked. Bodies are JSON, or bytes. */
export async function startStandIn(answer: (asked: Asked) => Answer | Promise<Answer>): Promise<StandIn> {
  const requests: Asked[] = []
  const server = createServer(async (request, response) => {
    const { method = '', url: path = '', headers } = request
    const asked = { method, path, headers, body: await text(request) }
    requests.push(asked)
    const { status = 200, headers: given = {}, body = {} } = await answer(asked)
    response.writeHead(status, { 'content-type': 'application/json', ...given })
    response.end(Buffer.isBuffer(body) ? body : JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
