/**
 * Takes a run on: the job `workflow.advance`, which may run twice, and in two processes at once.
 *
 * A transaction holds the run before anything else, takes what it was told first, or its next step, has the interpreter
 * answer, does what that wants through the domain's own functions, tells the interpreter what came of it, and writes the
 * run with its history (`turn.ts`). So an effect in the database happened exactly when the run's state says so, wherever
 * a process was killed. In each transaction there is one effect at most, with the steps around it that have none;
 * after one that assigns nothing more, since all who assign wait for each other.
 *
 * What an effect's own function refuses undoes the transaction: that is done again, and the run hears `failed` where the
 * effect stood. Whatever else goes wrong has the job tried again; after the last time the run fails, and can be retried.
 */
import type { Logger } from 'pino'
import type { Database, Tx } from '../../db/database.ts'
import { isOver, lockRun, saveRun } from './run-row.ts'
import type { ShellParts } from './running.ts'
import { EffectRefused, takeTurn } from './turn.ts'

type Id = Readonly<{ workspaceId: string; id: string }>

/** An effect that is refused, and then another one in its place, and so on, is no way on. */
const mostRefused = 10

const internal =
  'Something went wrong on our side while this step was taken, time and again. It has been logged; retry the run.'

/** Goes on until the run waits or has ended. */
export async function advanceRun(
  database: Database,
  parts: ShellParts,
  { workspaceId, id }: Id,
  { isLastTry = false, log }: Readonly<{ isLastTry?: boolean; log?: Logger }> = {},
): Promise<void> {
  try {
    await goOn(database, parts, { workspaceId, id })
  } catch (error) {
    if (!isLastTry) throw error
    log?.error({ err: error, workspaceId, runId: id }, 'a run cannot go on')
    await database.transact((tx) => fail(tx, { workspaceId, id }))
  }
}

async function goOn(database: Database, parts: ShellParts, id: Id): Promise<void> {
  let refusal: EffectRefused | null = null
  for (let refused = 0; refused < mostRefused; ) {
    const heard: EffectRefused | null = refusal
    try {
      const hasMore = await database.transact((tx) => takeTurn(tx, parts, id, heard))
      if (!hasMore) return
      refusal = null
      refused = 0
    } catch (error) {
      if (!(error instanceof EffectRefused)) throw error
      refusal = error
      refused += 1
    }
  }
  throw new Error('What the run wants is refused anew each time that it is asked.', { cause: refusal })
}

async function fail(tx: Tx, id: Id): Promise<void> {
  const run = await lockRun(tx, id)
  if (run === null || isOver(run.state)) return
  const state = { ...run.state, status: 'failed', waiting: null, end: 'step_failed', error: internal } as const
  await saveRun(tx, run, { ...run, state })
}
