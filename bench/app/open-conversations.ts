import type { Database } from '../../server/src/db/database.ts'
import type { Workspace } from '../load/workspace.ts'

export type OpenConversation = Readonly<{ id: string; customer: number; isMine: boolean }>

type Wishes = Readonly<{ meId: string; open: number; own: number }>

const messages = 40

/**
 * Customers 1 to `open` have written again since yesterday, and were answered in turn: every third waits for an answer, every
 * tenth for somebody to take it, `own` are of one agent and the rest of the others. The last to write is the first.
 */
export async function addOpen(
  pool: Database['pool'],
  workspace: Workspace,
  { meId, open, own }: Wishes,
): Promise<readonly OpenConversation[]> {
  const { id, teamIds, channels } = workspace
  await pool.query(
    `CREATE UNLOGGED TABLE present AS
     SELECT g, uuidv7() AS id, i.contact_id, i.channel_id, g % $3 = 0 AS is_mine,
       CASE WHEN g % $3 = 0 THEN $4::uuid WHEN g % 10 <> 1 THEN others.ids[1 + g % cardinality(others.ids)] END AS agent_id,
       CASE WHEN g % 3 = 0 OR (g % 10 = 1 AND g % $3 <> 0) THEN 2 ELSE 0 END AS unread,
       now() - interval '20 hours' * (g::float8 / $2) AS at
     FROM generate_series(1, $2::int) AS g
     JOIN identity i ON i.workspace_id = $1 AND i.address = '1555' || 1000000 + g
       AND i.channel_id = ($5::uuid[])[1 + g % cardinality($5::uuid[])],
     (SELECT array_agg(member_id) AS ids FROM team_member WHERE team_id = $6 AND member_id <> $4) AS others`,
    [id, open, Math.max(1, Math.floor(open / own)), meId, channels.map((channel) => channel.id), teamIds[0]],
  )
  for (const statement of statements(`'${id}'`, `'${teamIds[0]}'`)) await pool.query(statement)
  const { rows } = await pool.query<OpenConversation>(
    'SELECT id, g AS customer, is_mine AS "isMine" FROM present ORDER BY g',
  )
  await pool.query('DROP TABLE present')
  return rows
}

function statements(workspaceId: string, teamId: string): string[] {
  // Of various lengths, so that rows and bubbles are as unlike as real ones.
  const text = `CASE (g * 7 + n) % 5
    WHEN 0 THEN 'Yes, thank you!'
    WHEN 1 THEN 'Hello, I need help with my order 12345, it has not arrived yet'
    WHEN 2 THEN 'The parcel left our warehouse on Tuesday and should be with you within two days. If it is not, tell us here and we send another one.'
    WHEN 3 THEN 'Is there a shop near the station?'
    ELSE 'I have looked again: it is the blue one, size 42, and the label says it was packed on Monday.' END`
  const said = `(SELECT p.*, n, n % 2 = CASE WHEN unread > 0 THEN 0 ELSE 1 END AS is_ours,
      at - (${messages} - n) * interval '7 minutes' AS said_at
    FROM present p, generate_series(1, ${messages}) AS n)`
  return [
    `INSERT INTO conversation (workspace_id, id, channel_id, contact_id, team_id, assignee_id, status, queue_order,
       assigned_at, assigned_by, last_agent_id, last_agent_at, last_message, last_contact_message_at, created_at,
       waiting_since, unread_count, last_activity_at, last_message_at, queued_since, queued_at)
     SELECT ${workspaceId}, id, channel_id, contact_id, ${teamId}, agent_id, 'open', at,
       CASE WHEN agent_id IS NOT NULL THEN at END, CASE WHEN agent_id IS NOT NULL THEN 'engine' END, agent_id,
       CASE WHEN agent_id IS NOT NULL THEN at END,
       jsonb_build_object('text', ${text}, 'kind', 'text', 'at', at,
         'authorType', CASE WHEN unread > 0 THEN 'contact' ELSE 'member' END),
       at, at - ${messages} * interval '7 minutes', CASE WHEN unread > 0 THEN at END, unread, at, at, at, at
     FROM present, (SELECT ${messages} AS n) AS last`,
    `INSERT INTO message (workspace_id, id, conversation_id, channel_id, author_type, author_id, author_name, kind, text,
       provider_id, state, at, created_at)
     SELECT ${workspaceId}, uuidv7(), id, channel_id, CASE WHEN is_ours THEN 'member' ELSE 'contact' END,
       CASE WHEN is_ours THEN agent_id ELSE contact_id END, CASE WHEN is_ours THEN 'An agent' ELSE 'Customer ' || g END,
       'text', ${text}, 'wamid.present.' || g || '.' || n, CASE WHEN is_ours THEN 'read' ELSE 'received' END, said_at, said_at
     FROM (SELECT * FROM ${said} AS s ORDER BY g, n) AS said`,
    `INSERT INTO event (workspace_id, sequence, type, subject_id, actor, data, at)
     SELECT ${workspaceId}, s.last + 2 * g - 1 + kind.place, kind.name, id, '{"type": "system", "id": null}',
       jsonb_build_object('agentId', agent_id), at - ${messages} * interval '7 minutes'
     FROM present, (VALUES (0, 'conversation.opened'), (1, 'conversation.assigned')) AS kind (place, name),
       (SELECT coalesce(max(last), 0) AS last FROM event_sequence WHERE workspace_id = ${workspaceId}) AS s`,
    `UPDATE event_sequence SET last = last + 2 * (SELECT count(*) FROM present) WHERE workspace_id = ${workspaceId}`,
  ]
}
