import type { Member } from '@fairlead/sdk'
import { sql } from 'kysely'
import { holdForChange } from '../assignment/lock.ts'
import type { Db, Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { type MemberRow, presentMember } from './present.ts'

export async function listMembers(db: Db | Tx, workspaceId: string): Promise<Member[]> {
  const rows = await db
    .selectFrom('member')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .execute()
  return rows.map(presentMember)
}

export async function loadMember(db: Db | Tx, workspaceId: string, id: string): Promise<Member | null> {
  const row = await db
    .selectFrom('member')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? presentMember(row) : null
}

/** The workspaces in which the person is an active member, the first joined first. */
export async function listWorkspacesOf(db: Db, personId: string): Promise<{ id: string; name: string }[]> {
  return await db
    .selectFrom('member as m')
    .innerJoin('workspace as w', 'w.id', 'm.workspace_id')
    .select(['w.id', 'w.name'])
    .where('m.person_id', '=', personId)
    .where('m.deactivated_at', 'is', null)
    .orderBy('m.created_at')
    .orderBy('w.id')
    .execute()
}

/** The member, held until the transaction ends, and no look at the queues until then: before any conversation. */
export async function lockMember(tx: Tx, workspaceId: string, id: string): Promise<MemberRow | undefined> {
  await holdForChange(tx, workspaceId)
  return await tx
    .selectFrom('member')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

/** Holds the members, in id order, until the transaction ends, and no look at the queues until then. */
export async function lockMembers(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await holdForChange(tx, workspaceId)
  await sql`
    SELECT FROM member WHERE workspace_id = ${workspaceId} AND id = ANY (${ids}::uuid[])
    ORDER BY id FOR NO KEY UPDATE`.execute(tx)
}

/** Members are never deleted, so one that is known stays known. */
export async function requireMembers(db: Db | Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM unnest(${ids}::uuid[]) AS id
    WHERE NOT EXISTS (SELECT FROM member AS m WHERE m.workspace_id = ${workspaceId} AND m.id = id.id)`.execute(db)
  if (rows.length > 0) throw new AppError('unknown_reference', { data: { ids: rows.map(({ id }) => id) } })
}
