import type { Decision } from '@fairlead/sdk'
import type { Db } from '../db/database.ts'
import { unpackDecision } from './packed-decision.ts'

/** What the engine decided for a conversation and why, newest first. */
export async function listDecisions(db: Db, workspaceId: string, conversationId: string): Promise<Decision[]> {
  const rows = await db
    .selectFrom('decision as d')
    .leftJoin('assignment_snapshot as s', (join) =>
      join.onRef('s.workspace_id', '=', 'd.workspace_id').onRef('s.id', '=', 'd.snapshot_id'),
    )
    .selectAll('d')
    .select('s.id as kept_snapshot_id')
    .where('d.workspace_id', '=', workspaceId)
    .where('d.conversation_id', '=', conversationId)
    .orderBy('d.id', 'desc')
    .limit(50)
    .execute()

  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    trigger: row.trigger,
    teamId: row.team_id,
    policyVersion: row.policy_version,
    strategy: row.strategy,
    reason: row.reason,
    agentId: row.agent_id,
    canReplay: row.kept_snapshot_id !== null,
    ...unpackDecision(row.data),
  }))
}
