import { setTimeout as sleep } from 'node:timers/promises'
import { ApiError, type ChannelType, type Client, postMessage } from '@fairlead/sdk'
import { channels } from '../../server/src/channels/list.ts'
import type { Database } from '../../server/src/db/database.ts'
import { count } from './count.ts'
import type { Crowd } from './crowd.ts'

export type Exchanged = Readonly<{
  type: ChannelType
  in: number
  out: number
  lost_in: number
  twice_in: number
  /** Conversations beside one for each customer, or on a threaded channel one for each thread. */
  split: number
  lost_out: number
  twice_out: number
  /** Where whoever is sent something again knows it by its id, and has it once: how often. It is not in `twice_out`. */
  arrived_again?: number
  /** Messages of which we do not know whether they went out. */
  unknown: number
  /** Messages that were given up after all tries, and say so; they count as lost, too. */
  failed: number
  /** Whether the provider gives any means to know: a key, an echo, a receipt. */
  can_know: boolean
  /** From the first message written until all were stored, and from the first answer until all had gone out. */
  in_seconds: number
  out_seconds: number
}>

export type Wishes = Readonly<{ messages: number; seed: number }>

/** Messages of a customer: few, so that the waits of a conversation do not add up, and fewer than any window takes. */
const perCustomer = 4
const writers = 2
const withinMs = 40 * 60_000
/** Nothing more is waited for that has not come after so long a silence: longer than a mailbox takes to be reached again. */
const silenceMs = 60_000

const faults = { errors: 0.1, rateLimits: 0.1, retryAfterSeconds: 1, lostAnswers: 0.05 } as const
const webhookFaults = { duplicates: 0.1, reordered: 0.1 } as const

/** So many messages in, and an answer to each, while the provider fails, repeats itself and forgets the order. */
export async function exchange(
  crowd: Crowd,
  { client, database, url }: Readonly<{ client: Client; database: Database; url: string }>,
  { messages, seed }: Wishes,
): Promise<Exchanged> {
  const channelId = await crowd.connect(client, url)
  crowd.faults.mix({ seed, ...faults })
  crowd.mixWebhooks({ seed, ...webhookFaults })

  const incoming = numbered('in', messages)
  const before = performance.now()
  await side(incoming, (text, index) => crowd.write(Math.floor(index / perCustomer), text))
  await crowd.settled()
  const answered = await untilStored(database, channelId, messages)
  const between = performance.now()

  const outgoing = numbered('out', messages)
  const conversations = new Map(answered.map(({ text, conversation }) => [text, conversation]))
  await side(outgoing, async (text, index) => {
    const id = conversations.get(incoming[index] ?? '')
    if (id !== undefined) await reply(client, id, text)
  })
  await untilSent(database, channelId)
  const after = performance.now()
  await crowd.settled()

  // What comes twice may come late.
  const stored = await readStored(database, channelId)
  const inbound = count(
    incoming,
    stored.map(({ text }) => text),
  )
  const outbound = count(outgoing, crowd.received())
  const { isRepeatable, receiptWaitMs } = channels[crowd.type].capabilities
  return {
    ...{ type: crowd.type, in: messages, out: messages },
    ...{ lost_in: inbound.lost, twice_in: inbound.twice },
    split: splitIn(stored, incoming),
    ...{ lost_out: outbound.lost, twice_out: outbound.twice },
    ...(crowd.arrivedAgain && { arrived_again: crowd.arrivedAgain() }),
    unknown: await countIn(database, channelId, 'unknown'),
    failed: await countIn(database, channelId, 'failed'),
    can_know: isRepeatable || receiptWaitMs > 0,
    in_seconds: Math.round((between - before) / 1000),
    out_seconds: Math.round((after - between) / 1000),
  }
}

/** As the app does: what was refused for a moment is said again, and known by its `clientId`. */
async function reply(client: Client, id: string, text: string): Promise<void> {
  for (;;) {
    try {
      await client.call(postMessage, { params: { id }, body: { text, clientId: text } })
      return
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'unavailable') throw error
      await sleep(1_000)
    }
  }
}

function numbered(way: 'in' | 'out', messages: number): string[] {
  return Array.from({ length: messages }, (_, index) => `${way} ${String(index + 1).padStart(5, '0')}`)
}

/** A few customers at a time, each of whom writes one thing after the other. */
async function side(texts: readonly string[], write: (text: string, index: number) => Promise<unknown>): Promise<void> {
  let next = 0
  const work = async () => {
    for (let first = next; first < texts.length; first = next) {
      next = first + perCustomer
      for (let index = first; index < Math.min(next, first + perCustomer, texts.length); index += 1) {
        await write(texts[index] ?? '', index)
      }
    }
  }
  await Promise.all(Array.from({ length: writers }, work))
}

type Stored = Readonly<{ text: string; conversation: string }>

async function readStored({ pool }: Database, channelId: string): Promise<Stored[]> {
  const { rows } = await pool.query<Stored>(
    `SELECT text, conversation_id AS conversation FROM message WHERE channel_id = $1 AND author_type = 'contact'`,
    [channelId],
  )
  return rows
}

function splitIn(stored: readonly Stored[], incoming: readonly string[]): number {
  const customers = new Map(incoming.map((text, index) => [text, Math.floor(index / perCustomer)]))
  const wrote = new Set(stored.flatMap(({ text }) => customers.get(text) ?? []))
  return new Set(stored.map(({ conversation }) => conversation)).size - wrote.size
}

/** Webhooks are answered once what they bring is stored; a mailbox is read when its reader comes to it. */
async function untilStored(database: Database, channelId: string, messages: number): Promise<Stored[]> {
  let stored = await readStored(database, channelId)
  let lastNews = performance.now()
  while (new Set(stored.map(({ text }) => text)).size < messages && performance.now() - lastNews < silenceMs) {
    await sleep(250)
    const before = stored.length
    stored = await readStored(database, channelId)
    if (stored.length > before) lastNews = performance.now()
  }
  return stored
}

async function untilSent(database: Database, channelId: string): Promise<void> {
  const until = Date.now() + withinMs
  while ((await countIn(database, channelId, 'pending', 'sending')) > 0) {
    if (Date.now() > until) throw new Error(`not all of channel ${channelId} went out within ${withinMs} ms`)
    await sleep(250)
  }
}

async function countIn({ pool }: Database, channelId: string, ...states: readonly string[]): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM message WHERE channel_id = $1 AND state = ANY($2::text[])',
    [channelId, states],
  )
  return rows[0]?.count ?? 0
}
