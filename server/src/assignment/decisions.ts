import type { Decision } from '@fairlead/sdk'
import type { Db } from '../db/database.ts'

/** What the engine decided for a conversation and why, newest first. */
export async function listDecisions(db: Db, workspaceId: string, conversationId: string): Promise<Decision[]> {
  const rows = await db
    .selectFrom('decision')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .orderBy('id', 'desc')
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
    agentId: row.agent_id,
    sentence: row.data.sentence,
    position: row.data.position,
    runnersUp: [...row.data.runnersUp],
    excluded: row.data.excluded,
  }))
}
