import { Secrets } from '../../server/src/auth/secrets.ts'
import { connectChannel } from '../../server/src/channels/connect.ts'
import type { Database } from '../../server/src/db/database.ts'
import { makeApiKey } from '../../server/src/members/api-keys.ts'
import { makeWorkspace } from '../../server/src/setup/testing.ts'
import { makeTeam } from '../../server/src/teams/make.ts'
import { changeWorkspace } from '../../server/src/workspace/change.ts'

export const secret = 'a secret of the benchmarks, long enough to be one'
export const appSecret = 'an-invented-app-secret'

export type Workspace = Readonly<{
  id: string
  ownerId: string
  /** Of the owner. */
  apiKey: string
  /** The default team first, whose members the agents are. */
  teamIds: readonly string[]
  channels: readonly Readonly<{ id: string; phoneNumberId: string }>[]
}>

export type Wishes = Readonly<{ agents: number; channels?: number; teams?: number }>

let made = 0

/** A workspace at work: WhatsApp numbers, and agents who are online until they say otherwise; all else as by default. */
export async function makeBusyWorkspace(database: Database, wishes: Wishes): Promise<Workspace> {
  const { agents, channels: channelCount = 5, teams = 1 } = wishes
  const { id: workspaceId, owner } = await makeWorkspace(database)
  const actor = { type: 'member', id: owner.memberId } as const
  const connecting = { workspaceId, actor, secrets: new Secrets(secret), publicUrl: 'http://localhost:3000' }
  const numbers = Array.from({ length: channelCount }, () => {
    made += 1
    return String(106_540_352_240_000 + made)
  })

  const workspace = await database.transact(async (tx) => {
    const { id: teamId } = await makeTeam(tx, { workspaceId, actor, given: { name: 'Support', memberIds: [] } })
    await changeWorkspace(tx, { workspaceId, actor, given: { defaultTeamId: teamId } })
    const channels: { id: string; phoneNumberId: string }[] = []
    for (const [index, phoneNumberId] of numbers.entries()) {
      const { id } = await connectChannel(tx, connecting, {
        type: 'whatsapp',
        name: `WhatsApp ${index + 1}`,
        teamId: null,
        settings: { phoneNumberId, businessAccountId: '200000000000001', displayPhoneNumber: '15550783881' },
        secrets: { accessToken: 'an-invented-token', appSecret },
      })
      channels.push({ id, phoneNumberId })
    }
    const by = { id: owner.memberId, role: 'owner' } as const
    const { key } = await makeApiKey(tx, { workspaceId, by, memberId: owner.memberId, name: 'bench' })
    return { id: workspaceId, ownerId: owner.memberId, apiKey: key, teamIds: [teamId], channels }
  })
  await addAgents(database, workspaceId, workspace.teamIds[0]!, agents)
  return { ...workspace, teamIds: [...workspace.teamIds, ...(await addTeams(database, workspaceId, teams - 1))] }
}

/** Set-based: ten thousand at once. */
async function addAgents({ pool }: Database, workspaceId: string, teamId: string, count: number): Promise<void> {
  await pool.query(
    `WITH made AS MATERIALIZED (
       SELECT g, gen_random_uuid() AS person_id, gen_random_uuid() AS id, 'Agent ' || g AS name,
         'agent.' || g || '.' || $1 || '@example.com' AS email
       FROM generate_series(1, $3::int) AS g
     ), people AS (INSERT INTO person (id, name, email) SELECT person_id, name, email FROM made)
     , members AS (
       INSERT INTO member (workspace_id, id, person_id, name, email, role, presence, chosen_presence)
       SELECT $1::uuid, id, person_id, name, email, 'agent', 'online', 'online' FROM made)
     , leases AS (INSERT INTO presence_lease (workspace_id, member_id, until) SELECT $1::uuid, id, 'infinity' FROM made)
     INSERT INTO team_member (workspace_id, team_id, member_id) SELECT $1::uuid, $2::uuid, id FROM made`,
    [workspaceId, teamId, count],
  )
}

// Each has the policy of the first, and an agent or none.
async function addTeams({ pool }: Database, workspaceId: string, count: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `WITH made AS MATERIALIZED (SELECT g, gen_random_uuid() AS id FROM generate_series(1, $2::int) AS g)
     , teams AS (INSERT INTO team (workspace_id, id, name, policy_version) SELECT $1::uuid, id, 'Team ' || g, 1 FROM made)
     , policies AS (
       INSERT INTO policy (workspace_id, team_id, version, settings)
       SELECT $1::uuid, made.id, 1, (SELECT settings FROM policy WHERE workspace_id = $1::uuid LIMIT 1) FROM made)
     , members AS (
       INSERT INTO team_member (workspace_id, team_id, member_id)
       SELECT $1::uuid, made.id, m.id FROM made
       JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM member
         WHERE workspace_id = $1::uuid AND role = 'agent') AS m ON m.place = made.g)
     SELECT id FROM made`,
    [workspaceId, count],
  )
  return rows.map(({ id }) => id)
}

/** Customers 1 to `count` are known: contacts with their address on their channel (see intake/requests.ts). */
export async function addCustomers({ pool }: Database, workspace: Workspace, count: number, first = 1): Promise<void> {
  await pool.query(
    `WITH made AS MATERIALIZED (
       SELECT g, uuidv7() AS id, '1555' || 1000000 + g AS address FROM generate_series($4::int, $2::int) AS g
     ), contacts AS (
       INSERT INTO contact (workspace_id, id, name, phone) SELECT $1::uuid, id, 'Customer ' || g, '+' || address FROM made)
     INSERT INTO identity (workspace_id, id, channel_id, address, contact_id)
     SELECT $1::uuid, gen_random_uuid(), ($3::uuid[])[1 + g % cardinality($3::uuid[])], address, id FROM made`,
    [workspace.id, count, workspace.channels.map(({ id }) => id), first],
  )
}
