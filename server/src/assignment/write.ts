import type { Assigned } from '@fairlead/engine'
import type { Actor } from '@fairlead/sdk'
import { sql } from 'kysely'
import { differenceOf } from '../conversations/change.ts'
import { loadConversations } from '../conversations/present.ts'
import { append, type Tx } from '../db/database.ts'
import { addJobs } from '../jobs/add.ts'
import { requireTeams } from '../teams/queries.ts'
import { uuids } from './loads.ts'
import { loadPromises, recordsOf, type Said, sentencesOf, writeRecords } from './record.ts'
import { type Batch, markOf } from './snapshot.ts'

const system: Actor = { type: 'system', id: null }

/**
 * Writes what was decided. What goes into one statement is put together while PostgreSQL is busy with the one before:
 * where thousands are given away, both take about as long. None waits for the answer of another.
 */
export async function writeBatch(tx: Tx, batch: Batch): Promise<void> {
  if (batch.decisions.length === 0) return
  const assigned = batch.decisions.filter((decision) => decision.kind === 'assigned')
  const promises = await loadPromises(tx, batch.team.workspaceId, batch.decisions)
  const at = await readClock(tx)

  const assigning = assign(tx, batch, assigned, at)
  await underWay(assigning)
  const sentences = sentencesOf(batch)
  const records = recordsOf(batch, { sentences, promises })

  const recording = writeRecords(tx, batch, records)
  const rotating = moveRotation(tx, batch, assigned)
  await underWay(recording, rotating)
  announceAssigned(tx, batch, assigned, { at, sentences })
  await Promise.all([assigning, recording, rotating])

  await watchForAnswers(tx, batch, assigned, at)
  await writeOverflowed(tx, batch)
  await writeRefused(tx, batch)
}

// Should one fail before anybody waits for it, whoever waits hears of it.
async function underWay(...statements: readonly Promise<void>[]): Promise<void> {
  for (const statement of statements) statement.catch(() => undefined)
  await new Promise(setImmediate)
}

// The database's own, since it is compared with what others write. To the millisecond, as it is told.
async function readClock(tx: Tx): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`/* look.clock */ SELECT clock_timestamp() AS at`.execute(tx)
  return rows[0]!.at
}

// Each a microsecond after the one before: lists have the latest first, and to pages that is the one that is told last.
async function assign(tx: Tx, { team }: Batch, assigned: readonly Assigned[], at: Date): Promise<void> {
  if (assigned.length === 0) return
  await sql`/* look.assign */
    UPDATE conversation SET assignee_id = d.agent_id, assigned_at = ${at}, assigned_by = 'engine',
      last_agent_id = d.agent_id, last_agent_at = ${at}, queued_reason = NULL,
      last_activity_at = ${at}::timestamptz + d.place * interval '1 microsecond'
    FROM unnest(${uuids(assigned.map(({ conversationId }) => conversationId))}::uuid[],
      ${uuids(assigned.map(({ agentId }) => agentId))}::uuid[]) WITH ORDINALITY AS d (id, agent_id, place)
    WHERE workspace_id = ${team.workspaceId} AND conversation.id = d.id`.execute(tx)
}

// Exactly the fields of the resource that differ: whatever waits has no assignee, nor anything said of one.
function announceAssigned(
  tx: Tx,
  { team }: Batch,
  assigned: readonly Assigned[],
  { at, sentences }: { at: Date; sentences: ReadonlyMap<string, Said> },
): void {
  const moment = at.toISOString()
  for (const [index, { conversationId: id, agentId, isOverLimit }] of assigned.entries()) {
    const lastActivityAt = new Date(at.getTime() + Math.floor((index + 1) / 1000)).toISOString()
    append(tx, {
      workspaceId: team.workspaceId,
      type: 'conversation.assigned',
      subjectId: id,
      actor: system,
      data: {
        conversation: { id, assigneeId: agentId, assignedAt: moment, assignedBy: 'engine', lastActivityAt },
        agentId,
        fromAgentId: null,
        by: 'engine',
        sentence: sentences.get(id)?.sentence ?? null,
        words: sentences.get(id)?.words ?? [],
        isOverLimit,
      },
    })
  }
}

async function writeOverflowed(tx: Tx, { team, decisions }: Batch): Promise<void> {
  // Of one moment: lists have the latest id first, and to pages the one that is told last is the latest.
  const overflowed = decisions
    .filter((decision) => decision.kind === 'overflowed')
    .toSorted((a, b) => (a.conversationId < b.conversationId ? -1 : 1))
  if (overflowed.length === 0 || team.overflowTeam === null) return
  const { workspaceId, overflowTeam } = team
  // It may be deleted at this moment: then nothing moves, and the next look knows of no such team.
  await requireTeams(tx, workspaceId, [overflowTeam.id])
  const ids = overflowed.map(({ conversationId }) => conversationId)
  const before = await loadConversations(tx, workspaceId, ids)
  await sql`
    UPDATE conversation SET team_id = ${overflowTeam.id}, overflowed_from = overflowed_from || ${team.id}::uuid,
      queued_at = clock_timestamp(), tried = '{}', escalated_at = NULL, queued_reason = NULL,
      last_activity_at = statement_timestamp()
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

async function writeRefused(tx: Tx, { team, decisions }: Batch): Promise<void> {
  const refused = decisions.filter(({ kind }) => kind === 'queued')
  if (refused.length === 0) return
  await sql`/* look.refuse */
    UPDATE conversation SET queued_reason = d.reason
    FROM unnest(${uuids(refused.map(({ conversationId }) => conversationId))}::uuid[], ${refused.map(markOf)}::text[]) AS d (id, reason)
    WHERE workspace_id = ${team.workspaceId} AND conversation.id = d.id`.execute(tx)
}

// The last turn of each agent counts.
async function moveRotation(tx: Tx, { team }: Batch, assigned: readonly Assigned[]): Promise<void> {
  if (assigned.length === 0) return
  const last = [...new Map(assigned.map((decision) => [decision.agentId, decision])).values()]
  await sql`/* look.rotate */
    UPDATE team_member SET last_assigned_at = d.at, weighted_turn = d.weighted_turn
    FROM unnest(${uuids(last.map(({ agentId }) => agentId))}::uuid[], ${last.map(({ assignedAt }) => assignedAt)}::float8[],
      ${last.map(({ weightedTurnAfter }) => weightedTurnAfter)}::float8[]) AS d (agent_id, at, weighted_turn)
    WHERE workspace_id = ${team.workspaceId} AND team_id = ${team.id} AND member_id = d.agent_id`.execute(tx)
}

async function watchForAnswers(
  tx: Tx,
  { team, snapshot }: Batch,
  assigned: readonly Assigned[],
  at: Date,
): Promise<void> {
  const minutes = team.settings.noAnswerMinutes
  if (minutes === null || assigned.length === 0) return
  const runAt = team.calendar.addBusinessMs(snapshot.now, minutes * 60_000)
  // A team that never opens expects no answers.
  if (runAt === null) return
  const assignedAt = at.toISOString()
  await addJobs(
    tx,
    'conversation.check-answer',
    assigned.map(({ conversationId: id }) => ({
      payload: { workspaceId: team.workspaceId, id, assignedAt },
      key: `answer:${id}`,
      runAt: new Date(runAt),
    })),
  )
}
