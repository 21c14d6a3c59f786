import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ServerType, serve } from '@hono/node-server'
import type { Logger } from 'pino'
import { Queues } from './assignment/queues.ts'
import { Storage } from './attachments/storage.ts'
import { createPeople } from './auth/people.ts'
import { readOrMakeSecret, Secrets } from './auth/secrets.ts'
import { ChannelHealth } from './channels/health.ts'
import type { Config } from './config.ts'
import { followClock } from './db/clock.ts'
import { Database } from './db/database.ts'
import { EmbeddedPostgres } from './db/embedded.ts'
import { migrate } from './db/migrate.ts'
import { LiveEvents } from './events/live.ts'
import { LogReaders } from './events/log-readers.ts'
import { Expectations } from './expectations/expectations.ts'
import { Housekeeping } from './housekeeping.ts'
import { createHttp } from './http/app.ts'
import { Health } from './http/health.ts'
import { openMetricsPort } from './http/metrics-port.ts'
import { StaticFiles } from './http/static.ts'
import { Intake } from './intake/intake.ts'
import { Mailboxes } from './mailboxes/mailboxes.ts'
import { Connections } from './members/connections.ts'
import { Metrics } from './metrics/metrics.ts'
import { createGuardedFetch } from './providers/guarded-fetch.ts'
import type { Providers } from './providers/providers.ts'
import { pushReader } from './push/reader.ts'
import { searchReader } from './search/reader.ts'
import { startTracing } from './tracing/trace.ts'
import { webhookReader } from './webhooks/collect.ts'
import { JobWorker } from './worker.ts'
import { followWorkflows } from './workflows/routing/concerned.ts'
import { Waker } from './workflows/shell/waker.ts'
import { workflowReader } from './workflows/triggers/reader.ts'
import { WorkflowTimers } from './workflows/triggers/timers.ts'

export type App = Readonly<{
  /** Answers a request without a port. */
  fetch: (request: Request) => Response | Promise<Response>
  database: Database
  queues: Queues
  expectations: Expectations
  jobs: JobWorker
  start: () => Promise<{ port: number }>
  /** Finishes what is under way, within a few seconds, and lets everything go. */
  stop: () => Promise<void>
}>

const drainMs = 400

const repository = join(import.meta.dirname, '..', '..')

/** Builds the whole server. `onFatal` hears when it cannot go on: the embedded database is gone for good. */
export async function createApp(
  config: Config,
  log: Logger,
  onFatal: (error: Error) => void = () => undefined,
): Promise<App> {
  await mkdir(config.dataDir, { recursive: true })
  const embedded =
    config.databaseUrl === null ? await EmbeddedPostgres.start({ dataDir: config.dataDir, log: toLines(log) }) : null
  embedded?.onCrash(onFatal)
  const url = config.databaseUrl ?? embedded!.url
  try {
    await migrate(url)
    const parts = await assemble(config, log, url)
    return withLife(config, log, parts, embedded)
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}

type Parts = Awaited<ReturnType<typeof assemble>>

async function assemble(config: Config, log: Logger, url: string) {
  const version = await readVersion()
  const stopTracing = await startTracing(config.traces, version)
  const database = new Database(url)
  const leaveClock = await followClock(async () => {
    const { rows } = await database.pool.query<{ at: Date }>('SELECT clock_timestamp() AS at')
    return rows[0]!.at
  })
  const secrets = new Secrets(await readOrMakeSecret(config.secret, config.dataDir))
  const people = createPeople(database.db, config, secrets.sessionSecret)
  const providers: Providers = {
    fetch: createGuardedFetch(config),
    storage: new Storage(config.dataDir),
    secrets,
    urls: config.providers,
    publicUrl: config.publicUrl,
    allowPrivateNetwork: config.allowPrivateNetwork,
  }
  const live = new LiveEvents(database, url, log)
  const connections = new Connections(database, log)
  followWorkflows(database)
  const queues = new Queues(database, log)
  const expectations = new Expectations(database, log)
  const files = new StaticFiles(
    { web: join(repository, 'web', 'dist'), widget: join(repository, 'widget', 'dist') },
    config.brotliQuality,
  )
  const metrics = new Metrics({
    database,
    countStreams: () => live.streamCount,
    build: { version, roles: config.roles },
  })
  const health = new Health(database.db, metrics, config)
  const intake = new Intake(database, log)
  intake.onBatch((batch) => metrics.observeBatch(batch))
  const channelHealth = new ChannelHealth(database, log)
  const http = createHttp({ config, database, people, providers, live, connections, intake, files, health, log })
  const jobs = new JobWorker(database, providers, log)
  const mailboxes = new Mailboxes(database, providers, log)
  const logReaders = new LogReaders(database, [webhookReader, searchReader, pushReader, workflowReader(log)], log)
  const waker = new Waker(database, log)
  const workflowTimers = new WorkflowTimers(database, log)
  const housekeeping = new Housekeeping(database, providers, log, config.keep)
  return {
    database,
    live,
    connections,
    queues,
    expectations,
    health,
    metrics,
    http,
    jobs,
    mailboxes,
    logReaders,
    workflowTimers,
    waker,
    housekeeping,
    channelHealth,
    stopTracing,
    leaveClock,
  }
}

async function readVersion(): Promise<string> {
  const manifest: { version: string } = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8'))
  return manifest.version
}

function withLife(config: Config, log: Logger, parts: Parts, embedded: EmbeddedPostgres | null): App {
  const { database, live, connections, queues, expectations, health, metrics, http, jobs, mailboxes, housekeeping } =
    parts
  let server: ServerType | null = null
  let metricsPort: { close: () => void } | null = null

  return {
    fetch: (request) => http.fetch(request),
    database,
    queues,
    expectations,
    jobs,
    async start() {
      live.start()
      connections.start()
      queues.start()
      expectations.start()
      parts.channelHealth.start()
      metricsPort = await openMetricsPort(config, health, log)
      if (config.roles.includes('worker')) {
        await jobs.start()
        mailboxes.start()
        parts.logReaders.start()
        parts.workflowTimers.start()
        parts.waker.start()
        housekeeping.start()
      }
      if (!config.roles.includes('web')) return { port: 0 }
      return new Promise((resolve, reject) => {
        server = serve(
          { fetch: http.fetch, port: config.port, ...(config.host ? { hostname: config.host } : {}) },
          ({ port }) => resolve({ port }),
        )
        server.once('error', reject)
      })
    },
    async stop() {
      health.isDraining = true
      await live.stop()
      if (server) {
        // A proxy that asks sends nobody else here, and who comes all the same is served and told not to come back.
        await sleep(drainMs)
        await closeServer(server)
      }
      connections.stop()
      housekeeping.stop()
      await mailboxes.stop()
      await parts.workflowTimers.stop()
      await parts.logReaders.stop()
      await parts.waker.stop()
      await jobs.stop()
      await queues.stop()
      await expectations.stop()
      await parts.channelHealth.stop()
      metricsPort?.close()
      metrics.stop()
      parts.leaveClock()
      await parts.stopTracing()
      await database[Symbol.asyncDispose]()
      await embedded?.stop()
      log.info('stopped')
    },
  }
}

// Streams were ended by `live`; what still answers after a few seconds is cut off.
async function closeServer(server: ServerType): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
  if ('closeIdleConnections' in server) server.closeIdleConnections()
  const cut = setTimeout(() => {
    if ('closeAllConnections' in server) server.closeAllConnections()
  }, 4000)
  await closed
  clearTimeout(cut)
}

function toLines(log: Logger) {
  const own = log.child({ part: 'postgres' })
  return (level: 'debug' | 'info' | 'warn' | 'error', message: string) => own[level](message)
}
