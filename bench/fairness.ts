import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Database } from '../server/src/db/database.ts'
import { EmbeddedPostgres } from '../server/src/db/embedded.ts'
import { migrate } from '../server/src/db/migrate.ts'
import { setScene } from '../server/src/testing/scene.ts'
import type { Outcome } from './bench.ts'
import { lifetimeCounters, stalePointer } from './fairness/peers.ts'
import type { Share } from './fairness/serve.ts'
import { type Spread, spreadOf, worstSpread } from './fairness/spread.ts'

const assignments = 2000
const agents = 20
const processCounts = [1, 2, 5]
const missed = 300
const finishedWithinMs = 300_000

/** `worst`: the largest spread at any moment on the way. */
type Ours = Spread & Readonly<{ worst: number; seconds: number }>

/**
 * 2,000 conversations over 20 agents by round robin, while customers write and conversations close, by as many
 * processes at once on one database; and the same by two algorithms that are in use elsewhere, simulated.
 */
export async function run(): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-bench-'))
  const postgres = await EmbeddedPostgres.start({ dataDir: folder, log: () => undefined })
  try {
    await migrate(postgres.url)
    const ours: Record<string, Ours> = {}
    for (const count of processCounts) ours[count] = await measure(postgres.url, count)
    const peer = {
      stale_pointer: Object.fromEntries(
        processCounts.map((count) => [count, spreadOf(stalePointer({ assignments, agents, processes: count }))]),
      ),
      lifetime_counters: spreadOf(lifetimeCounters({ assignments, agents, missed })),
    }
    return { result: { ...ours, peer }, lines: toLines(ours, peer) }
  } finally {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(url: string, processes: number): Promise<Ours> {
  await using database = new Database(url)
  const names = Array.from({ length: agents }, (_, index) => `Agent ${index + 1}`)
  const scene = await setScene(database, { agents: names })
  const from = performance.now()
  const children = Array.from({ length: processes }, (_, index) => {
    const share: Share = {
      url,
      workspaceId: scene.workspaceId,
      channelId: scene.whatsapp.channelId,
      memberId: scene.owner.memberId,
      first: Math.round((assignments * index) / processes),
      end: Math.round((assignments * (index + 1)) / processes),
    }
    return fork(join(import.meta.dirname, 'fairness', 'serve.ts'), [JSON.stringify(share)])
  })
  try {
    await untilAllAssigned(database, scene.workspaceId)
    const seconds = Math.round((performance.now() - from) / 100) / 10
    const turns = await turnsOf(database, scene.workspaceId)
    const agentIds = scene.agents.map(({ memberId }) => memberId)
    const counts = agentIds.map((agentId) => turns.filter((turn) => turn === agentId).length)
    return { ...spreadOf(counts), worst: worstSpread(turns, agentIds), seconds }
  } finally {
    await Promise.all(children.map(stop))
  }
}

async function untilAllAssigned(database: Database, workspaceId: string): Promise<void> {
  const until = performance.now() + finishedWithinMs
  for (;;) {
    if ((await countTurns(database, workspaceId)) >= assignments) return
    if (performance.now() > until) throw new Error('Not everything was assigned in time.')
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

// From the log, so that what is counted is what happened, in the order in which it did.
async function turnsOf({ db }: Database, workspaceId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('event')
    .select('data')
    .where('workspace_id', '=', workspaceId)
    .where('type', '=', 'conversation.assigned')
    .orderBy('sequence')
    .execute()
  return rows.map(({ data }) => String(data.agentId))
}

async function countTurns({ db }: Database, workspaceId: string): Promise<number> {
  const { count } = await db
    .selectFrom('event')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('type', '=', 'conversation.assigned')
    .executeTakeFirstOrThrow()
  return Number(count)
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const exited = once(child, 'exit')
  child.send('stop')
  await exited
}

function toLines(
  ours: Readonly<Record<string, Ours>>,
  peer: Readonly<{ stale_pointer: Readonly<Record<string, Spread>>; lifetime_counters: Spread }>,
): string[] {
  const say = ({ max, min, spread }: Spread) => `most ${max}, fewest ${min}, spread ${spread}`
  return [
    `${assignments} assignments over ${agents} agents by round robin, customers writing and conversations closing meanwhile:`,
    ...Object.entries(ours).map(
      ([count, each]) =>
        `  ${count} ${count === '1' ? 'process' : 'processes'}: ${say(each)}, at no moment more than ${each.worst} (${each.seconds} s)`,
    ),
    'A pointer that is read and written without a lock:',
    ...Object.entries(peer.stale_pointer).map(([count, each]) => `  ${count} at once: ${say(each)}`),
    `Whoever has the lowest lifetime counter, when one of them was away while the others got ${missed} each:`,
    `  ${say(peer.lifetime_counters)}`,
  ]
}
