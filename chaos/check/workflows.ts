import type { Event } from '@fairlead/sdk'
import type { Database } from '../../server/src/db/database.ts'
import type { Stage } from '../stage/open.ts'
import { findBegunWhileOff, findMisbegun, findMisshipped } from './begun.ts'
import { findMisordered } from './orders.ts'
import { findAllAstray, findMiswritten, findOutOfTurn, findStuck, type Run, readRuns } from './runs.ts'

export type WorkflowPromise =
  | 'runs_lost'
  | 'runs_stuck'
  | 'runs_twice'
  | 'runs_astray'
  | 'routed_twice'
  | 'ran_after_end'

/** How many runs there were of each workflow, by how they ended. */
type RunCounts = Readonly<Record<string, Readonly<Record<string, number>>>>

/** What workflows promise, and where that is broken. */
export async function checkWorkflows(
  database: Database,
  { world, otherSystem }: Stage,
  log: readonly Event[],
): Promise<Readonly<{ findings: Readonly<Record<WorkflowPromise, readonly string[]>>; counts: RunCounts }>> {
  const { ledger, workflows } = world
  const runs = await readRuns(database)
  const begun = findMisbegun(log, runs, workflows)
  const shipped = findMisshipped(ledger, runs, workflows)
  const ordered = findMisordered(otherSystem, runs, workflows)
  const written = findMiswritten(runs)
  const turns = findOutOfTurn(log, runs)
  const started = findMisstarted(log, runs)
  return {
    findings: {
      runs_lost: [...begun.lost, ...shipped.lost, ...ordered.lost, ...written.lost, ...started.lost],
      runs_stuck: await findStuck(database, runs),
      runs_twice: [
        ...[...begun.twice, ...shipped.twice, ...ordered.twice, ...written.twice, ...started.twice, ...turns.twice],
      ],
      runs_astray: [...findAllAstray(runs), ...ordered.untrue],
      routed_twice: turns.routedTwice,
      ran_after_end: [...turns.afterEnd, ...findBegunWhileOff(ledger, runs)],
    },
    counts: countRuns(runs),
  }
}

/** Runs that another one started, and ratings that one asked for, are as many as their histories tell. */
function findMisstarted(log: readonly Event[], runs: readonly Run[]): Readonly<{ lost: string[]; twice: string[] }> {
  const passed = (name: string, step: string, exit: string) =>
    runs.filter((run) => run.name === name && run.history.some((each) => each.step_id === step && each.exit === exit))
  const rated = log.filter(({ type }) => type === 'rating.given')
  const rows = [
    ['logbook', runs.filter(({ name }) => name === 'logbook').length, passed('welcome', 'start', 'next').length],
    ['ratings', rated.length, passed('rating', 'ask', 'answered').length],
  ] as const
  const say = ([what, is, due]: (typeof rows)[number]) => `${what}: ${is} are there, not ${due}`
  return {
    lost: rows.filter(([, is, due]) => is < due).map(say),
    twice: rows.filter(([, is, due]) => is > due).map(say),
  }
}

function countRuns(runs: readonly Run[]): RunCounts {
  const byName = Map.groupBy(runs, ({ name }) => name)
  return Object.fromEntries(
    [...byName].sort().map(([name, own]) => {
      const byEnd = Map.groupBy(own, ({ status, end_reason }) => end_reason ?? status)
      return [name, Object.fromEntries([...byEnd].sort().map(([end, all]) => [end, all.length]))]
    }),
  )
}
