/**
 * How many signed WhatsApp webhooks a second one server takes in, stores, assigns, explains and shows, beside what
 * PostgreSQL alone can do here for the least of it.
 *
 * 32 connections, each with its next webhook when the last was answered; every webhook is a customer of their own, so
 * that each opens a conversation which is assigned; 100 agents; 100,000 of 120,000 customers have written before. `ours`
 * counts from the first webhook to the last assignment. The limits are measured before and after on the same PostgreSQL.
 *
 * `--seconds 4` is a quick one. `--cpu-prof <folder>` (or BENCH_CPU_PROF) writes the server's CPU profile there.
 */
import { parseArgs } from 'node:util'
import { Database } from '../server/src/db/database.ts'
import { migrate } from '../server/src/db/migrate.ts'
import type { Outcome } from './bench.ts'
import { type Intake, measureIntake, requestsOf } from './intake/measure.ts'
import { joinLimits, type Limits, measureLimits } from './limit/measure.ts'
import { measureOverHttp } from './limit/over-http.ts'
import { addHistory } from './load/history.ts'
import { startPostgres } from './load/installation.ts'
import { appSecret, makeBusyWorkspace } from './load/workspace.ts'

const agents = 100
const connections = 32
const [known, customers] = [100_000, 120_000]

export async function run(args: readonly string[] = []): Promise<Outcome> {
  const { values } = parseArgs({
    args: [...args],
    options: { seconds: { type: 'string', default: '12' }, 'cpu-prof': { type: 'string' } },
  })
  const seconds = Number(values.seconds)
  const limitSeconds = Math.max(1, Math.round(seconds / 4))
  await using postgres = await startPostgres()
  await migrate(postgres.url)
  await using database = new Database(postgres.url)
  const workspace = await makeBusyWorkspace(database, { agents })
  await addHistory(database.pool, workspace, known)
  await database.pool.query('VACUUM ANALYZE')

  const before = await measureLimits(postgres.url, { which: ['one', 'batch'], agents, seconds: limitSeconds })
  await database.pool.query('CHECKPOINT')
  const intake = await measureIntake({
    database,
    databaseUrl: postgres.url,
    databaseFolder: postgres.folder,
    workspace,
    customers,
    connections,
    warmUpSeconds: Math.min(4, seconds),
    seconds,
    cpuProf: values['cpu-prof'] ?? process.env.BENCH_CPU_PROF,
  })
  const after = await measureLimits(postgres.url, { which: ['one', 'batch'], agents, seconds: limitSeconds })
  const limitHttp = await measureOverHttp({
    databaseUrl: postgres.url,
    agents,
    appSecret,
    connections,
    requests: requestsOf({ workspace, customers }, '127.0.0.1'),
    seconds: Math.min(6, seconds),
  })
  const result = toResult(intake, joinLimits(before, after), limitHttp)
  return { result, lines: toLines(result) }
}

function toResult(intake: Intake, { limitOne = 0, limitBatch = 0, runs, driver }: Limits, limitHttp: number) {
  const { report, verdict, cpu } = intake
  return {
    limit_one: limitOne,
    limit_batch: limitBatch,
    limit_http: limitHttp,
    ours: intake.perSecond,
    ratio_one: ratioOf(intake.perSecond, limitOne),
    ratio_batch: ratioOf(intake.perSecond, limitBatch),
    ratio_http: ratioOf(intake.perSecond, limitHttp),
    p50_ms: report.p50Ms,
    p99_ms: report.p99Ms,
    errors: report.errors,
    lost: verdict.lost,
    acked_per_s: intake.acknowledgedPerSecond,
    assigned_p50_ms: verdict.assignedP50Ms,
    assigned_p99_ms: verdict.assignedP99Ms,
    stream_lost: intake.streamLost,
    stream_reconnects: intake.streamReconnects,
    events: intake.events,
    webhooks: report.count,
    seconds: Math.round(report.seconds * 100) / 100,
    problems: report.problems,
    cpu: { server_s: cpu.server, postgres_s: cpu.postgres, client_s: Math.round(cpu.client * 100) / 100 },
    agents,
    connections,
    limit_runs: runs,
    limit_driver: driver,
  }
}

function ratioOf(ours: number, limit: number): number {
  return Math.round((ours / limit) * 100) / 100
}

function toLines(result: ReturnType<typeof toResult>): string[] {
  const { cpu } = result
  return [
    `${result.webhooks} signed webhooks over ${connections} connections in ${result.seconds} s, ${agents} agents:`,
    `  answered ${result.acked_per_s}/s, answered and assigned ${result.ours}/s`,
    `  ${result.ratio_one} of what PostgreSQL does with a commit each (${result.limit_one}/s),` +
      ` ${result.ratio_batch} of what it does a hundred a commit (${result.limit_batch}/s)`,
    `  ${result.ratio_http} of what the least server over HTTP does (${result.limit_http}/s)`,
    `  answer p50 ${result.p50_ms} ms, p99 ${result.p99_ms} ms; assigned after p50 ${result.assigned_p50_ms} ms, p99 ${result.assigned_p99_ms} ms`,
    `  errors ${result.errors}, lost ${result.lost}, events lost on the stream ${result.stream_lost} of ${result.events}`,
    `  CPU: server ${cpu.server_s} s, PostgreSQL ${cpu.postgres_s} s, load and reader ${cpu.client_s} s`,
  ]
}
