import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { Faults } from './faults.ts'
import { Webhooks } from './webhooks.ts'

const got: string[] = []
const headers: (string | undefined)[] = []
let answers: number[] = []
let url = ''
const product = createServer(async (incoming, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  got.push(Buffer.concat(chunks).toString())
  headers.push(incoming.headers['x-signature']?.toString())
  response.writeHead(answers.shift() ?? 204).end()
})
before(async () => {
  await new Promise<void>((resolve) => product.listen(0, '127.0.0.1', resolve))
  const address = product.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/webhooks/1`
})
after(() => {
  product.closeAllConnections()
  product.close()
})

test('a mix of faults takes its shares, the same for the same seed, of what is sent alone', () => {
  const draw = (): string[] => {
    const faults = new Faults<'send' | 'upload'>('send')
    faults.mix({ seed: 7, errors: 0.1, rateLimits: 0.1, lostAnswers: 0.05, retryAfterSeconds: 1 })
    assert.deepEqual(faults.take('upload'), {})
    return Array.from({ length: 10_000 }, () => JSON.stringify(faults.take('send')))
  }
  const drawn = draw()
  const shareOf = (fault: object): number => drawn.filter((one) => one === JSON.stringify(fault)).length / 10_000
  assert.ok(Math.abs(shareOf({ status: 500 }) - 0.1) < 0.02)
  assert.ok(Math.abs(shareOf({ status: 429, retryAfterSeconds: 1 }) - 0.1) < 0.02)
  assert.ok(Math.abs(shareOf({ dropAfterApply: true }) - 0.05) < 0.02)
  assert.deepEqual(draw(), drawn)
})

test('what waits comes before the mix, and clearing ends both', () => {
  const faults = new Faults<'send' | 'upload'>('send')
  faults.mix({ seed: 1, errors: 1 })
  faults.next({ delayMs: 5 })
  assert.deepEqual(faults.take('send'), { delayMs: 5 })
  assert.deepEqual(faults.take('send'), { status: 500 })
  faults.clear()
  assert.deepEqual(faults.take('send'), {})
})

test('webhooks are signed over their address and body, and taken by what the provider calls taken', async () => {
  got.length = headers.length = 0
  answers = [500, 200]
  const webhooks = open({ isTaken: (status) => status === 200 })
  assert.equal((await webhooks.deliver(url, 'one')).status, 500)
  await webhooks.settled()
  assert.deepEqual(got, ['one#1', 'one#2'])
  assert.deepEqual(headers, [`${url}|one#1`, `${url}|one#2`])
  assert.deepEqual(webhooks.deliveries()[0]?.state, 'delivered')
})

test('a mix of webhooks brings some twice, and some later than those after them, and loses none', async () => {
  got.length = 0
  answers = []
  const webhooks = open({ write: String })
  webhooks.mix({ seed: 3, duplicates: 0.2, reordered: 0.2 })
  const sent = Array.from({ length: 100 }, (_, index) => String(index).padStart(2, '0'))
  for (const each of sent) await webhooks.deliver(url, each)
  await webhooks.settled()

  assert.deepEqual([...new Set(got)].sort(), sent)
  assert.ok(got.length > 105 && got.length < 140, `${got.length} posts`)
  assert.notDeepEqual([...new Set(got)], sent)
})

function open(options: Partial<ConstructorParameters<typeof Webhooks>[0]>): Webhooks {
  return new Webhooks({
    write: (payload, attempt) => `${String(payload)}#${attempt}`,
    sign: (body, address) => ({ 'x-signature': `${address}|${body}` }),
    type: 'text/plain',
    timeoutMs: 1_000,
    redeliverAfterMs: [5, 5],
    ...options,
  })
}
