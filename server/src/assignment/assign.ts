/**
 * Hands a team's waiting conversations to its agents.
 *
 * One transaction: lock the agents (by id), count what they hold, lock the head of the queue, ask the engine, write
 * what it said with its reasons and events. Two processes that look at the same team at once wait for each other at
 * the agents, and the second sees what the first gave. Running it twice, or for nothing, does no harm.
 */
import { type Decision, decide } from '@fairlead/engine'
import type { Actor } from '@fairlead/sdk'
import { sql } from 'kysely'
import { differenceOf } from '../conversations/change.ts'
import { loadConversations } from '../conversations/present.ts'
import { append, type Database, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { sentenceFor } from './sentence.ts'
import { holdWaiting, loadAgents, loadPolicy, lockAgents, type NamedAgent, type Queued, readHead } from './snapshot.ts'

const batchSize = 100
const system: Actor = { type: 'system', id: null }

type Queue = Readonly<{ workspaceId: string; teamId: string; trigger: string }>

/** Assigns until nobody is eligible or nothing waits. Answers how many were assigned. */
export async function drain(database: Database, queue: Queue): Promise<number> {
  let total = 0
  for (;;) {
    const { assigned, isMore } = await database.transact((tx) => assignBatch(tx, queue))
    total += assigned
    if (!isMore) return total
  }
}

async function assignBatch(tx: Tx, queue: Queue): Promise<{ assigned: number; isMore: boolean }> {
  const { workspaceId, teamId } = queue
  await lockAgents(tx, workspaceId, teamId)
  // After waiting for the agents, so that what was changed meanwhile counts.
  const team = await loadPolicy(tx, workspaceId, teamId)
  if (!team) return { assigned: 0, isMore: false }
  const agents = await loadAgents(tx, { workspaceId, teamId, teamLimit: team.agentLimit })
  const decideFor = (waiting: readonly Queued[]) =>
    newsIn(decide({ now: Date.now(), policy: team.policy, agents, waiting }), waiting)

  // Most looks find that nothing has changed: those hold no conversation and write nothing.
  const head = await readHead(tx, { workspaceId, teamId, limit: batchSize })
  if (decideFor(head).length === 0) return { assigned: 0, isMore: false }
  const news = decideFor(await holdWaiting(tx, queue, head))
  const assigned = news.filter((decision) => decision.kind === 'assigned')
  const refused = news.filter((decision) => decision.kind === 'queued')
  await writeAssigned(tx, queue, assigned, agents)
  await writeRefused(tx, queue, refused)
  await record(tx, { ...queue, policyVersion: team.version }, news, agents)
  return { assigned: assigned.length, isMore: head.length === batchSize && assigned.length > 0 }
}

// A refusal is recorded when it is news: once for each reason, not at every look at the queue.
function newsIn(decisions: readonly Decision[], waiting: readonly Queued[]): Decision[] {
  const reasons = new Map(waiting.map(({ conversationId, queuedReason }) => [conversationId, queuedReason]))
  return decisions.filter(
    (decision) => decision.kind === 'assigned' || reasons.get(decision.conversationId) !== reasonOf(decision),
  )
}

async function writeAssigned(
  tx: Tx,
  { workspaceId, teamId }: Queue,
  decisions: readonly Extract<Decision, { kind: 'assigned' }>[],
  agents: readonly NamedAgent[],
): Promise<void> {
  if (decisions.length === 0) return
  const ids = decisions.map(({ conversationId }) => conversationId)
  const before = await loadConversations(tx, workspaceId, ids)
  await sql`
    UPDATE conversation SET assignee_id = d.agent_id, assigned_at = clock_timestamp(), queued_reason = NULL,
      last_activity_at = clock_timestamp()
    FROM unnest(${ids}::uuid[], ${decisions.map(({ agentId }) => agentId)}::uuid[]) AS d (id, agent_id)
    WHERE workspace_id = ${workspaceId} AND conversation.id = d.id`.execute(tx)
  await sql`
    UPDATE team_member SET last_assigned_at = d.at
    FROM (SELECT agent_id, max(at) AS at
      FROM unnest(${decisions.map(({ agentId }) => agentId)}::uuid[], ${decisions.map(({ assignedAt }) => assignedAt)}::float8[])
        AS turn (agent_id, at) GROUP BY agent_id) AS d
    WHERE workspace_id = ${workspaceId} AND team_id = ${teamId} AND member_id = d.agent_id`.execute(tx)

  const after = await loadConversations(tx, workspaceId, ids)
  for (const [index, decision] of decisions.entries()) {
    append(tx, {
      workspaceId,
      type: 'conversation.assigned',
      subjectId: decision.conversationId,
      actor: system,
      data: {
        conversation: differenceOf(before[index]!, after[index]!),
        agentId: decision.agentId,
        fromAgentId: null,
        by: 'engine',
        sentence: sentenceFor(decision, nameOf(agents)),
        isOverLimit: false,
      },
    })
  }
}

async function writeRefused(tx: Tx, { workspaceId }: Queue, decisions: readonly Decision[]): Promise<void> {
  if (decisions.length === 0) return
  await sql`
    UPDATE conversation SET queued_reason = d.reason
    FROM unnest(${decisions.map(({ conversationId }) => conversationId)}::uuid[], ${decisions.map(reasonOf)}::text[]) AS d (id, reason)
    WHERE workspace_id = ${workspaceId} AND conversation.id = d.id`.execute(tx)
}

async function record(
  tx: Tx,
  { workspaceId, teamId, trigger, policyVersion }: Queue & { policyVersion: number },
  decisions: readonly Decision[],
  agents: readonly NamedAgent[],
): Promise<void> {
  if (decisions.length === 0) return
  await tx
    .insertInto('decision')
    .values(
      decisions.map((decision) => ({
        workspace_id: workspaceId,
        id: newId(),
        conversation_id: decision.conversationId,
        at: new Date(),
        kind: decision.kind,
        trigger,
        team_id: teamId,
        policy_version: policyVersion,
        strategy: decision.strategy,
        agent_id: decision.kind === 'assigned' ? decision.agentId : null,
        data: JSON.stringify({
          sentence: sentenceFor(decision, nameOf(agents)),
          position: decision.kind === 'queued' ? decision.position : null,
          runnersUp: decision.runnersUp,
          excluded: decision.excluded,
        }),
      })),
    )
    .execute()
}

function reasonOf(decision: Decision): string {
  return `${decision.reason}:${Object.keys(decision.excluded).sort().join(',')}`
}

function nameOf(agents: readonly NamedAgent[]): (id: string) => string {
  return (id) => agents.find((agent) => agent.id === id)?.name ?? id
}
