import type { Decision } from '@fairlead/engine'
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import type { DecisionData } from '../db/schema.ts'
import { sentenceFor } from './sentence.ts'
import type { Batch } from './snapshot.ts'

const rowsAtOnce = 1000

/** Why, for each decision of the batch, by its conversation. */
export function sentencesOf({ team, names, snapshot, waiting, decisions }: Batch): Map<string, string> {
  const conversations = new Map(waiting.map((each) => [each.conversationId, each]))
  const opensAt = team.calendar.isOpen(snapshot.now) ? null : team.calendar.nextOpening(snapshot.now)
  return new Map(
    decisions.map((decision) => {
      const conversation = conversations.get(decision.conversationId)
      const sentence = sentenceFor(decision, {
        now: snapshot.now,
        timeZone: team.timeZone,
        nameOf: (id) => names.get(id) ?? 'Somebody',
        contactName: conversation?.contactName ?? '',
        teamName: team.name,
        overflowTeamName: team.overflowTeam?.name ?? null,
        queuedAt: conversation?.queuedAt ?? snapshot.now,
        opensAt,
      })
      return [decision.conversationId, sentence]
    }),
  )
}

/** Keeps what was decided, with its reasons, and once for all of it what it was decided from. */
export async function recordDecisions(tx: Tx, batch: Batch): Promise<void> {
  const { team, trigger, snapshot, waiting, decisions } = batch
  if (decisions.length === 0) return
  const { workspaceId } = team
  const sentences = sentencesOf(batch)
  const promises = await loadPromises(tx, workspaceId, decisions)
  const since = new Map(waiting.map(({ conversationId, waitingSince }) => [conversationId, waitingSince]))
  const snapshotId = newId()

  await tx
    .insertInto('assignment_snapshot')
    .values({ workspace_id: workspaceId, id: snapshotId, data: JSON.stringify(snapshot) })
    .execute()
  const rows = decisions.map((decision) => {
    const { conversationId } = decision
    const data: DecisionData = {
      sentence: sentences.get(conversationId) ?? '',
      position: decision.kind === 'assigned' ? null : decision.position,
      waitedMs: Math.max(0, snapshot.now - (since.get(conversationId) ?? snapshot.now)),
      preferred: decision.preferred.map((each) => ({
        ...each,
        until: each.until === null ? null : new Date(each.until).toISOString(),
      })),
      relaxedSkillIds: [...decision.relaxedSkills],
      tier: decision.tier,
      runnersUp: [...decision.runnersUp],
      excluded: decision.excluded,
      limitsReached: decision.limitsReached,
      toTeamId: decision.kind === 'overflowed' ? (team.overflowTeam?.id ?? null) : null,
      isOverLimit: decision.kind === 'assigned' && decision.isOverLimit,
      promise: promises.get(conversationId) ?? null,
    }
    return {
      workspace_id: workspaceId,
      id: newId(),
      conversation_id: conversationId,
      at: new Date(snapshot.now),
      kind: decision.kind,
      reason: decision.reason,
      snapshot_id: snapshotId,
      trigger,
      team_id: team.id,
      policy_version: team.version,
      strategy: decision.strategy,
      agent_id: decision.kind === 'assigned' ? decision.agentId : null,
      data: JSON.stringify(data),
    }
  })
  // A statement takes at most 65,535 values.
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await tx
      .insertInto('decision')
      .values(rows.slice(from, from + rowsAtOnce))
      .execute()
  }
}

type Unassigned = Readonly<{
  workspaceId: string
  conversationId: string
  teamId: string | null
  /** Who had it. */
  agentId: string
  reason: 'declined' | 'no_answer' | 'offline' | 'deactivated' | 'removed' | 'unsnoozed'
  trigger: string
}>

/** Keeps that an agent has a conversation no more, and why. Without a team there is nothing to decide, or to record. */
export async function recordUnassigned(tx: Tx, unassigned: Unassigned): Promise<void> {
  const { workspaceId, conversationId, teamId, agentId, reason, trigger } = unassigned
  if (teamId === null) return
  const { rows } = await sql<{
    agent_name: string
    policy_version: number
    strategy: string
    queued_since: Date
    now: Date
  }>`
    SELECT m.name AS agent_name, t.policy_version, p.settings ->> 'strategy' AS strategy, c.queued_since, clock_timestamp() AS now
    FROM conversation c
    JOIN team t ON t.workspace_id = c.workspace_id AND t.id = ${teamId}
    JOIN policy p ON p.workspace_id = t.workspace_id AND p.team_id = t.id AND p.version = t.policy_version
    JOIN member m ON m.workspace_id = c.workspace_id AND m.id = ${agentId}
    WHERE c.workspace_id = ${workspaceId} AND c.id = ${conversationId}`.execute(tx)
  const [row] = rows
  if (!row) return

  const data: DecisionData = {
    sentence: unassignedSentence(row.agent_name, reason),
    position: null,
    waitedMs: Math.max(0, row.now.getTime() - row.queued_since.getTime()),
    preferred: [],
    relaxedSkillIds: [],
    tier: null,
    runnersUp: [],
    excluded: {},
    limitsReached: {},
    toTeamId: null,
    isOverLimit: false,
    promise: null,
  }
  await tx
    .insertInto('decision')
    .values({
      workspace_id: workspaceId,
      id: newId(),
      conversation_id: conversationId,
      at: row.now,
      kind: 'unassigned',
      reason,
      trigger,
      team_id: teamId,
      policy_version: row.policy_version,
      strategy: row.strategy,
      agent_id: agentId,
      data: JSON.stringify(data),
    })
    .execute()
}

function unassignedSentence(name: string, reason: Unassigned['reason']): string {
  switch (reason) {
    case 'declined':
      return `${name} handed it back.`
    case 'no_answer':
      return `${name} did not answer in time: somebody else is asked.`
    case 'offline':
      return `${name} went offline: somebody else takes over.`
    case 'deactivated':
      return `${name} was deactivated: somebody else takes over.`
    case 'removed':
      return `${name} left the team: somebody else takes over.`
    case 'unsnoozed':
      return `${name} was away or at a limit when it woke: somebody else takes over.`
    default:
      return reason satisfies never
  }
}

/** What the customers were told last, and still hold us to. */
async function loadPromises(tx: Tx, workspaceId: string, decisions: readonly Decision[]): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('promise')
    .distinctOn('conversation_id')
    .select(['conversation_id', 'told'])
    .where('workspace_id', '=', workspaceId)
    .where(
      'conversation_id',
      'in',
      decisions.map(({ conversationId }) => conversationId),
    )
    .where('outcome', 'is', null)
    .orderBy('conversation_id')
    .orderBy('made_at', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.conversation_id, row.told]))
}
