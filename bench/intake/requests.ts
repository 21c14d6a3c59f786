import { createHmac } from 'node:crypto'

/** Customer n (from 1) writes to channel n modulo the number of channels. */
export type Webhooks = Readonly<{
  host: string
  appSecret: string
  channels: readonly Readonly<{ id: string; phoneNumberId: string }>[]
  /** How many customers there are; who writes is drawn among them. */
  customers: number
  /** In each burst, so many of them write once: a webhook with one text message. */
  burst: number
  bursts: number
  /** Begins every provider id, which ends with the webhook's index. */
  idPrefix: string
  seed: number
}>

export function makeRequests(webhooks: Webhooks): readonly Buffer[] {
  return writersOf(webhooks).map((customer, index) => webhookOf(webhooks, customer, `${webhooks.idPrefix}${index}`))
}

/** A text message of a customer, as it goes over the wire. */
export function webhookOf(
  { host, appSecret, channels }: Pick<Webhooks, 'host' | 'appSecret' | 'channels'>,
  customer: number,
  id: string,
): Buffer {
  const channel = channels[customer % channels.length]!
  const timestamp = String(Math.floor(Date.now() / 1000))
  const body = bodyOf({ customer, phoneNumberId: channel.phoneNumberId, id, timestamp })
  const signature = createHmac('sha256', appSecret).update(body).digest('hex')
  return Buffer.from(
    `POST /webhooks/whatsapp/${channel.id} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n` +
      `X-Hub-Signature-256: sha256=${signature}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    'latin1',
  )
}

/** The number that a customer writes from. In SQL: `'1555' || 1000000 + n`. */
function addressOf(customer: number): string {
  return `1555${1_000_000 + customer}`
}

// As the provider writes it, with ASCII only: its length is that of its bytes.
function bodyOf(message: { customer: number; phoneNumberId: string; id: string; timestamp: string }): string {
  const { customer, phoneNumberId, id, timestamp } = message
  const from = addressOf(customer)
  const text = 'Hello, I need help with my order 12345, it has not arrived yet'
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '200000000000001',
        changes: [
          {
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '15550783881', phone_number_id: phoneNumberId },
              contacts: [{ profile: { name: `Customer ${customer}` }, wa_id: from }],
              messages: [{ from, id, timestamp, text: { body: text }, type: 'text' }],
            },
            field: 'messages',
          },
        ],
      },
    ],
  })
}

// The same ones each time: mulberry32 under Fisher and Yates.
function writersOf({ customers, burst, bursts, seed }: Webhooks): number[] {
  const numbers = Int32Array.from({ length: customers }, (_, index) => index + 1)
  const writers: number[] = []
  let state = seed
  for (let drawn = 0; drawn < burst * bursts; drawn += 1) {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    const place = drawn % burst
    const other = place + (((mixed ^ (mixed >>> 14)) >>> 0) % (customers - place))
    const writer = numbers[other]!
    numbers[other] = numbers[place]!
    numbers[place] = writer
    writers.push(writer)
  }
  return writers
}
