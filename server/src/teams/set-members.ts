import { isDeepStrictEqual } from 'node:util'
import type { Actor, Team, TeamMember } from '@fairlead/sdk'
import { sql } from 'kysely'
import { holdForChange } from '../assignment/lock.ts'
import { releaseConversationsOf } from '../conversations/release.ts'
import { append, type Tx } from '../db/database.ts'
import { found, invalidRequest } from '../errors.ts'
import { lockMembers, requireMembers } from '../members/queries.ts'
import { loadTeam, lockTeam } from './queries.ts'

type Membership = Readonly<{
  workspaceId: string
  id: string
  actor: Actor
  members: readonly TeamMember[]
}>

/**
 * Says who is in the team, and how. Who stays keeps their place in the rotation; what a member who leaves holds of the
 * team's goes back to its queue.
 */
export async function setTeamMembers(tx: Tx, { workspaceId, id, actor, members }: Membership): Promise<Team> {
  requireEachOnce(members)
  await holdForChange(tx, workspaceId)
  // Members before the team: whoever settles a promise holds them when it writes to the team.
  await lockMembers(tx, workspaceId, await leaving(tx, workspaceId, id, members))
  await lockTeam(tx, workspaceId, id)
  const before = found(await loadTeam(tx, workspaceId, id))
  await requireMembers(
    tx,
    workspaceId,
    members.map(({ memberId }) => memberId),
  )
  const gone = await leaving(tx, workspaceId, id, members)
  await lockMembers(tx, workspaceId, gone)

  await sql`
    DELETE FROM team_member
    WHERE workspace_id = ${workspaceId} AND team_id = ${id} AND member_id = ANY (${gone}::uuid[])`.execute(tx)
  await writeMembers(tx, { workspaceId, id, members })

  const team = found(await loadTeam(tx, workspaceId, id))
  if (!isDeepStrictEqual(before, team)) {
    append(tx, { workspaceId, type: 'team.changed', subjectId: id, actor, data: { team } })
  }
  for (const memberId of gone) {
    await releaseConversationsOf(tx, { workspaceId, memberId, actor, by: 'removed', teamId: id })
  }
  return team
}

/** Adds whoever is not in the team yet, in its first tier. The caller holds the team. */
export async function insertTeamMembers(
  tx: Tx,
  { workspaceId, teamId, memberIds }: { workspaceId: string; teamId: string; memberIds: readonly string[] },
): Promise<void> {
  await sql`
    INSERT INTO team_member (workspace_id, team_id, member_id)
    SELECT DISTINCT ${workspaceId}::uuid, ${teamId}::uuid, id FROM unnest(${memberIds}::uuid[]) AS id
    ON CONFLICT DO NOTHING`.execute(tx)
}

async function writeMembers(
  tx: Tx,
  { workspaceId, id, members }: Pick<Membership, 'workspaceId' | 'id' | 'members'>,
): Promise<void> {
  await sql`
    INSERT INTO team_member AS m (workspace_id, team_id, member_id, tier, weight)
    SELECT ${workspaceId}::uuid, ${id}::uuid, given.* FROM unnest(
      ${members.map(({ memberId }) => memberId)}::uuid[],
      ${members.map(({ tier }) => tier)}::smallint[],
      ${members.map(({ weight }) => weight)}::float8[]) AS given (member_id, tier, weight)
    ON CONFLICT (workspace_id, team_id, member_id) DO UPDATE SET tier = excluded.tier, weight = excluded.weight
    WHERE (m.tier, m.weight) <> (excluded.tier, excluded.weight)`.execute(tx)
}

/** Who is in the team and not among those given, in the order in which they are locked. */
async function leaving(tx: Tx, workspaceId: string, id: string, members: readonly TeamMember[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('team_member')
    .select('member_id')
    .where('workspace_id', '=', workspaceId)
    .where('team_id', '=', id)
    .where(sql<boolean>`member_id <> ALL (${members.map(({ memberId }) => memberId)}::uuid[])`)
    .orderBy('member_id')
    .execute()
  return rows.map(({ member_id }) => member_id)
}

function requireEachOnce(members: readonly TeamMember[]): void {
  const seen = new Set<string>()
  const twice = members.flatMap(({ memberId }, index) => {
    const isKnown = seen.has(memberId)
    seen.add(memberId)
    return isKnown ? [{ path: `members.${index}.memberId`, message: 'the member is there already' }] : []
  })
  if (twice.length > 0) throw invalidRequest(twice)
}
