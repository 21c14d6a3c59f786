import type { ApiKey, Role } from '@fairlead/sdk'
import type { Selectable } from 'kysely'
import { makeToken } from '../auth/secrets.ts'
import type { Db, Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import type { Tables } from '../db/schema.ts'
import { AppError, found } from '../errors.ts'
import { outranks } from './role.ts'

type Keeper = Readonly<{ id: string; role: Role }>

/** One's own keys; those of everybody for who is more than an agent. */
export async function listApiKeys(db: Db, { workspaceId, by }: { workspaceId: string; by: Keeper }): Promise<ApiKey[]> {
  const rows = await db
    .selectFrom('api_key')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .$if(by.role === 'agent', (query) => query.where('member_id', '=', by.id))
    .orderBy('id', 'desc')
    .execute()
  return rows.map(presentApiKey)
}

/** Makes a key that acts as its member, and answers with the key itself, of which only the hash is kept. */
export async function makeApiKey(
  tx: Tx,
  { workspaceId, by, memberId, name }: { workspaceId: string; by: Keeper; memberId: string; name: string },
): Promise<{ apiKey: ApiKey; key: string }> {
  const member = await tx
    .selectFrom('member')
    .select(['role', 'deactivated_at'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', memberId)
    // Whoever deactivates the member at this moment must find the key, or we them.
    .forShare()
    .executeTakeFirst()
  if (!member) throw new AppError('unknown_reference', { data: { ids: [memberId] } })
  requireMayActFor(by, { id: memberId, role: member.role })
  if (member.deactivated_at) throw new AppError('member_deactivated')

  const { token, hash } = makeToken('flk_')
  const row = await tx
    .insertInto('api_key')
    .values({
      workspace_id: workspaceId,
      id: newId(),
      member_id: memberId,
      name,
      prefix: token.slice(0, 10),
      key_hash: hash,
      last_used_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return { apiKey: presentApiKey(row), key: token }
}

export async function revokeApiKey(
  tx: Tx,
  { workspaceId, id, by }: { workspaceId: string; id: string; by: Keeper },
): Promise<void> {
  const key = found(
    await tx
      .selectFrom('api_key as k')
      .innerJoin('member as m', (join) =>
        join.onRef('m.workspace_id', '=', 'k.workspace_id').onRef('m.id', '=', 'k.member_id'),
      )
      .select(['m.id', 'm.role'])
      .where('k.workspace_id', '=', workspaceId)
      .where('k.id', '=', id)
      .executeTakeFirst(),
  )
  // An agent does not hear of others' keys.
  if (by.role === 'agent' && key.id !== by.id) throw new AppError('not_found')
  requireMayActFor(by, key)
  await tx.deleteFrom('api_key').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
}

// A key acts as its member: whoever may make one for somebody has all that they may do.
function requireMayActFor(by: Keeper, member: Keeper): void {
  if (member.id !== by.id && !outranks(by.role, member.role)) {
    throw new AppError('forbidden', { detail: 'Keys of others are for who has a higher role than they.' })
  }
}

function presentApiKey(row: Selectable<Tables['api_key']>): ApiKey {
  return {
    id: row.id,
    name: row.name,
    memberId: row.member_id,
    prefix: row.prefix,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  }
}
