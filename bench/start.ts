/**
 * How small one server is: from nothing to `/readyz` with a new database, again with one that is there, its memory when
 * idle and after some thousand signed webhooks, and what is installed for it. Memory is PSS: what processes share is
 * counted once.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Database } from '../server/src/db/database.ts'
import { owner } from '../server/src/db/embedded/cluster.ts'
import { EmbeddedPostgres } from '../server/src/db/embedded.ts'
import type { Outcome } from './bench.ts'
import { beforeExit } from './load/exit.ts'
import { Load } from './load/load.ts'
import { appSecret, makeBusyWorkspace, secret } from './load/workspace.ts'
import { measureInstall } from './start/install-size.ts'
import { launch, type Start } from './start/launch.ts'
import { memoryOf, memoryOfPostgres } from './start/memory.ts'

const runs = 3
const webhooks = 4_000
const settleMs = 3_000

export async function run(): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-bench-'))
  const tidyUp = beforeExit(() => rm(folder, { recursive: true, force: true }))
  try {
    const postgres = await timePostgres(folder)
    const cold: Start[] = []
    for (let index = 0; index < runs; index += 1) cold.push(await timeStart(join(folder, `cold-${index}`)))
    const dataDir = join(folder, 'cold-0')
    const warm: Start[] = []
    for (let index = 0; index < runs; index += 1) warm.push(await timeStart(dataDir))
    const memory = await measureMemory(dataDir)
    const install = await measureInstall()
    const result = {
      cold_ms: median(cold.map(({ ms }) => ms)),
      warm_ms: median(warm.map(({ ms }) => ms)),
      cold_cpu_ms: median(cold.map(({ cpuMs }) => cpuMs ?? 0)),
      warm_cpu_ms: median(warm.map(({ cpuMs }) => cpuMs ?? 0)),
      postgres_cold_ms: median(postgres.cold),
      postgres_warm_ms: median(postgres.warm),
      ...memory,
      install_mb: install.all.megabytes,
      install_packages: install.all.packages,
      install_server_mb: install.server.megabytes,
      install_server_packages: install.server.packages,
      cold_runs: cold,
      warm_runs: warm,
      largest_packages_mb: install.largest,
    }
    return { result, lines: toLines(result) }
  } finally {
    await tidyUp()
  }
}

async function timeStart(dataDir: string): Promise<Start> {
  await using server = await launch(dataDir, secret)
  return server.start
}

async function timePostgres(folder: string): Promise<{ cold: number[]; warm: number[] }> {
  const time = async (dataDir: string) => {
    const began = performance.now()
    await using _ = await EmbeddedPostgres.start({ dataDir, log: () => undefined })
    return Math.round(performance.now() - began)
  }
  const [cold, warm]: [number[], number[]] = [[], []]
  for (let index = 0; index < runs; index += 1) {
    const dataDir = join(folder, `postgres-${index}`)
    cold.push(await time(dataDir))
    warm.push(await time(dataDir))
  }
  return { cold, warm }
}

async function measureMemory(dataDir: string) {
  await using server = await launch(dataDir, secret)
  await sleep(settleMs)
  const idle = { server: await memoryOf(server.pid), postgres: await memoryOfPostgres(dataDir) }
  const { host } = new URL(server.url)
  await using database = new Database(await readUrl(dataDir), { maxConnections: 2 })
  const { channels } = await makeBusyWorkspace(database, { agents: 100 })
  const options = {
    ...{
      host,
      appSecret,
      channels,
      customers: webhooks,
      burst: webhooks,
      bursts: 1,
      idPrefix: 'wamid.start.',
      seed: 1,
    },
  }
  const module = join(import.meta.dirname, 'intake', 'requests.ts')
  await using load = await Load.start({ url: server.url, connections: 32, requests: { module, options } })
  const report = await load.run({ count: webhooks })
  await sleep(settleMs)
  return {
    memory_idle_mb: idle.server,
    memory_after_mb: await memoryOf(server.pid),
    postgres_idle_mb: idle.postgres,
    postgres_after_mb: await memoryOfPostgres(dataDir),
    webhooks: report.count,
    errors: report.errors,
  }
}

// PostgreSQL itself writes its port into the fourth line.
async function readUrl(dataDir: string): Promise<string> {
  const port = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[3]
  const password = (await readFile(join(dataDir, 'postgres-password'), 'utf8')).trim()
  return `postgres://${owner}:${password}@127.0.0.1:${port}/${owner}`
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}

function toLines(result: Record<string, unknown>): string[] {
  return [
    `ready in ${result.cold_ms} ms with a new database (PostgreSQL alone ${result.postgres_cold_ms} ms),`,
    `  in ${result.warm_ms} ms with one that is there (PostgreSQL alone ${result.postgres_warm_ms} ms);`,
    `  CPU of the server's process: ${result.cold_cpu_ms} and ${result.warm_cpu_ms} ms`,
    `memory: server ${result.memory_idle_mb} MB idle, ${result.memory_after_mb} MB after ${result.webhooks} webhooks,`,
    `  PostgreSQL ${result.postgres_idle_mb} MB idle, ${result.postgres_after_mb} MB after`,
    `installed: ${result.install_packages} packages, ${result.install_mb} MB;`,
    `  of these for the server alone, the app being built: ${result.install_server_packages}, ${result.install_server_mb} MB`,
  ]
}
