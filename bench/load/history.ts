import type { Database } from '../../server/src/db/database.ts'
import type { Workspace } from './workspace.ts'

/** Longer ago than any window for reopening, and within what predictions look back on. */
const from = `now() - interval '60 days'`
const span = `interval '55 days'`

/**
 * `count` customers who wrote once, weeks ago, were answered and are done with: contact, address, conversation, message,
 * its stays, its decision and its events. Set-based and without triggers, whose rows are written here as well.
 */
export async function addHistory(pool: Database['pool'], workspace: Workspace, count: number): Promise<void> {
  const { id, teamIds, channels } = workspace
  await pool.query(`SELECT ensure_event_partitions(${from})`)
  await pool.query(
    `CREATE UNLOGGED TABLE past AS
     SELECT g, uuidv7() AS contact_id, uuidv7() AS conversation_id, '1555' || 1000000 + g AS address,
       ($2::uuid[])[1 + g % cardinality($2::uuid[])] AS channel_id, agents.ids[1 + g % cardinality(agents.ids)] AS agent_id,
       ${from} + ${span} * (g::float8 / $1) AS at
     FROM generate_series(1, $1::int) AS g,
       (SELECT array_agg(member_id) AS ids FROM team_member WHERE team_id = $3::uuid) AS agents`,
    [count, channels.map((channel) => channel.id), teamIds[0]],
  )
  const left = statements(`'${id}'`, `'${teamIds[0]}'`)
  // Nothing refers to anything while triggers are off, so that two can go on at once.
  await Promise.all([runAll(pool, left), runAll(pool, left)])
  await pool.query('DROP TABLE past')
}

async function runAll(pool: Database['pool'], left: string[]): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('SET session_replication_role = replica')
    await client.query('SET synchronous_commit = off')
    for (let next = left.shift(); next !== undefined; next = left.shift()) await client.query(next)
  } finally {
    client.release(true)
  }
}

function statements(workspaceId: string, teamId: string): string[] {
  const text = `'Hello, I need help with my order 12345, it has not arrived yet'`
  return [
    // The longest first.
    `INSERT INTO conversation (workspace_id, id, channel_id, contact_id, team_id, assignee_id, status, queue_order,
       assigned_at, assigned_by, last_agent_id, last_agent_at, last_message, last_contact_message_at, created_at, closed_at,
       last_activity_at, last_message_at, queued_since, queued_at)
     SELECT ${workspaceId}, conversation_id, channel_id, contact_id, ${teamId}, agent_id, 'closed', at,
       at + interval '1 minute', 'engine', agent_id, at + interval '1 minute',
       jsonb_build_object('text', ${text}, 'kind', 'text', 'at', at), at, at, at + interval '1 hour',
       at + interval '1 hour', at, at, at FROM past`,
    `INSERT INTO contact (workspace_id, id, name, phone, created_at)
     SELECT ${workspaceId}, contact_id, 'Customer ' || g, '+' || address, at FROM past`,
    `INSERT INTO identity (workspace_id, id, channel_id, address, contact_id, phone, last_used_at, created_at)
     SELECT ${workspaceId}, uuidv7(), channel_id, address, contact_id, '+' || address, at, at FROM past`,
    `INSERT INTO message (workspace_id, id, conversation_id, channel_id, author_type, author_id, author_name, kind, text,
       provider_id, state, at, created_at)
     SELECT ${workspaceId}, uuidv7(), conversation_id, channel_id, 'contact', contact_id, 'Customer ' || g, 'text', ${text},
       'wamid.past.' || g, 'received', at, at FROM past`,
    `INSERT INTO stay (workspace_id, conversation_id, team_id, agent_id, began_at, ended_at)
     SELECT ${workspaceId}, conversation_id, ${teamId}, CASE WHEN part = 1 THEN agent_id END,
       at + part * interval '1 minute', at + part * interval '59 minutes' + interval '1 minute'
     FROM past, generate_series(0, 1) AS part`,
    `INSERT INTO decision (workspace_id, id, conversation_id, at, kind, trigger, team_id, policy_version, strategy, agent_id,
       data, reason)
     SELECT ${workspaceId}, uuidv7(), conversation_id, at, 'assigned', 'opened', ${teamId}, 1, 'round_robin', agent_id,
       '{"sentence": "Was next."}', 'assigned' FROM past`,
    `INSERT INTO event (workspace_id, sequence, type, subject_id, actor, data, at)
     SELECT ${workspaceId}, s.last + 3 * g - 2 + kind.place, kind.name, conversation_id, '{"type": "system", "id": null}',
       jsonb_build_object('agentId', agent_id), at + kind.place * interval '1 minute'
     FROM past, (VALUES (0, 'conversation.opened'), (1, 'conversation.assigned'), (2, 'conversation.closed')) AS kind (place, name),
       (SELECT coalesce(max(last), 0) AS last FROM event_sequence WHERE workspace_id = ${workspaceId}) AS s`,
    `INSERT INTO event_sequence (workspace_id, last) SELECT ${workspaceId}, 3 * count(*) FROM past
     ON CONFLICT (workspace_id) DO UPDATE SET last = event_sequence.last + excluded.last`,
  ]
}

/** As many conversations of random customers, waiting for the first team since a moment ago. */
export async function addWaiting(
  pool: Database['pool'],
  workspace: Workspace,
  count: number,
  customers: number,
): Promise<void> {
  await pool.query(
    `INSERT INTO conversation (workspace_id, id, channel_id, contact_id, team_id, status, queue_order, waiting_since)
     SELECT $1::uuid, uuidv7(), i.channel_id, i.contact_id, $2::uuid, 'open', clock_timestamp(), clock_timestamp()
     FROM (SELECT DISTINCT 1 + floor(random() * $4)::int AS g FROM generate_series(1, 3 * $3::int)) AS drawn
     JOIN identity i ON i.workspace_id = $1::uuid AND i.address = '1555' || 1000000 + drawn.g
       AND i.channel_id = ($5::uuid[])[1 + drawn.g % cardinality($5::uuid[])]
     LIMIT $3::int`,
    [workspace.id, workspace.teamIds[0], count, customers, workspace.channels.map(({ id }) => id)],
  )
}

/** Whatever is open is closed, longer ago than it could be reopened. */
export async function closeAll(pool: Database['pool'], workspace: Workspace): Promise<void> {
  await pool.query(
    `UPDATE conversation SET status = 'closed', closed_at = now() - interval '5 days', waiting_since = NULL
     WHERE workspace_id = $1 AND status <> 'closed'`,
    [workspace.id],
  )
}
