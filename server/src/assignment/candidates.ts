import { type Decision, decide } from '@fairlead/engine'
import type { Candidate } from '@fairlead/sdk'
import type { Db } from '../db/database.ts'
import { found } from '../errors.ts'
import { loadAgents, loadPolicy } from './snapshot.ts'

/** The members of a team as the manual picker shows them, the one the engine would take marked. */
export async function listCandidates(db: Db, workspaceId: string, teamId: string): Promise<Candidate[]> {
  const team = found(await loadPolicy(db, workspaceId, teamId))
  const agents = await loadAgents(db, { workspaceId, teamId, teamLimit: team.agentLimit })
  const ask = (ids: readonly string[]): Decision => {
    const decisions = decide({
      now: Date.now(),
      policy: team.policy,
      agents: agents.filter(({ id }) => ids.includes(id)),
      waiting: [{ conversationId: '', channelId: '', waitingSince: 0, priority: 'normal', weight: 1, tried: [] }],
    })
    return decisions[0]!
  }
  const next = ask(agents.map(({ id }) => id))

  return agents
    .filter(({ isDeactivated }) => !isDeactivated)
    .map((agent) => ({
      memberId: agent.id,
      name: agent.name,
      presence: agent.presence,
      load: agent.load,
      limit:
        agent.limits.length === 0 ? null : Math.min(...agent.limits.map(({ max, load }) => agent.load + max - load)),
      lastAssignedAt: agent.lastAssignedAt === null ? null : new Date(agent.lastAssignedAt).toISOString(),
      exclusion: Object.keys(ask([agent.id]).excluded)[0] ?? null,
      isNext: next.kind === 'assigned' && next.agentId === agent.id,
    }))
}
