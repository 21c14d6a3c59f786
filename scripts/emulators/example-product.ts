import { createServer, type IncomingMessage } from 'node:http'
import type { Account, OutboundMessage, ProviderAnswer, ProviderRequest } from '../../server/src/channels/channel.ts'
import type { InboundEvent } from '../../server/src/channels/inbound.ts'
import { type WhatsappSecrets, type WhatsappSettings, whatsapp } from '../../server/src/channels/whatsapp/index.ts'

export const secrets: WhatsappSecrets = { accessToken: 'the-token', appSecret: 'the-secret', verifyToken: 'the-verify' }

const settings: WhatsappSettings = {
  phoneNumberId: '100000000000001',
  businessAccountId: '200000000000001',
  displayPhoneNumber: '+1 555 010 0001',
}

export type ExampleProduct = Readonly<{
  webhookUrl: string
  events: readonly InboundEvent[]
  bodies: readonly string[]
  /** What the webhook answers; null: nothing at all. */
  answerWith(...statuses: readonly (number | null)[]): void
  stop(): Promise<void>
}>

/** The smallest product there can be: it shakes hands, verifies, parses and remembers. */
export async function startExampleProduct(): Promise<ExampleProduct> {
  const events: InboundEvent[] = []
  const bodies: string[] = []
  let statuses: (number | null)[] = []

  const server = createServer((incoming, response) => {
    void bytesOf(incoming).then((body) => {
      const query = new URL(incoming.url ?? '/', 'http://127.0.0.1').searchParams
      const headers = new Headers({ 'x-hub-signature-256': String(incoming.headers['x-hub-signature-256']) })
      const request = { method: incoming.method ?? 'GET', query, headers, body }

      if (request.method === 'GET') {
        const answer = whatsapp.handshake?.(request, secrets)
        response.writeHead(answer?.status ?? 404).end(answer?.status === 200 ? answer.text : '')
        return
      }
      const status = whatsapp.verify(request, secrets) ? statuses.shift() : 401
      if (status === null) return
      bodies.push(body.toString())
      if (status === undefined) events.push(...whatsapp.parse(request, settings))
      response.writeHead(status ?? 200).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0

  return {
    webhookUrl: `http://127.0.0.1:${port}/webhooks/whatsapp/1`,
    events,
    bodies,
    answerWith(...next) {
      statuses = [...next]
    },
    stop() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

export function accountAt(baseUrl: string): Account<WhatsappSettings, WhatsappSecrets> {
  return { baseUrl, settings, secrets }
}

export function textTo(to: string, text: string, more: Partial<OutboundMessage> = {}): OutboundMessage {
  return { id: `m-${text}`, to, text, attachment: null, template: null, replyToProviderId: null, ...more }
}

/** Performs what the adapter asks for, as the server would. */
export async function perform(
  request: Readonly<{ kind: 'refused' }> | ProviderRequest | undefined,
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(),
  timeoutMs = 2_000,
): Promise<ProviderAnswer> {
  if (request?.kind !== 'request') throw new Error(`Nothing to perform: ${JSON.stringify(request)}`)
  const { method, url, body } = request
  const headers = new Headers(request.headers)
  if (body.kind === 'json') headers.set('content-type', 'application/json')

  try {
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      body: body.kind === 'json' ? JSON.stringify(body.value) : body.kind === 'multipart' ? form(body, bytes) : null,
    })
    return { kind: 'answer', status: response.status, headers: response.headers, body: await response.text() }
  } catch (error) {
    return { kind: 'no_answer', isWritten: true, detail: error instanceof Error ? error.message : String(error) }
  }
}

function form(
  { fields, file }: Extract<ProviderRequest['body'], { kind: 'multipart' }>,
  bytes: Uint8Array<ArrayBuffer>,
): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  data.set('file', new File([bytes], file.name, { type: file.type }))
  return data
}

async function bytesOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  return Buffer.concat(chunks)
}
