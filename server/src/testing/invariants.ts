import type { Event } from '@fairlead/sdk'
import { sql } from 'kysely'
import { findWrongLoads } from '../assignment/loads.ts'
import type { Database } from '../db/database.ts'
import { auditLog, conversationsOf } from './audit.ts'

/**
 * Everything in a workspace that breaks an invariant of assignment, in words; nothing, when all is well. For a quiet
 * moment: no request and no look at a queue is under way.
 */
export async function findViolations(database: Database, workspaceId: string): Promise<readonly string[]> {
  const events = await readLog(database, workspaceId)
  return [
    ...auditLog(events),
    ...(await compareWithLog(database, workspaceId, events)),
    ...(await checkRecords(database, workspaceId)),
    ...(await checkStays(database, workspaceId)),
    ...(await checkLoads(database, workspaceId)),
    ...(await checkTold(database, workspaceId)),
    ...(await checkParents(database, workspaceId)),
  ]
}

async function readLog({ db }: Database, workspaceId: string): Promise<Event[]> {
  const rows = await db
    .selectFrom('event')
    .select(['sequence', 'type', 'subject_id', 'actor', 'at', 'data'])
    .where('workspace_id', '=', workspaceId)
    .orderBy(sql`event.sequence`)
    .execute()
  return rows.map(
    ({ sequence, type, subject_id, actor, at, data }) =>
      ({
        sequence: Number(sequence),
        type,
        subjectId: subject_id,
        actor,
        at: at.toISOString(),
        data,
      }) as unknown as Event,
  )
}

// The log and the tables tell the same story, and the log has no gaps.
async function compareWithLog({ db }: Database, workspaceId: string, events: readonly Event[]): Promise<string[]> {
  const said = conversationsOf(events)
  const rows = await db
    .selectFrom('conversation')
    .select(['id', 'status', 'team_id', 'assignee_id'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  const gap = events.findIndex(({ sequence }, index) => sequence !== index + 1)

  return [
    ...(gap < 0 ? [] : [`the log has no event ${gap + 1}`]),
    ...rows.flatMap((row) => {
      const told = said.get(row.id)
      const isSame = told?.status === row.status && told.teamId === row.team_id && told.assigneeId === row.assignee_id
      return isSame
        ? []
        : [
            `conversation ${row.id} is ${row.status}, team ${row.team_id}, with ${row.assignee_id}, but
        the log says ${told?.status}, ${told?.teamId}, ${told?.assigneeId}`,
          ]
    }),
  ]
}

// I7: as many records as automatic assignments, conversation by conversation and agent by agent.
async function checkRecords({ db }: Database, workspaceId: string): Promise<string[]> {
  const { rows } = await sql<{ conversation_id: string; events: number; records: number }>`
    SELECT coalesce(e.subject_id, d.conversation_id) AS conversation_id,
      coalesce(e.count, 0)::int AS events, coalesce(d.count, 0)::int AS records
    FROM (SELECT subject_id, data ->> 'agentId' AS agent_id, count(*) FROM event
      WHERE workspace_id = ${workspaceId} AND type = 'conversation.assigned' AND data ->> 'by' = 'engine'
      GROUP BY 1, 2) AS e
    FULL JOIN (SELECT conversation_id, agent_id::text, count(*) FROM decision
      WHERE workspace_id = ${workspaceId} AND kind = 'assigned' GROUP BY 1, 2) AS d
      ON d.conversation_id = e.subject_id AND d.agent_id = e.agent_id
    WHERE e.count IS DISTINCT FROM d.count`.execute(db)
  const { rows: silent } = await sql<{ id: string }>`
    SELECT id FROM conversation WHERE workspace_id = ${workspaceId} AND status = 'open' AND assignee_id IS NULL
      AND team_id IS NOT NULL AND queued_reason IS NOT NULL
      AND NOT EXISTS (SELECT FROM decision d WHERE d.workspace_id = ${workspaceId} AND d.conversation_id = conversation.id)
    `.execute(db)
  return [
    ...rows.map((row) => `conversation ${row.conversation_id}: ${row.events} assigned, ${row.records} records of it`),
    ...silent.map(({ id }) => `conversation ${id} waits, and no record says why`),
  ]
}

// Each stretch begins where the one before ended, the one that goes on has not been written down yet, and the log tells
// of as many changes as there are.
async function checkStays({ db }: Database, workspaceId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT DISTINCT s.conversation_id AS id FROM stay_or_now s
    LEFT JOIN LATERAL (SELECT n.* FROM stay_or_now n
      WHERE n.workspace_id = s.workspace_id AND n.conversation_id = s.conversation_id AND n.id > s.id
      ORDER BY n.id LIMIT 1) AS next ON true
    WHERE s.workspace_id = ${workspaceId} AND (s.ended_at < s.began_at OR next.began_at < s.ended_at
      OR (next.began_at = s.ended_at AND (next.team_id, next.agent_id) IS NOT DISTINCT FROM (s.team_id, s.agent_id)))
    UNION
    SELECT c.id FROM conversation c JOIN stay s ON s.workspace_id = c.workspace_id AND s.conversation_id = c.id
    WHERE c.workspace_id = ${workspaceId} AND (s.id >= c.stay_id OR s.ended_at > c.stay_since)`.execute(db)
  return rows.map(({ id }) => `conversation ${id}: its stays are not one after the other`)
}

// I9: what is counted is what is there.
async function checkLoads({ db }: Database, workspaceId: string): Promise<string[]> {
  return (await findWrongLoads(db, workspaceId)).map(
    ({ memberId, open, snoozed }) => `the load of ${memberId} is counted wrong by ${open} open and ${snoozed} snoozed`,
  )
}

// I10: as many messages of a kind as states they were told for.
async function checkTold({ db }: Database, workspaceId: string): Promise<string[]> {
  const { rows } = await sql<{ conversation_id: string; kind: string; messages: number; states: number }>`
    SELECT coalesce(m.conversation_id, e.conversation_id) AS conversation_id, coalesce(m.kind, e.kind) AS kind,
      coalesce(m.count, 0)::int AS messages, coalesce(e.count, 0)::int AS states
    FROM (SELECT conversation_id, content ->> 'expectation' AS kind, count(*) FROM message
      WHERE workspace_id = ${workspaceId} AND content ? 'expectation' GROUP BY 1, 2) AS m
    FULL JOIN (SELECT conversation_id, kind, count(*) FROM expectation WHERE workspace_id = ${workspaceId}
      GROUP BY 1, 2) AS e USING (conversation_id, kind)
    WHERE coalesce(m.count, 0) > coalesce(e.count, 0)`.execute(db)
  return rows.map(
    ({ conversation_id, kind, messages, states }) =>
      `conversation ${conversation_id} was told ${kind} ${messages} times for ${states} states`,
  )
}

// What PostgreSQL is not asked to look up for each message: see the decision record on intake.
async function checkParents({ db }: Database, workspaceId: string): Promise<string[]> {
  const { rows } = await sql<{ what: string; count: number }>`
    SELECT what, count(*)::int AS count FROM (
      SELECT 'messages without a conversation' AS what FROM message m WHERE m.workspace_id = ${workspaceId}
        AND NOT EXISTS (SELECT FROM conversation c WHERE c.workspace_id = m.workspace_id AND c.id = m.conversation_id)
      UNION ALL SELECT 'decisions without a conversation' FROM decision d WHERE d.workspace_id = ${workspaceId}
        AND NOT EXISTS (SELECT FROM conversation c WHERE c.workspace_id = d.workspace_id AND c.id = d.conversation_id)
      UNION ALL SELECT 'conversations without a contact' FROM conversation c WHERE c.workspace_id = ${workspaceId}
        AND NOT EXISTS (SELECT FROM contact k WHERE k.workspace_id = c.workspace_id AND k.id = c.contact_id)
      UNION ALL SELECT 'conversations without a channel' FROM conversation c WHERE c.workspace_id = ${workspaceId}
        AND NOT EXISTS (SELECT FROM channel h WHERE h.workspace_id = c.workspace_id AND h.id = c.channel_id)
      UNION ALL SELECT 'conversations whose assignee is nobody' FROM conversation c WHERE c.workspace_id = ${workspaceId}
        AND c.assignee_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM member m WHERE m.workspace_id = c.workspace_id AND m.id = c.assignee_id)
    ) AS each GROUP BY what`.execute(db)
  return rows.map(({ what, count }) => `${count} ${what}`)
}
