/**
 * Who is there. A member has a chosen presence, which only they and their managers change, and a lease, which says
 * until when they count as connected: open streams renew it, and a program's choice makes it infinite. Where the
 * workspace has an idle time, a lease holds only while its member was active within it; an infinite one never idles.
 * What counts for assignment is the chosen presence while the lease holds, else `offline`; it is kept in the member's
 * row, so that assigning looks at one row, and every change of it is an event. Who becomes offline may have to give
 * back what they hold: a job of the same transaction sees to it.
 *
 * The assignment lock comes first, then members, then leases, except for a renewal, which commits its leases before it
 * looks at members.
 * Leases are compared in SQL only: an infinite one is no `Date`.
 */
import type { Actor, Member, Presence } from '@fairlead/sdk'
import { type RawBuilder, sql } from 'kysely'
import { holdForChange } from '../assignment/lock.ts'
import { append, type Database, type Tx } from '../db/database.ts'
import { AppError, found } from '../errors.ts'
import { addJob } from '../jobs/add.ts'
import { type MemberRow, presentMember } from './present.ts'
import { lockMember } from './queries.ts'

/**
 * What a choice does to the lease. `session`: the member chose in a browser, whose stream renews it from now on;
 * `until_changed`: a program chose, and nothing will renew it; `unchanged`: somebody else chose for them.
 */
export type LeaseChange = 'session' | 'until_changed' | 'unchanged'

type MemberKey = Readonly<{ workspaceId: string; memberId: string }>

/** How long a member counts as connected after the last sign of it: a reload or a dead spot costs nobody their place. */
const grace = sql`interval '60 seconds'`

/** Signs of activity closer together than this are one: reads must not become writes. */
const activityStep = sql`interval '15 seconds'`

// For the member's row `m`.
const isPresent = sql<boolean>`EXISTS (
  SELECT FROM presence_lease AS l JOIN workspace AS w ON w.id = l.workspace_id
  WHERE l.workspace_id = m.workspace_id AND l.member_id = m.id AND l.until > now()
    AND (l.until = 'infinity' OR w.idle_minutes IS NULL
      OR l.active_at > now() - make_interval(mins => w.idle_minutes)))`

// For the member's row `m`.
const isGone = sql<boolean>`m.presence <> 'offline' AND NOT ${isPresent}`

export async function choosePresence(
  tx: Tx,
  {
    workspaceId,
    memberId,
    presence,
    actor,
    lease,
  }: MemberKey & { presence: Presence; actor: Actor; lease: LeaseChange },
): Promise<Member> {
  const before = found(await lockMember(tx, workspaceId, memberId))
  if (before.deactivated_at !== null) throw new AppError('member_deactivated')
  await changeLease(tx, { workspaceId, memberId }, lease)

  const { rows } = await sql<MemberRow>`
    UPDATE member AS m SET
      chosen_presence = ${presence},
      presence = CASE WHEN ${isPresent} THEN ${presence} ELSE 'offline' END
    WHERE workspace_id = ${workspaceId} AND id = ${memberId}
    RETURNING m.*`.execute(tx)

  const after = found(rows[0])
  if (after.presence !== before.presence || after.chosen_presence !== before.chosen_presence) {
    await announcePresence(tx, after, actor, before.presence)
  }
  return presentMember(after)
}

/**
 * Says that these members are connected now. Who counted as gone comes back with the presence they had chosen. A
 * connection alone is no activity, but a new one after all were gone is: somebody came back.
 */
export async function renewLeases(database: Database, connected: readonly MemberKey[]): Promise<void> {
  if (connected.length === 0) return
  const keys = keysOf(connected)
  await sql`
    INSERT INTO presence_lease AS l (workspace_id, member_id, until)
    SELECT DISTINCT m.workspace_id, m.id, now() + ${grace} FROM member AS m JOIN ${keys} USING (workspace_id, id)
    WHERE m.deactivated_at IS NULL
    ORDER BY m.workspace_id, m.id
    ON CONFLICT (workspace_id, member_id) DO UPDATE SET until = greatest(l.until, excluded.until),
      active_at = CASE WHEN l.until > now() THEN l.active_at ELSE now() END`.execute(database.db)
  await bringBack(database, connected)
}

/** Says that these members are at work. Who counted as idle comes back with the presence they had chosen. */
export async function noteActivity(database: Database, active: readonly MemberKey[]): Promise<void> {
  if (active.length === 0) return
  const { rows } = await sql`
    UPDATE presence_lease AS l SET active_at = now() FROM ${keysOf(active)}
    WHERE l.workspace_id = k.workspace_id AND l.member_id = k.id AND l.active_at < now() - ${activityStep}
    RETURNING l.member_id`.execute(database.db)
  if (rows.length > 0) await bringBack(database, active)
}

async function bringBack(database: Database, members: readonly MemberKey[]): Promise<void> {
  const keys = keysOf(members)
  const isBack = sql`
    m.presence = 'offline' AND m.chosen_presence <> 'offline' AND m.deactivated_at IS NULL AND ${isPresent}`
  const back = sql`SELECT m.* FROM member AS m JOIN ${keys} USING (workspace_id, id) WHERE ${isBack}`
  // Nearly always nobody: then no transaction, and no member's row waited for.
  if ((await back.execute(database.db)).rows.length === 0) return

  await database.transact(async (tx) => {
    await holdAllForChange(
      tx,
      members.map(({ workspaceId }) => workspaceId),
    )
    await sql`${back} ORDER BY m.workspace_id, m.id FOR NO KEY UPDATE OF m`.execute(tx)
    const { rows } = await sql<MemberRow>`
      UPDATE member AS m SET presence = m.chosen_presence
      FROM ${keys} WHERE m.workspace_id = k.workspace_id AND m.id = k.id AND ${isBack}
      RETURNING m.*`.execute(tx)
    for (const row of rows) await announcePresence(tx, row, { type: 'member', id: row.id }, 'offline')
  })
}

/** Takes everybody offline whose lease ran out or who is idle, and answers how many. Several processes may do so at once. */
export async function expireLeases(database: Database): Promise<number> {
  const { rows: workspaces } = await sql<{ id: string }>`
    SELECT DISTINCT m.workspace_id AS id FROM member AS m WHERE ${isGone}`.execute(database.db)
  // Nearly always nobody: then no transaction.
  if (workspaces.length === 0) return 0

  return await database.transact(async (tx) => {
    const ids = workspaces.map(({ id }) => id)
    await holdAllForChange(tx, ids)
    const { rows: candidates } = await sql<{ workspace_id: string; id: string }>`
      SELECT m.workspace_id, m.id FROM member AS m
      WHERE m.workspace_id = ANY (${ids}::uuid[]) AND ${isGone}
      ORDER BY m.workspace_id, m.id
      FOR NO KEY UPDATE SKIP LOCKED`.execute(tx)
    if (candidates.length === 0) return 0

    const keys = keysOf(candidates.map(({ workspace_id, id }) => ({ workspaceId: workspace_id, memberId: id })))
    // A renewal under way is waited for, and one that comes now waits for us and then finds the member offline.
    await sql`
      SELECT FROM presence_lease AS l JOIN ${keys} ON l.workspace_id = k.workspace_id AND l.member_id = k.id
      ORDER BY l.workspace_id, l.member_id FOR UPDATE OF l`.execute(tx)
    const { rows } = await sql<MemberRow>`
      UPDATE member AS m SET presence = 'offline'
      FROM ${keys} WHERE m.workspace_id = k.workspace_id AND m.id = k.id AND NOT ${isPresent}
      RETURNING m.*`.execute(tx)

    for (const row of rows) await announcePresence(tx, row, { type: 'system', id: null }, null)
    return rows.length
  })
}

async function holdAllForChange(tx: Tx, workspaceIds: readonly string[]): Promise<void> {
  for (const id of [...new Set(workspaceIds)].sort()) await holdForChange(tx, id)
}

async function changeLease(tx: Tx, { workspaceId, memberId }: MemberKey, lease: LeaseChange): Promise<void> {
  switch (lease) {
    case 'session':
      await sql`
        UPDATE presence_lease SET active_at = now(),
          until = CASE WHEN until = 'infinity' THEN now() + ${grace} ELSE until END
        WHERE workspace_id = ${workspaceId} AND member_id = ${memberId}`.execute(tx)
      break
    case 'until_changed':
      await sql`
        INSERT INTO presence_lease (workspace_id, member_id, until) VALUES (${workspaceId}, ${memberId}, 'infinity')
        ON CONFLICT (workspace_id, member_id) DO UPDATE SET until = excluded.until`.execute(tx)
      break
    case 'unchanged':
      break
  }
}

async function announcePresence(tx: Tx, row: MemberRow, actor: Actor, before: Presence | null): Promise<void> {
  const { workspace_id: workspaceId, id } = row
  append(tx, {
    workspaceId,
    type: 'member.presence_changed',
    subjectId: id,
    actor,
    data: { member: presentMember(row) },
  })
  if (row.presence === 'offline' && before !== 'offline') {
    await addJob(tx, 'member.leave', { workspaceId, id }, { key: `leave:${id}` })
  }
}

function keysOf(members: readonly MemberKey[]): RawBuilder<unknown> {
  return sql`unnest(
    ${members.map(({ workspaceId }) => workspaceId)}::uuid[],
    ${members.map(({ memberId }) => memberId)}::uuid[]) AS k (workspace_id, id)`
}
