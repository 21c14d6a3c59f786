import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { Random } from '../../../scripts/demo/random.ts'
import { Faults } from '../../../scripts/emulators/desk/faults.ts'
import type { WebhookMix } from '../../../scripts/emulators/desk/webhooks.ts'

const LATEST_MS = 1_000
/** Of what is held back, how much whoever asked hears nothing of any more: they ask again before it arrives. */
const GIVEN_UP = 0.5
/** Streams break after so many bytes, mostly in the middle of an event, or when they have been quiet for long. */
const MOST_BYTES = 3_000
const MOST_QUIET_MS = 15_000

/**
 * What lies between visitors and the server: networks that lose requests or answers, bring some twice or late, and break
 * streams off. It does not know what it carries.
 */
export async function openGateway() {
  const faults = new Faults('request')
  const underWay = new Set<Promise<unknown>>()
  let chance: Readonly<{ shares: WebhookMix; random: Random }> | null = null
  let target = ''

  const server = createServer((incoming, outgoing) => {
    follow(serve(incoming, outgoing)).catch(() => outgoing.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The gateway has no port.')

  return {
    url: `http://127.0.0.1:${address.port}`,
    /** Where it leads. */
    lead(to: string): void {
      target = to
    },
    faults,
    /** What else goes wrong from now on; null: nothing. */
    mix(shares: WebhookMix | null): void {
      chance = shares && { shares, random: new Random(shares.seed) }
    },
    /** Resolves when nothing is on its way, but streams. */
    async settled(): Promise<void> {
      while (underWay.size > 0) await Promise.allSettled(underWay)
    },
    async stop(): Promise<void> {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming)
    const { status, retryAfterSeconds, dropAfterApply } = faults.take('request')
    if (status !== undefined) {
      const later = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }
      outgoing.writeHead(status, later).end('<h1>Try again</h1>')
      return
    }

    const { duplicates = 0, reordered = 0 } = chance?.shares ?? {}
    const { random } = chance ?? {}
    if (incoming.method !== 'GET' && random?.isLikely(duplicates)) {
      void follow(sleep(random.between(0, LATEST_MS)).then(() => passOn(incoming, body).then(drain))).catch(
        () => undefined,
      )
    }
    if (random?.isLikely(reordered)) {
      if (random.isLikely(GIVEN_UP)) outgoing.destroy()
      await sleep(random.between(0, LATEST_MS))
    }

    const answer = await passOn(incoming, body)
    if (outgoing.destroyed || dropAfterApply) {
      outgoing.destroy()
      // A stream does not end by itself.
      answer.destroy()
    } else if (answer.headers['content-type']?.startsWith('text/event-stream')) {
      carry(answer, outgoing)
    } else {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(await buffer(answer))
    }
  }

  async function passOn({ method, headers, url }: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
    const onward = request(new URL(url ?? '/', target), { method, headers }).end(body)
    // Also when the server goes away behind its answer, which ends with the answer.
    onward.on('error', () => undefined)
    const [answer]: IncomingMessage[] = await once(onward, 'response')
    if (answer === undefined) throw new Error('There is no answer.')
    return answer
  }

  function carry(answer: IncomingMessage, outgoing: ServerResponse): void {
    let left = chance?.random.between(0, MOST_BYTES) ?? Number.POSITIVE_INFINITY
    let isBroken = false
    const breakOff = () => {
      outgoing.destroy()
      answer.destroy()
    }
    const quiet = chance ? setTimeout(breakOff, chance.random.between(0, MOST_QUIET_MS)) : null
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.on('data', (chunk: Buffer) => {
      quiet?.refresh()
      if (isBroken) return
      if (chunk.length < left) {
        outgoing.write(chunk)
        left -= chunk.length
      } else {
        isBroken = true
        outgoing.write(chunk.subarray(0, left), breakOff)
      }
    })
    answer.on('end', () => isBroken || outgoing.end())
    answer.on('error', breakOff)
    outgoing.on('close', () => {
      if (quiet) clearTimeout(quiet)
      answer.destroy()
    })
  }

  async function follow(work: Promise<unknown>): Promise<void> {
    underWay.add(work)
    try {
      await work
    } finally {
      underWay.delete(work)
    }
  }
}

async function drain(answer: IncomingMessage): Promise<void> {
  await buffer(answer)
}
