import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'

/** A product of Meta's behind the one address of Graph. */
export type GraphProduct = Readonly<{ url: string; has(id: string): boolean }>

export type GraphFront = Readonly<{ url: string; stop(): Promise<void> }>

/**
 * The one address of Graph before the stand-ins of several products: who is asked is told by the id in the path. The last
 * one takes what nobody knows. Nothing is read or changed on the way, and a connection that is cut behind is cut before.
 */
export async function startGraphFront(products: readonly GraphProduct[], port = 0): Promise<GraphFront> {
  const last = products.at(-1)
  if (last === undefined) throw new Error('There is no product to stand before.')

  const server = createServer((incoming, response) => {
    const [, , id = ''] = (incoming.url ?? '').split(/[/?]/).map(decodeURIComponent)
    const { url } = products.find((product) => product.has(id)) ?? last
    passOn(incoming, response, url)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function passOn(incoming: IncomingMessage, response: ServerResponse, url: string): void {
  const { method = 'GET', headers } = incoming
  const onward = request(new URL(incoming.url ?? '/', url), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
    answer.on('error', () => response.destroy())
  })
  onward.on('error', () => response.destroy())
  response.on('close', () => onward.destroy())
  incoming.pipe(onward)
}
