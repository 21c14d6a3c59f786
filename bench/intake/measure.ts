import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../server/src/db/database.ts'
import { cpuOf, cpuOfPostgres } from '../load/cpu.ts'
import { explaining, type Fairlead, startFairlead } from '../load/installation.ts'
import { Load, type Report } from '../load/load.ts'
import { EventStream } from '../load/stream.ts'
import { appSecret, secret, type Workspace } from '../load/workspace.ts'
import type { Webhooks } from './requests.ts'
import { lastSequence, markNow, untilAllAssigned, type Verdict, verify } from './verify.ts'

const idPrefix = 'wamid.bench.'
const streamWithinMs = 30_000

export type Intake = Readonly<{
  acknowledgedPerSecond: number
  /** Until the last was assigned. */
  perSecond: number
  report: Report
  verdict: Verdict
  streamLost: number
  streamReconnects: number
  events: number
  cpu: Readonly<{ server: number | null; postgres: number | null; client: number }>
}>

export type Trial = Readonly<{
  database: Database
  databaseUrl: string
  databaseFolder: string
  workspace: Workspace
  customers: number
  connections: number
  warmUpSeconds: number
  seconds: number
  cpuProf: string | undefined
}>

/** One server, many senders, one live stream: warmed up, then counted, then checked against the database. */
export async function measureIntake(trial: Trial): Promise<Intake> {
  await using fairlead = await startFairlead(trial.databaseUrl, { secret, cpuProf: trial.cpuProf })
  return await explaining(fairlead, () => measureOn(fairlead, trial))
}

async function measureOn(fairlead: Fairlead, trial: Trial): Promise<Intake> {
  const { database, databaseFolder, workspace, connections } = trial
  const host = new URL(fairlead.url).host
  await using load = await Load.start({ url: fairlead.url, connections, requests: requestsOf(trial, host) })
  const stream = await EventStream.open({
    url: fairlead.url,
    apiKey: workspace.apiKey,
    after: await lastSequence(database, workspace.id),
  })
  try {
    await load.run({ seconds: trial.warmUpSeconds })
    await untilAllAssigned(database, workspace.id)
    await untilStreamHas(stream, await lastSequence(database, workspace.id))
    await database.pool.query('CHECKPOINT')

    const since = await markNow(database, workspace.id)
    const ownCpu = process.cpuUsage()
    const [serverBefore, postgresBefore] = [await cpuOf(fairlead.pid), await cpuOfPostgres(databaseFolder)]
    const [receivedBefore, missedBefore] = [stream.received, stream.missed]
    const report = await load.run({ seconds: trial.seconds })
    await untilAllAssigned(database, workspace.id)
    const [serverAfter, postgresAfter] = [await cpuOf(fairlead.pid), await cpuOfPostgres(databaseFolder)]
    const own = process.cpuUsage(ownCpu)

    const newest = await lastSequence(database, workspace.id)
    await untilStreamHas(stream, newest)
    const verdict = await verify(database, { workspaceId: workspace.id, since, idPrefix, acknowledged: report })
    const endedAt = Math.max(report.endedAt, verdict.lastAssignedAt)
    return {
      acknowledgedPerSecond: Math.round(report.count / report.seconds),
      perSecond: Math.round((report.count / (endedAt - report.startedAt)) * 1000),
      report,
      verdict,
      streamLost: stream.missed - missedBefore + newest - stream.last,
      streamReconnects: stream.reconnects,
      events: stream.received - receivedBefore,
      cpu: {
        server: differenceOf(serverAfter, serverBefore),
        postgres: differenceOf(postgresAfter, postgresBefore),
        client: report.cpuSeconds + (own.user + own.system) / 1e6,
      },
    }
  } finally {
    stream.close()
  }
}

/** What is sent, for whoever makes it: each customer once. */
export function requestsOf({ workspace, customers }: Pick<Trial, 'workspace' | 'customers'>, host: string) {
  const options: Webhooks = {
    host,
    appSecret,
    channels: workspace.channels,
    customers,
    burst: customers,
    bursts: 1,
    idPrefix,
    seed: 1,
  }
  return { module: join(import.meta.dirname, 'requests.ts'), options }
}

// What has not come by then counts as lost.
async function untilStreamHas(stream: EventStream, sequence: number): Promise<void> {
  const until = Date.now() + streamWithinMs
  while (stream.last < sequence && Date.now() < until) await sleep(20)
}

function differenceOf(after: number | null, before: number | null): number | null {
  return after === null || before === null ? null : Math.round((after - before) * 100) / 100
}
