import { policy } from '@fairlead/sdk'
import type { Database } from '../../server/src/db/database.ts'
import { newId } from '../../server/src/db/id.ts'

export type Backlog = Readonly<{ workspaceId: string; teamId: string; channelId: string }>

export type Wishes = Readonly<{
  agents: number
  waiting: number
  strategy: 'round_robin' | 'least_open'
}>

/** A workspace with a team whose agents are all there, and with as many conversations that wait, each somebody else's. */
export async function makeBacklog({ db, pool }: Database, { agents, waiting, strategy }: Wishes): Promise<Backlog> {
  const [workspaceId, teamId, channelId] = [newId(), newId(), newId()]
  const settings = JSON.stringify(policy.parse({ strategy }))
  await db.insertInto('workspace').values({ id: workspaceId, name: 'Example Shop' }).execute()
  await db
    .insertInto('team')
    .values({ workspace_id: workspaceId, id: teamId, name: 'Support', policy_version: 1 })
    .execute()
  await db.insertInto('policy').values({ workspace_id: workspaceId, team_id: teamId, version: 1, settings }).execute()
  await db
    .insertInto('channel')
    .values({
      workspace_id: workspaceId,
      id: channelId,
      type: 'webchat',
      name: 'Site',
      team_id: teamId,
      settings: '{}',
      secrets: Buffer.alloc(0),
    })
    .execute()
  await pool.query(
    `WITH made AS (SELECT gen_random_uuid() AS person_id, gen_random_uuid() AS id, n FROM generate_series(1, $1::int) AS n),
    people AS (
      INSERT INTO person (id, name, email) SELECT person_id, 'Agent ' || n, person_id || '@example.com' FROM made),
    members AS (
      INSERT INTO member (workspace_id, id, person_id, name, email, role, presence)
      SELECT $2::uuid, id, person_id, 'Agent ' || n, person_id || '@example.com', 'agent', 'online' FROM made)
    INSERT INTO team_member (workspace_id, team_id, member_id) SELECT $2::uuid, $3::uuid, id FROM made`,
    [agents, workspaceId, teamId],
  )
  await pool.query(
    `WITH made AS (
      SELECT gen_random_uuid() AS contact_id, uuidv7(make_interval(secs => n * 0.01 - 86400)) AS id, n,
        now() - interval '1 day' + make_interval(secs => n * 0.01) AS at
      FROM generate_series(1, $1::int) AS n),
    contacts AS (
      INSERT INTO contact (workspace_id, id, name) SELECT $2::uuid, contact_id, 'Contact ' || n FROM made)
    INSERT INTO conversation (workspace_id, id, channel_id, contact_id, team_id, waiting_since, queued_since, queued_at,
      queue_order, unread_count, last_message, last_message_at, last_contact_message_at, created_at, last_activity_at)
    SELECT $2::uuid, id, $3::uuid, contact_id, $4::uuid, at, at, at, at, 1,
      jsonb_build_object('text', 'Hello, where is my order number ' || n || '?', 'kind', 'text', 'authorType', 'contact',
        'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')), at, at, at, at
    FROM made ORDER BY n`,
    [waiting, workspaceId, channelId, teamId],
  )
  return { workspaceId, teamId, channelId }
}
