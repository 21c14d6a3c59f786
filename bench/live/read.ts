/** The process of the readers: see readers.ts. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Connection } from './connection.ts'

export type Order =
  | { kind: 'open'; url: string; cookies: readonly string[]; count: number; after: number }
  | { kind: 'measure'; isOn: boolean }
  | { kind: 'reconnect' }
  | { kind: 'catch-up'; sequence: number; withinMs: number }
  | { kind: 'close' }

export type Tally = Readonly<{
  received: number
  /** Over all streams: passed over, or not come by the end. */
  lost: number
  doubled: number
  cut: number
  /** p50, p95 and p99 from commit to arrival, in milliseconds, over all streams. */
  percentiles: readonly number[]
  cpuSeconds: number
}>

export type Told =
  | { kind: 'opened'; seconds: number }
  | ({ kind: 'tally' } & Tally)
  | { kind: 'failed'; problem: string }

const openedAtOnce = 32
const mostMs = 60_000
/** As the app does after a break (web/src/realtime/reconnect-delay.ts). */
const comesBackAfterMs = () => 400 + 400 * Math.random()

const connections: Connection[] = []
const committedAt = new Map<number, number>()
const latencies = new Uint32Array(mostMs + 1)
let isMeasuring = false

process.on('disconnect', () => process.exit())
process.on('message', (order: Order) => {
  obey(order).then(tell, (error: unknown) => tell({ kind: 'failed', problem: String(error) }))
})

async function obey(order: Order): Promise<Told> {
  switch (order.kind) {
    case 'open':
      return open(order)
    case 'measure':
      isMeasuring = order.isOn
      return tally(0)
    case 'reconnect':
      return reconnect()
    case 'catch-up':
      await untilAt(order.sequence, order.withinMs)
      return tally(order.sequence)
    case 'close':
      for (const connection of connections.splice(0)) connection.cut()
      return tally(0)
  }
}

async function open({ url, cookies, count, after }: Extract<Order, { kind: 'open' }>): Promise<Told> {
  const from = performance.now()
  let left = count
  const work = async () => {
    while (left > 0) {
      left -= 1
      const connection = new Connection(url, cookies[left % cookies.length]!, after, hear)
      connections.push(connection)
      await connection.open()
    }
  }
  await Promise.all(Array.from({ length: openedAtOnce }, work))
  return { kind: 'opened', seconds: (performance.now() - from) / 1000 }
}

// How long until everybody is back and has what was committed before they left.
async function reconnect(): Promise<Told> {
  const newest = Math.max(...connections.map(({ account }) => account.last))
  for (const connection of connections) connection.cut()
  const from = performance.now()
  await Promise.all(
    connections.map(async (connection) => {
      await sleep(comesBackAfterMs())
      for (let tries = 1; ; tries += 1) {
        try {
          return await connection.open()
        } catch (error) {
          if (tries === 10) throw error
          await sleep(comesBackAfterMs())
        }
      }
    }),
  )
  await untilAt(newest, mostMs)
  return { kind: 'opened', seconds: (performance.now() - from) / 1000 }
}

async function untilAt(sequence: number, withinMs: number): Promise<void> {
  const until = performance.now() + withinMs
  while (performance.now() < until && connections.some(({ account }) => account.last < sequence)) await sleep(20)
}

function hear(sequence: number, buffer: Buffer, start: number): void {
  if (!isMeasuring) return
  let at = committedAt.get(sequence)
  if (at === undefined) {
    const [, instant] = /"at":"([^"]+)"/.exec(buffer.toString('latin1', start, start + 600)) ?? []
    at = Date.parse(instant ?? '')
    committedAt.set(sequence, at)
  }
  const late = Math.max(0, Math.min(mostMs, Date.now() - at))
  latencies[late]! += 1
}

function tally(sequence: number): Told {
  const accounts = connections.map(({ account }) => account)
  const sum = (of: (account: (typeof accounts)[number]) => number) => accounts.reduce((all, each) => all + of(each), 0)
  return {
    kind: 'tally',
    received: sum(({ received }) => received),
    lost: sum(({ lost, last }) => lost + Math.max(0, sequence - last)),
    doubled: sum(({ doubled }) => doubled),
    cut: connections.filter(({ isCut }) => isCut).length,
    percentiles: [0.5, 0.95, 0.99].map(percentile),
    cpuSeconds: (process.cpuUsage().user + process.cpuUsage().system) / 1e6,
  }
}

function percentile(share: number): number {
  const count = latencies.reduce((sum, each) => sum + each, 0)
  let seen = 0
  return Math.max(
    0,
    latencies.findIndex((each) => {
      seen += each
      return seen >= share * count
    }),
  )
}

function tell(told: Told): void {
  process.send?.(told)
}
