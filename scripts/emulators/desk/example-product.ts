import { createServer, type IncomingMessage } from 'node:http'
import type { Account, Channel } from '../../../server/src/channels/channel.ts'
import type { InboundEvent, InboundMessage, InboundStatus } from '../../../server/src/channels/inbound.ts'

export type ExampleProduct = Readonly<{
  webhookUrl: string
  events: readonly InboundEvent[]
  bodies: readonly string[]
  /** @throws when it did not come. */
  messageOf(providerId: string): InboundMessage
  /** What became of one of ours. */
  statusesOf(messageId: string): readonly InboundStatus[]
  /** The last that was heard of whether somebody may be written to. */
  standingOf(address: string): string | undefined
  /** What the webhook answers, one after the other; null: nothing at all. */
  answerWith(...statuses: readonly (number | null)[]): void
  stop(): Promise<void>
}>

/** The smallest product there can be: it shakes hands, verifies, parses and remembers. */
export async function startExampleProduct<Settings, Secrets>(
  adapter: Channel<Settings, Secrets>,
  account: Account<Settings, Secrets>,
): Promise<ExampleProduct> {
  const events: InboundEvent[] = []
  const bodies: string[] = []
  let statuses: (number | null)[] = []
  let webhookUrl = ''

  const server = createServer((incoming, response) => {
    void bytesOf(incoming).then(async (body) => {
      const url = new URL(incoming.url ?? '/', webhookUrl)
      const known = { ...account, webhookUrl }
      const request = {
        method: incoming.method ?? 'GET',
        url: url.href,
        query: url.searchParams,
        headers: new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
        body,
      }

      if (request.method === 'GET') {
        const answer = adapter.handshake?.(request, known)
        response.writeHead(answer?.status ?? 404).end(answer?.status === 200 ? answer.text : '')
        return
      }
      const status = adapter.verify(request, known, Date.now()) ? statuses.shift() : 401
      if (status === null) return
      bodies.push(body.toString())
      if (status === undefined) events.push(...(await adapter.parse(request, known)))

      const { status: ok, type, body: text } = adapter.acknowledgement ?? { status: 200, type: 'text/plain', body: '' }
      if (status === undefined) response.writeHead(ok, { 'content-type': type }).end(text)
      else response.writeHead(status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  webhookUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/webhooks/${adapter.type}/1`

  return {
    webhookUrl,
    events,
    bodies,
    messageOf(providerId) {
      const event = events.find((one) => one.kind === 'message' && one.providerId === providerId)
      if (event?.kind !== 'message') throw new Error(`There is no message ${providerId}.`)
      return event
    },
    statusesOf: (messageId) =>
      events.filter((event) => event.kind === 'status').filter((event) => event.messageId === messageId),
    standingOf(address) {
      const standings = events.filter((event) => event.kind === 'standing')
      return standings.findLast(({ contact }) => contact.addresses.includes(address))?.standing
    },
    answerWith(...next) {
      statuses = [...next]
    },
    stop() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

async function bytesOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  return Buffer.concat(chunks)
}
