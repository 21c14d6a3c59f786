import { decide } from '@fairlead/engine'
import { loadAgents } from '../assignment/agents.ts'
import { loadPolicy } from '../assignment/policy.ts'
import { replayDecision } from '../assignment/replay.ts'
import { toSnapshot } from '../assignment/snapshot.ts'
import { readHead } from '../assignment/waiting.ts'
import { now as readClock } from '../db/clock.ts'
import type { Database } from '../db/database.ts'

/**
 * What the engine, shown every queue of the workspace from its first to its last, would not leave where it is: nothing
 * in a quiet moment (I3, I5).
 */
export async function findStranded({ db }: Database, workspaceId: string): Promise<readonly string[]> {
  const teams = await db.selectFrom('team').select('id').where('workspace_id', '=', workspaceId).execute()
  const stranded: string[] = []
  for (const { id } of teams) {
    const now = readClock()
    const team = await loadPolicy(db, workspaceId, id, now)
    if (!team) continue

    const waiting = await readHead(db, team, 1_000_000)
    const agents = await loadAgents(db, team, { now, channelIds: waiting.map(({ channelId }) => channelId) })
    for (const decision of decide(toSnapshot(team, now, agents, waiting))) {
      if (decision.kind === 'queued') continue
      const where = decision.kind === 'assigned' ? `to ${decision.agentId}` : 'on to another team'
      stranded.push(`${decision.conversationId} should go ${where} (${decision.reason})`)
    }
  }
  return stranded
}

/** Decisions after `after` (an id) that the engine, asked again, does not decide the same (I6). */
export async function findUnlike(database: Database, workspaceId: string, after: string): Promise<readonly string[]> {
  const rows = await database.db
    .selectFrom('decision')
    .select(['id', 'kind', 'reason', 'conversation_id'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '>', after)
    .where('kind', '<>', 'unassigned')
    .execute()
  const unlike: string[] = []
  for (const { id, kind, reason, conversation_id } of rows) {
    const { isSame } = await replayDecision(database.db, { workspaceId, id })
    if (!isSame)
      unlike.push(`the decision ${id} (${kind}, ${reason}) about ${conversation_id} is another when replayed`)
  }
  return unlike
}
