import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { type WebhookBody, webhookBody } from '@fairlead/sdk'

type Received = Readonly<{ headers: IncomingHttpHeaders; text: string; body: WebhookBody }>

export type Receiver = Readonly<{
  url: string
  port: number
  received: Received[]
  [Symbol.asyncDispose](): Promise<void>
}>

type Answering = (response: ServerResponse) => void

export const answer =
  (status: number, said = '', headers: Record<string, string> = {}): Answering =>
  (response) =>
    void response.writeHead(status, headers).end(said)

/** Another system that is told: it keeps what it is told, and answers as the test says. */
export async function startReceiver(answering: Answering = answer(204), port = 0): Promise<Receiver> {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const said = await text(request)
    const body = webhookBody.parse(JSON.parse(said))
    received.push({ headers: request.headers, text: said, body })
    answering(response)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const { port: own } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${own}/told`,
    port: own,
    received,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
