import type { Decision } from '@fairlead/sdk'
import type { Db } from '../db/database.ts'
import type { DecisionData } from '../db/schema.ts'

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
    ...withDefaults(row.data),
  }))
}

// Records of the first version say less.
function withDefaults(data: Partial<DecisionData>): DecisionData {
  return {
    sentence: data.sentence ?? '',
    position: data.position ?? null,
    waitedMs: data.waitedMs ?? 0,
    promise: data.promise ?? null,
    preferred: data.preferred ?? [],
    relaxedSkillIds: data.relaxedSkillIds ?? [],
    tier: data.tier ?? null,
    runnersUp: (data.runnersUp ?? []).map((each) => ({ ...each, score: each.score ?? null })),
    excluded: data.excluded ?? {},
    limitsReached: data.limitsReached ?? {},
    toTeamId: data.toTeamId ?? null,
    isOverLimit: data.isOverLimit ?? false,
  }
}
