import type { Assigned, Overflowed } from '@fairlead/engine'
import type { Actor } from '@fairlead/sdk'
import { sql } from 'kysely'
import { differenceOf } from '../conversations/change.ts'
import { loadConversations } from '../conversations/present.ts'
import { append, type Tx } from '../db/database.ts'
import { addJobs } from '../jobs/add.ts'
import { requireTeams } from '../teams/queries.ts'
import { sentencesOf } from './record.ts'
import { type Batch, markOf } from './snapshot.ts'

const system: Actor = { type: 'system', id: null }

export async function writeAssigned(tx: Tx, batch: Batch): Promise<void> {
  const { team, decisions } = batch
  const assigned = decisions.filter((decision) => decision.kind === 'assigned')
  if (assigned.length === 0) return
  const { workspaceId } = team
  const ids = assigned.map(({ conversationId }) => conversationId)
  const agentIds = assigned.map(({ agentId }) => agentId)
  const before = await loadConversations(tx, workspaceId, ids)
  await sql`
    UPDATE conversation SET assignee_id = d.agent_id, assigned_at = clock_timestamp(), assigned_by = 'engine',
      last_agent_id = d.agent_id, last_agent_at = clock_timestamp(), queued_reason = NULL,
      last_activity_at = clock_timestamp()
    FROM unnest(${ids}::uuid[], ${agentIds}::uuid[]) AS d (id, agent_id)
    WHERE workspace_id = ${workspaceId} AND conversation.id = d.id`.execute(tx)
  await moveRotation(tx, batch, assigned)

  const after = await loadConversations(tx, workspaceId, ids)
  const sentences = sentencesOf(batch)
  for (const [index, decision] of assigned.entries()) {
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
        sentence: sentences.get(decision.conversationId) ?? null,
        isOverLimit: decision.isOverLimit,
      },
    })
  }
  await watchForAnswers(
    tx,
    batch,
    after.map(({ id, assignedAt }) => ({ id, assignedAt: assignedAt! })),
  )
}

export async function writeOverflowed(tx: Tx, { team, decisions }: Batch): Promise<void> {
  const overflowed = decisions.filter((decision): decision is Overflowed => decision.kind === 'overflowed')
  if (overflowed.length === 0 || team.overflowTeam === null) return
  const { workspaceId, overflowTeam } = team
  // It may be deleted at this moment: then nothing moves, and the next look knows of no such team.
  await requireTeams(tx, workspaceId, [overflowTeam.id])
  const ids = overflowed.map(({ conversationId }) => conversationId)
  const before = await loadConversations(tx, workspaceId, ids)
  await sql`
    UPDATE conversation SET team_id = ${overflowTeam.id}, overflowed_from = overflowed_from || ${team.id}::uuid,
      queued_at = clock_timestamp(), tried = '{}', escalated_at = NULL, queued_reason = NULL,
      last_activity_at = clock_timestamp()
    WHERE workspace_id = ${workspaceId} AND id = ANY (${ids}::uuid[])`.execute(tx)

  const after = await loadConversations(tx, workspaceId, ids)
  for (const [index, { conversationId }] of overflowed.entries()) {
    append(tx, {
      workspaceId,
      type: 'conversation.moved',
      subjectId: conversationId,
      actor: system,
      data: {
        conversation: differenceOf(before[index]!, after[index]!),
        teamId: overflowTeam.id,
        fromTeamId: team.id,
        by: 'overflow',
      },
    })
  }
}

export async function writeRefused(tx: Tx, { team, decisions }: Batch): Promise<void> {
  const refused = decisions.filter(({ kind }) => kind === 'queued')
  if (refused.length === 0) return
  await sql`
    UPDATE conversation SET queued_reason = d.reason
    FROM unnest(${refused.map(({ conversationId }) => conversationId)}::uuid[], ${refused.map(markOf)}::text[]) AS d (id, reason)
    WHERE workspace_id = ${team.workspaceId} AND conversation.id = d.id`.execute(tx)
}

// The last turn of each agent counts.
async function moveRotation(tx: Tx, { team }: Batch, assigned: readonly Assigned[]): Promise<void> {
  await sql`
    UPDATE team_member SET last_assigned_at = d.at, weighted_turn = d.weighted_turn
    FROM (SELECT DISTINCT ON (agent_id) agent_id, at, weighted_turn
      FROM unnest(${assigned.map(({ agentId }) => agentId)}::uuid[], ${assigned.map(({ assignedAt }) => assignedAt)}::float8[],
        ${assigned.map(({ weightedTurnAfter }) => weightedTurnAfter)}::float8[])
        WITH ORDINALITY AS turn (agent_id, at, weighted_turn, place) ORDER BY agent_id, place DESC) AS d
    WHERE workspace_id = ${team.workspaceId} AND team_id = ${team.id} AND member_id = d.agent_id`.execute(tx)
}

async function watchForAnswers(
  tx: Tx,
  { team, snapshot }: Batch,
  assigned: readonly { id: string; assignedAt: string }[],
): Promise<void> {
  const minutes = team.settings.noAnswerMinutes
  if (minutes === null) return
  const runAt = team.calendar.addBusinessMs(snapshot.now, minutes * 60_000)
  // A team that never opens expects no answers.
  if (runAt === null) return
  await addJobs(
    tx,
    'conversation.check-answer',
    assigned.map(({ id, assignedAt }) => ({
      payload: { workspaceId: team.workspaceId, id, assignedAt },
      key: `answer:${id}`,
      runAt: new Date(runAt),
    })),
  )
}
