import { type Agent, type Decision, decide, type Waiting } from '@fairlead/engine'
import type { Candidate } from '@fairlead/sdk'
import { now as readClock } from '../db/clock.ts'
import type { Db } from '../db/database.ts'
import { AppError, found } from '../errors.ts'
import { loadAgents } from './agents.ts'
import { type AssigningTeam, loadPolicy } from './policy.ts'
import { toSnapshot } from './snapshot.ts'
import { type Queued, readAsWaiting } from './waiting.ts'

type Place = Readonly<{ workspaceId: string; teamId: string; conversationId?: string | undefined }>

/**
 * The members of a team as the manual picker shows them, for one conversation or for an ordinary one, the one the engine
 * would take marked.
 */
export async function listCandidates(db: Db, { workspaceId, teamId, conversationId }: Place): Promise<Candidate[]> {
  const now = readClock()
  const team = found(await loadPolicy(db, workspaceId, teamId, now))
  const conversation = conversationId === undefined ? ordinary(now) : await readConversation(db, team, conversationId)
  const named = await loadAgents(db, team, { now, channelIds: conversation.channelId ? [conversation.channelId] : [] })
  const snapshot = toSnapshot(team, now, named, [conversation])
  // People ask who would be taken, not whether another team would be asked first.
  const policy = { ...snapshot.policy, overflow: null }
  const ask = (agents: readonly Agent[], waiting: Waiting): Decision =>
    decide({ ...snapshot, policy, agents, waiting: [waiting] })[0]!
  const [waiting] = snapshot.waiting
  const next = ask(snapshot.agents, waiting!)
  const alone = { ...waiting!, ownerId: null, previousId: null }

  return named
    .filter(({ agent }) => !agent.isDeactivated)
    .map(({ agent, name }) => ({
      memberId: agent.id,
      name,
      presence: agent.presence,
      load: agent.load,
      limit: bindingLimit(agent),
      skillIds: [...agent.skills],
      tier: agent.tier,
      weight: agent.weight,
      preferredAs: preferredAs(agent.id, conversation),
      lastAssignedAt: agent.lastAssignedAt === null ? null : new Date(agent.lastAssignedAt).toISOString(),
      exclusion: Object.keys(ask([agent], alone).excluded)[0] ?? null,
      isNext: next.kind === 'assigned' && next.agentId === agent.id,
    }))
}

async function readConversation(db: Db, team: AssigningTeam, id: string): Promise<Queued> {
  const conversation = await readAsWaiting(db, team, id)
  if (conversation === null) {
    throw new AppError('unknown_reference', { detail: 'conversationId: there is no such conversation.' })
  }
  return conversation
}

function ordinary(now: number): Queued {
  return {
    conversationId: '',
    channelId: '',
    waitingSince: now,
    queuedAt: now,
    priority: 'normal',
    deadlineAt: null,
    weight: 1,
    skills: [],
    ownerId: null,
    previousId: null,
    tried: [],
    canOverflow: false,
    queuedReason: null,
    contactName: '',
    rank: null,
  }
}

// Shown beside the load of all they hold, so that a limit of a team or a channel is moved by what they hold elsewhere.
function bindingLimit({ limits, load }: Agent): number | null {
  return limits.length === 0 ? null : Math.min(...limits.map((limit) => load + limit.max - limit.load))
}

function preferredAs(id: string, { ownerId, previousId }: Queued): Candidate['preferredAs'] {
  if (id === ownerId) return 'owner'
  return id === previousId ? 'previous' : null
}
