/**
 * How soon agents see what was committed: a server process, the streams of 1,000 signed-in agents, who all hear of
 * everything as the app's do, and 200 signed WhatsApp messages a second into conversations they hold. Then all
 * streams are cut and come back while messages go on: each has to have had every event, in order, once. Then 10,000
 * streams on which nothing comes, on a server of their own.
 *
 * `--streams 200 --seconds 4 --idle 1000` is a quick one; `--cpu-prof <folder>` writes the server's CPU profile there.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Database } from '../server/src/db/database.ts'
import { migrate } from '../server/src/db/migrate.ts'
import type { Outcome } from './bench.ts'
import type { Webhooks } from './intake/requests.ts'
import { untilAllAssigned } from './intake/verify.ts'
import type { Tally } from './live/read.ts'
import { Readers } from './live/readers.ts'
import { signInAll } from './live/sessions.ts'
import { cpuOf } from './load/cpu.ts'
import { startFairlead, startPostgres } from './load/installation.ts'
import { Load } from './load/load.ts'
import { addCustomers, appSecret, makeBusyWorkspace, secret, type Workspace } from './load/workspace.ts'

const customersPerAgent = 3
const senders = 64
/** Streams opened before the clock starts, so that what a server only once needs does not count. */
const warmUpStreams = 1000
const settleMs = 12_000

type Wishes = Readonly<{
  streams: number
  seconds: number
  messagesPerSecond: number
  idle: number
  cpuProf: string | undefined
}>

export async function run(args: readonly string[] = []): Promise<Outcome> {
  const wishes = wishesOf(args)
  await requireFiles(Math.max(wishes.streams, wishes.idle))
  await using postgres = await startPostgres()
  await migrate(postgres.url)
  await using database = new Database(postgres.url)
  const workspace = await makeBusyWorkspace(database, { agents: wishes.streams })
  await addCustomers(database, workspace, wishes.streams * customersPerAgent)
  await database.pool.query('VACUUM ANALYZE')
  const cookies = await signInAll(database, workspace.id)

  const live = await measureLive(database, postgres.url, workspace, cookies, wishes)
  const idle = await measureIdle(database, postgres.url, workspace, cookies, wishes)
  const result = { ...live, ...idle }
  return { result, lines: toLines(result) }
}

async function measureLive(
  database: Database,
  databaseUrl: string,
  workspace: Workspace,
  cookies: readonly string[],
  { streams, seconds, messagesPerSecond, cpuProf }: Wishes,
) {
  await using fairlead = await startFairlead(databaseUrl, { secret, cpuProf })
  const customers = streams * customersPerAgent
  const count = seconds * messagesPerSecond
  const webhooks: Webhooks = {
    host: new URL(fairlead.url).host,
    appSecret,
    channels: workspace.channels,
    customers,
    burst: customers,
    bursts: 2 + Math.ceil((2 * count) / customers),
    idPrefix: 'wamid.live.',
    seed: 1,
  }
  const requests = { module: join(import.meta.dirname, 'intake', 'requests.ts'), options: webhooks }
  await using load = await Load.start({ url: fairlead.url, connections: senders, requests })
  // Everybody writes once, and has an agent: what is measured goes into conversations that are held.
  await load.run({ count: customers })
  await untilAllAssigned(database, workspace.id)

  await using readers = new Readers()
  const after = await lastSequence(database, workspace.id)
  const openedIn = await readers.open({ url: fairlead.url, cookies, count: streams, after })
  const warmUp = await load.run({ count: messagesPerSecond, perSecond: messagesPerSecond })

  await readers.tell({ kind: 'measure', isOn: true })
  const cpuBefore = await cpuOf(fairlead.pid)
  const report = await load.run({ count, perSecond: messagesPerSecond })
  const cpuAfter = await cpuOf(fairlead.pid)
  const measured = await readers.tell({ kind: 'measure', isOn: false })

  const goingOn = load.run({ count, perSecond: messagesPerSecond, seconds })
  await sleep(500)
  const reconnectSeconds = await readers.reconnect()
  const later = await goingOn
  const tally = await untilAllHeard(database, workspace.id, readers)
  const [p50, p95, p99] = measured.percentiles
  return {
    streams,
    messages_per_s: Math.round(report.count / report.seconds),
    p50_ms: p50,
    p95_ms: p95,
    p99_ms: p99,
    lost: tally.lost,
    doubled: tally.doubled,
    reconnect_s: reconnectSeconds,
    heard: tally.received,
    errors: warmUp.errors + report.errors + later.errors,
    open_s: openedIn,
    cpu: {
      server: cpuBefore === null || cpuAfter === null ? null : round((cpuAfter - cpuBefore) / report.seconds),
      readers: round(measured.cpuSeconds / report.seconds),
    },
  }
}

async function untilAllHeard(database: Database, workspaceId: string, readers: Readers): Promise<Tally> {
  for (;;) {
    const sequence = await lastSequence(database, workspaceId)
    const tally = await readers.tell({ kind: 'catch-up', sequence, withinMs: 30_000 })
    // What was told meanwhile, such as presence, is waited for as well.
    if ((await lastSequence(database, workspaceId)) === sequence || tally.lost > 0) return tally
  }
}

async function measureIdle(
  database: Database,
  databaseUrl: string,
  { id }: Workspace,
  cookies: readonly string[],
  { idle }: Wishes,
) {
  await using fairlead = await startFairlead(databaseUrl, { secret })
  await using readers = new Readers()
  const after = await lastSequence(database, id)
  await readers.open({ url: fairlead.url, cookies, count: Math.min(idle, warmUpStreams), after })
  await readers.tell({ kind: 'close' })
  await sleep(settleMs)
  const before = await residentBytes(fairlead.pid)
  const openedIn = await readers.open({ url: fairlead.url, cookies, count: idle, after })
  await sleep(settleMs)
  const bytes = (await residentBytes(fairlead.pid)) - before
  const { cut } = await readers.tell({ kind: 'measure', isOn: false })
  return {
    bytes_per_idle_stream: Math.round(bytes / idle),
    idle_streams: idle - cut,
    idle_open_s: openedIn,
    idle_rss_mb: Math.round((before + bytes) / 1e6),
  }
}

async function lastSequence({ pool }: Database, workspaceId: string): Promise<number> {
  const { rows } = await pool.query<{ last: string }>('SELECT last FROM event_sequence WHERE workspace_id = $1', [
    workspaceId,
  ])
  return Number(rows[0]?.last ?? 0)
}

async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024
}

// Each stream is a file for whoever holds an end of it.
async function requireFiles(streams: number): Promise<void> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '')
  const most = Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? Number.POSITIVE_INFINITY)
  const needed = streams + 500
  if (most < needed) {
    throw new Error(`${streams} streams need ${needed} open files, and ${most} are allowed: ulimit -n ${needed}`)
  }
}

function wishesOf(args: readonly string[]): Wishes {
  const { values } = parseArgs({
    args: [...args],
    options: {
      streams: { type: 'string', default: '1000' },
      seconds: { type: 'string', default: '15' },
      messages: { type: 'string', default: '200' },
      idle: { type: 'string', default: '10000' },
      'cpu-prof': { type: 'string' },
    },
  })
  return {
    streams: Number(values.streams),
    seconds: Number(values.seconds),
    messagesPerSecond: Number(values.messages),
    idle: Number(values.idle),
    cpuProf: values['cpu-prof'],
  }
}

function toLines(result: Awaited<ReturnType<typeof measureLive>> & Awaited<ReturnType<typeof measureIdle>>): string[] {
  return [
    `${result.streams} agents' streams, ${result.messages_per_s} messages a second:`,
    `  from commit to screen: p50 ${result.p50_ms} ms, p95 ${result.p95_ms} ms, p99 ${result.p99_ms} ms`,
    `  ${result.heard} events heard; server at ${result.cpu.server} of a core, readers at ${result.cpu.readers}`,
    `  all cut, and back with everything in ${result.reconnect_s} s; lost ${result.lost}, doubled ${result.doubled}`,
    `${result.idle_streams} idle streams: ${result.bytes_per_idle_stream} bytes each, ${result.idle_rss_mb} MB in all`,
  ]
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
