/**
 * Three whole servers on one PostgreSQL, and a day on which everything happens at once, through all of them. When it is
 * quiet again, every invariant of assignment holds. A failure names its seed: run it again with FAIRLEAD_SEED. With
 * FAIRLEAD_RUNS that many days more are spent, without a kill.
 */
import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Policy, postSkill, postTeam } from '@fairlead/sdk'
import { Random } from '../scripts/demo/random.ts'
import { type GraphEmulator, startGraphEmulator } from '../scripts/emulators/graph.ts'
import { Database } from '../server/src/db/database.ts'
import { createTestDatabase } from '../server/src/db/testing.ts'
import { findViolations } from '../server/src/testing/invariants.ts'
import { findStranded, findUnlike } from '../server/src/testing/stranded.ts'
import { passTime } from '../server/src/testing/time.ts'
import { countDone, type Day, liveThrough, type Place } from './stage/busy-day.ts'
import { messages } from './stage/messages.ts'
import { eventually, makeDataDir, startServer } from './stage/server.ts'
import { addAgent, connectWhatsapp, goOnline, meta, type Person, setUp } from './stage/workspace.ts'

const peopleAtOnce = 8
/** How much is done between two leaps of time, and for how long at most. */
const perRound = 200
const longestRoundMs = 9000
const firstSeed = Number(process.env.FAIRLEAD_SEED ?? randomInt(1, 1_000_000))
const runs = Number(process.env.FAIRLEAD_RUNS ?? 0)

test('three servers keep every invariant while everything happens at once and one of them is killed', async () => {
  await spendDay(firstSeed, { isKilled: true })
})

for (let run = 1; run <= runs; run += 1) {
  test(`and so they do on day ${run} without a kill`, () => spendDay(firstSeed + run, { isKilled: false }))
}

async function spendDay(seed: number, { isKilled }: { isKilled: boolean }): Promise<void> {
  await using stage = await openStage(seed)
  const { day, database, workspaceId, graph } = stage
  const random = new Random(seed)

  for (let round = 0; round < 3; round += 1) {
    const until = Date.now() + longestRoundMs
    const isOver = () => countDone(day) >= (round + 1) * perRound || Date.now() > until
    const isMiddle = round === 1
    const living = Array.from({ length: peopleAtOnce }, () =>
      liveThrough(day, random.fork(), { isOver, keepsSettings: isMiddle }),
    )
    if (isKilled && isMiddle) living.push(stage.killOne())
    const ends = await Promise.allSettled(living)
    for (const end of ends) if (end.status === 'rejected') throw new Error(`seed ${seed}`, { cause: end.reason })
    // Timers of minutes become due: no answer, overflow, holds, pace.
    await passMinutes(database, 2)
  }
  await untilQuiet(database)

  const violations = [
    ...(await findViolations(database, workspaceId)),
    ...(await findLost(database, day)),
    ...(await findUnlike(database, workspaceId, '00000000-0000-0000-0000-000000000000')),
    ...(await findLeftStranded(database, workspaceId)),
    ...findSentTwice(graph),
    ...stage.crashes(),
  ]
  assert.deepEqual(violations, [], `seed ${seed}`)
  const decided = await countDecisions(database)
  const total = Object.values(decided).reduce((sum, each) => sum + each, 0)
  assert.ok(total > 30, `too little happened: ${JSON.stringify([decided, [...day.tally]])}`)
}

async function openStage(seed: number) {
  await using opening = new AsyncDisposableStack()
  const test = opening.use(await createTestDatabase())
  const folder = await makeDataDir()
  opening.defer(() => folder.remove())
  const graph = await startGraphEmulator({
    appSecret: meta.appSecret,
    accessToken: meta.accessToken,
    numbers: [meta],
  })
  opening.defer(() => graph.stop())
  const environment = {
    DATABASE_URL: test.url,
    FAIRLEAD_DATA_DIR: folder.path,
    FAIRLEAD_META_URL: graph.url,
    FAIRLEAD_PUBLIC_URL: 'http://127.0.0.1:3000',
  }
  const servers = await Promise.all([1, 2, 3].map(() => startServer(environment)))
  opening.defer(async () => {
    const codes = await Promise.all(servers.map((server) => server.stop()))
    assert.deepEqual(codes, [0, 0, 0])
  })
  const places: Place[] = servers.map(({ url }) => ({ url, isDown: false, killedAt: 0 }))

  const { owner, day } = await settleIn(places, graph)
  const database = opening.use(new Database(test.url))
  const rows = await database.db.selectFrom('workspace').select('id').execute()
  const stack = opening.move()
  return {
    graph,
    owner,
    day,
    database,
    workspaceId: rows[0]!.id,
    async killOne(): Promise<void> {
      await sleep(500)
      const index = seed % places.length
      const [place, server] = [places[index]!, servers[index]!]
      place.isDown = true
      place.killedAt = Date.now()
      await server.kill()
      servers[index] = await startServer(environment, { port: Number(new URL(place.url).port) })
      place.isDown = false
    },
    /** What the servers' logs say went wrong inside them. */
    crashes: () =>
      servers.flatMap((server) =>
        server
          .output()
          .split('\n')
          .filter((line) => /"level":(50|60)/.test(line)),
      ),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

async function settleIn(places: readonly Place[], graph: GraphEmulator): Promise<{ owner: Person; day: Day }> {
  const { url } = places[0]!
  const owner = await setUp(url)
  const agents: Person[] = []
  for (const name of ['Ana Alvarez', 'Ben Bauer', 'Chi Chen', 'Dao Dinh', 'Eve Evans']) {
    agents.push(await addAgent(url, owner, name))
  }
  await owner.client.call(postSkill, { body: { name: 'German', language: 'de' } })
  const idsOf = (...people: number[]) => people.map((index) => agents[index]!.memberId)
  const support = await owner.client.call(postTeam, {
    body: { name: 'Support', memberIds: idsOf(1, 2, 3, 4), policy: supportPolicy },
  })
  const overflow = { teamId: support.id, afterMinutes: 5, longerThan: 6, whenNobodyOnline: true }
  const sales = await owner.client.call(postTeam, {
    body: { name: 'Sales', memberIds: idsOf(0, 1, 2), policy: { ...salesPolicy, overflow } },
  })
  const channel = await connectWhatsapp(owner, sales.id)
  await Promise.all(agents.map(goOnline))

  // They have written before, so that the provider's stand-in knows them and takes what we send them.
  const customers = Array.from({ length: 40 }, (_, index) => `4477009001${String(index).padStart(2, '0')}`)
  for (const number of customers) {
    await graph.customer(number, { name: `Customer ${number.slice(-2)}` }).sendText('Ahoy.')
  }
  const policies = [...changes, { overflow }, { overflow: null }]
  const teamIds = [sales.id, support.id] as const
  const day = { places, owner, agents, teamIds, channelId: channel.id, customers, policies }
  return { owner, day: { ...day, accepted: new Set(), tally: new Map() } }
}

const salesPolicy: Partial<Policy> = {
  strategy: 'round_robin',
  agentLimit: 4,
  owner: { waitMinutes: 1, overLimit: 'exceed' },
  previous: { waitMinutes: 1, overLimit: 'respect' },
  noAnswerMinutes: 1,
  messages,
}

const supportPolicy: Partial<Policy> = {
  strategy: 'least_open',
  agentLimit: 3,
  previous: { waitMinutes: 0, overLimit: 'respect' },
  noAnswerMinutes: 2,
  whenOffline: 'reassign_unanswered',
  messages,
}

const changes: readonly Partial<Policy>[] = [
  { strategy: 'round_robin' },
  { strategy: 'least_open' },
  { strategy: 'most_free' },
  { strategy: 'weighted' },
  { strategy: 'manual' },
  { agentLimit: null },
  { agentLimit: 2 },
  { onlineOnly: false },
  { onlineOnly: true },
  { pace: { max: 3, minutes: 1 } },
  { pace: null },
  { wrapUpMinutes: 1 },
  { wrapUpMinutes: 0 },
  { matchLanguage: true, skillRelaxMinutes: 1 },
  { firstReplyMinutes: 10 },
  { busyAfterMisses: 2 },
  { whenOffline: 'reassign_all' },
  { owner: { waitMinutes: 2, overLimit: 'respect' } },
]

// Whatever is looked at meanwhile may stand in the way for a moment.
async function passMinutes(database: Database, minutes: number): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await passTime(database, minutes)
    } catch (error) {
      if (tries === 10) throw error
      await sleep(200)
    }
  }
}

/** Nothing new in the log for longer than a sweep takes to come around. */
async function untilQuiet(database: Database): Promise<void> {
  let last = ''
  let since = Date.now()
  await eventually(
    async () => {
      const { rows } = await database.pool.query<{ last: string }>(
        "SELECT (SELECT max(last) FROM event_sequence) || ' ' || (SELECT count(*) FROM decision) AS last",
      )
      const now = rows[0]!.last
      if (now !== last) since = Date.now()
      last = now
      return Date.now() - since
    },
    (quietMs) => quietMs > 4500,
    60_000,
  )
}

/** Messages that were answered with 200 and are not there, or are there twice. */
async function findLost({ db }: Database, { accepted }: Day): Promise<string[]> {
  const rows = await db.selectFrom('message').select('provider_id').where('provider_id', 'is not', null).execute()
  const counts = new Map<string, number>()
  for (const { provider_id } of rows) counts.set(provider_id!, (counts.get(provider_id!) ?? 0) + 1)
  return [...accepted].flatMap((id) => (counts.get(id) === 1 ? [] : [`${id} is there ${counts.get(id) ?? 0} times`]))
}

// What only the clock has changed since is looked at within a second or two; whatever stays is stranded.
async function findLeftStranded(database: Database, workspaceId: string): Promise<readonly string[]> {
  const before = await findStranded(database, workspaceId)
  if (before.length === 0) return []
  await sleep(2000)
  const after = await findStranded(database, workspaceId)
  return after.filter((each) => before.includes(each))
}

/** What reached a customer more than once. */
function findSentTwice(graph: GraphEmulator): string[] {
  return graph.chats().flatMap(({ waId, messages }) => {
    const ids = messages.filter(({ direction }) => direction === 'out').map(({ callbackData }) => callbackData)
    return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${waId} got the message ${id} twice`)
  })
}

async function countDecisions({ db }: Database): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('decision')
    .select(['kind', (eb) => eb.fn.countAll<string>().as('count')])
    .groupBy('kind')
    .execute()
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, Number(count)]))
}
