import { setTimeout as sleep } from 'node:timers/promises'
import { Database } from '../../server/src/db/database.ts'
import { findViolations } from '../../server/src/testing/invariants.ts'
import { findStranded, findUnlike } from '../../server/src/testing/stranded.ts'
import type { Visitor } from '../people/visitors.ts'
import type { Stage } from '../stage/open.ts'
import { findDisordered, findLost } from './accepted.ts'
import { type Counts, countAnswers, findMisanswered } from './answers.ts'
import { findMixedUp } from './contacts.ts'
import { findOverlaps } from './counters.ts'
import { findRepeated, findUndone } from './deeds.ts'
import { findMissent } from './deliveries.ts'
import { findHeldByAbsent } from './employed.ts'
import { readLog } from './events.ts'
import { findMisheard } from './heard.ts'
import { findFarTimers, untilQuiet } from './quiet.ts'
import { findWrongReports } from './reports.ts'
import { checkWorkflows, type WorkflowPromise } from './workflows.ts'

/** What is wrong, by the promise that it breaks. */
export type Findings = Readonly<Record<Promise_, readonly string[]>>

/** `unknown_there`: of those unknown, how many the customer has, where the stand-in lets us see. */
type TypeCounts = Counts & Readonly<{ acked: number; unknown_there?: number }>

type Checked = Readonly<{
  findings: Findings
  byType: Readonly<Record<string, TypeCounts>>
  byWorkflow: Readonly<Record<string, object>>
}>

const promises = [
  'lost',
  'disordered',
  'undone',
  'assigned_twice',
  'over_limit',
  'stranded',
  'told_twice',
  'sent_twice',
  'untrue',
  'screens',
  'records',
  'absent',
  'mixed_up',
  'runs_lost',
  'runs_stuck',
  'runs_twice',
  'runs_astray',
  'routed_twice',
  'ran_after_end',
  'not_quiet',
  'servers',
] as const
type Promise_ = (typeof promises)[number]

/** Waits until all is quiet, and holds what the outside saw against the state and the log. */
export async function check(stage: Stage, visitors: readonly Visitor[], wrong: readonly string[]): Promise<Checked> {
  const { world, graph, postgres, servers, fleet } = stage
  const { ledger } = world
  await using database = new Database(postgres.urlOf())
  const found: Record<Promise_, string[]> = {
    lost: [],
    disordered: [],
    undone: [],
    assigned_twice: [],
    over_limit: [],
    stranded: [],
    told_twice: [],
    sent_twice: [],
    untrue: [],
    screens: [],
    records: [],
    absent: [],
    mixed_up: [],
    runs_lost: [],
    runs_stuck: [],
    runs_twice: [],
    runs_astray: [],
    routed_twice: [],
    ran_after_end: [],
    not_quiet: [],
    servers: [],
  }
  found.not_quiet.push(...(await findFarTimers(database)))
  found.not_quiet.push(...(await untilQuiet(database, 90_000)))
  await Promise.all([graph.settled(), ...world.providers.map(({ crowd }) => crowd.settled())])
  found.not_quiet.push(...(await untilQuiet(database, 60_000)))

  const workspaceId = (await database.db.selectFrom('workspace').select('id').executeTakeFirstOrThrow()).id
  const log = await readLog(database, workspaceId)
  for (const violation of await findViolations(database, workspaceId)) {
    found[promiseBrokenBy(violation)].push(violation)
  }
  found.lost.push(...(await findLost(database, ledger, graph)), ...(await findLostFiles(stage, visitors)))
  found.disordered.push(...(await findDisordered(database, ledger)))
  found.undone.push(...findUndone(ledger.deeds, log), ...findRepeated(log))
  found.assigned_twice.push(...(await findOverlaps(database, workspaceId)))
  found.stranded.push(...(await findLeftStranded(database, workspaceId)))
  const missent = await findMissent(database, graph, world.whatsappId)
  found.sent_twice.push(...missent.sentTwice)
  found.told_twice.push(...missent.toldTwice)
  found.untrue.push(...missent.untrue, ...(await findLeftWrong(database, workspaceId)))
  found.records.push(...(await findUnlike(database, workspaceId, '00000000-0000-0000-0000-000000000000')))
  found.absent.push(...findHeldByAbsent(log))
  found.mixed_up.push(...(await findMixedUp(database, workspaceId, log)))
  const byType: Record<string, TypeCounts> = {
    whatsapp: { acked: ledger.webhooks.length, ...(await countAnswers(database, 'whatsapp', world.whatsappId)) },
    webchat: { acked: ledger.posts.length, ...(await countAnswers(database, 'webchat', world.webchatId)) },
  }
  for (const provider of world.providers) {
    const { type, channelId } = provider
    const misheard = await findMisheard(database, ledger, provider)
    found.lost.push(...misheard.lost)
    const { unknownThere, ...answers } = await findMisanswered(database, provider)
    found.disordered.push(...misheard.disordered, ...answers.disordered)
    found.sent_twice.push(...answers.sentTwice)
    found.told_twice.push(...answers.toldTwice)
    found.untrue.push(...answers.untrue)
    const counts = await countAnswers(database, type, channelId)
    byType[type] = { acked: misheard.acked, ...counts, unknown_there: unknownThere }
  }
  for (const { name, screen } of [world.owner, ...world.agents]) found.screens.push(...(await screen.compare(name)))
  for (const visitor of visitors) found.screens.push(...(await visitor.compare()))
  found.servers.push(...wrong, ...servers.flatMap(({ ownEnds }) => ownEnds), ...fleet.refusedWhileStopping)
  const { findings: ofWorkflows, counts: byWorkflow } = await checkWorkflows(database, stage, log)
  for (const [promise, all] of Object.entries(ofWorkflows)) found[promise as WorkflowPromise].push(...all)
  return { findings: found, byType, byWorkflow }
}

function promiseBrokenBy(violation: string): Promise_ {
  if (/ has [\d.]+ of [\d.]+ \(/.test(violation)) return 'over_limit'
  if (/was told|tells of waiting|tells who|tells something/.test(violation)) return 'told_twice'
  if (/had it$|has it already|takes it from|leaves it with|without saying/.test(violation)) return 'assigned_twice'
  return 'records'
}

// What only the clock has changed since is looked at within a second or two; whatever stays is stranded.
async function findLeftStranded(database: Database, workspaceId: string): Promise<readonly string[]> {
  const before = await findStranded(database, workspaceId)
  if (before.length === 0) return []
  await sleep(2500)
  const after = await findStranded(database, workspaceId)
  return after.filter((each) => before.includes(each))
}

// A promise may be broken while the log is read.
async function findLeftWrong(database: Database, workspaceId: string): Promise<readonly string[]> {
  for (let tries = 1; ; tries += 1) {
    const wrong = await findWrongReports(database, workspaceId, await readLog(database, workspaceId))
    if (wrong.length === 0 || tries === 3) return wrong
    await sleep(1000)
  }
}

async function findLostFiles({ world }: Stage, visitors: readonly Visitor[]): Promise<string[]> {
  const lost: string[] = []
  for (const { id, visitor, bytes } of world.ledger.uploads) {
    const found = await visitors.find(({ name }) => name === visitor)?.download(id)
    if (found !== bytes) lost.push(`the file ${id} of ${visitor} has ${found?.length ?? 'no'} characters`)
  }
  return lost
}
