import { isDeepStrictEqual } from 'node:util'
import { type Decision, replay, type Snapshot } from '@fairlead/engine'
import type { replayDecision as contract, Output } from '@fairlead/sdk'
import type { Db } from '../db/database.ts'
import type { DecisionData, SnapshotDifference } from '../db/decision-columns.ts'
import { AppError, found } from '../errors.ts'
import { unpackDecision } from './packed-decision.ts'
import { isDifference, together } from './snapshot-difference.ts'

type Stored = Snapshot | SnapshotDifference

/** Asks the engine again, with what it was told then, and compares what it says with what it said. */
export async function replayDecision(
  db: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<Output<typeof contract>> {
  const row = found(
    await db
      .selectFrom('decision as d')
      .leftJoin('assignment_snapshot as s', (join) =>
        join.onRef('s.workspace_id', '=', 'd.workspace_id').onRef('s.id', '=', 'd.snapshot_id'),
      )
      .leftJoin('assignment_snapshot as b', (join) =>
        join.onRef('b.workspace_id', '=', 's.workspace_id').onRef('b.id', '=', 's.base_id'),
      )
      .select(['d.conversation_id', 'd.kind', 'd.reason', 'd.agent_id', 'd.data', 's.data as snapshot'])
      .select('b.data as base')
      .where('d.workspace_id', '=', workspaceId)
      .where('d.id', '=', id)
      .executeTakeFirst(),
  )
  const snapshot = wholeOf(row.snapshot, row.base)
  if (snapshot === null) throw new AppError('snapshot_gone')
  const answer = replay(snapshot, row.conversation_id)
  if (!answer) throw new AppError('snapshot_gone')

  const then = { ...pick(unpackDecision(row.data)), kind: row.kind, reason: row.reason, agentId: row.agent_id }
  // As it was stored: through JSON.
  const again: Decision = JSON.parse(JSON.stringify(answer))
  const now = { ...pick(again), kind: answer.kind, reason: answer.reason, agentId: agentOf(answer) }
  return { isSame: isDeepStrictEqual(then, now), answer, snapshot }
}

function wholeOf(data: Stored | null, base: Stored | null): Snapshot | null {
  if (data === null || !isDifference(data)) return data
  return base === null || isDifference(base) ? null : together(base.agents, data)
}

// The place in the queue is left out: of those who were only passed over, the snapshot does not tell.
function pick({ runnersUp, excluded, limitsReached, tier }: DecisionData | Decision) {
  return {
    runnersUp: runnersUp.map((each) => ({ ...each })),
    excluded: { ...excluded },
    limitsReached: { ...limitsReached },
    tier,
  }
}

function agentOf(decision: Decision): string | null {
  return decision.kind === 'assigned' ? decision.agentId : null
}
