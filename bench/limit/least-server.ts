/**
 * The process behind `limit_http`: the least that takes a webhook and answers when it is durable. It checks the
 * signature, reads the message, and gives what came during a commit to the next one, in one statement: the limit's own.
 * No framework, nothing shown, nobody told. What it carries is what Node and PostgreSQL leave to anything built on them.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Database } from '../../server/src/db/database.ts'

type Message = Readonly<{ channel: number; from: string; id: string; text: string; answer: () => void }>

const [databaseUrl, appSecret] = process.argv.slice(2) as [string, string]
const database = new Database(databaseUrl, { maxConnections: 1 })
let waiting: Message[] = []
let isStoring = false

const server = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    const body = Buffer.concat(parts)
    if (!isSigned(request, body)) {
      response.writeHead(401).end()
      return
    }
    const { metadata, messages } = JSON.parse(body.toString()).entry[0].changes[0].value
    const { from, id, text } = messages[0]
    const answer = () => response.end('ok')
    waiting.push({ channel: Number(metadata.phone_number_id) % 5, from, id, text: text.body, answer })
    if (!isStoring) void storeAll()
  })
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.on('disconnect', () => process.exit())

function isSigned({ headers }: IncomingMessage, body: Buffer): boolean {
  const given = Buffer.from(String(headers['x-hub-signature-256']))
  const made = Buffer.from(`sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`)
  return given.length === made.length && timingSafeEqual(given, made)
}

async function storeAll(): Promise<void> {
  isStoring = true
  await new Promise((resolve) => setImmediate(resolve))
  while (waiting.length > 0) {
    const batch = waiting
    waiting = []
    await database.pool.query({
      name: 'inbound_batch',
      text: 'SELECT lim.inbound_batch($1, $2, $3, $4)',
      values: [
        batch.map(({ channel }) => channel),
        batch.map(({ from }) => from),
        batch.map(({ id }) => id),
        batch.map(({ text }) => text),
      ],
    })
    for (const { answer } of batch) answer()
  }
  isStoring = false
}
