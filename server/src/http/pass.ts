import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { Pass } from '../events/stream.ts'
import type { Caller } from './endpoint.ts'

type Holder = Readonly<{ workspaceId: string; memberId: string; credentialId: string }>

/** Lets callers stay on their streams for as long as their session or key is good: asked for all of them at once. */
export function passes(db: Db): (caller: Caller) => Pass<Holder> | null {
  const ways = {
    session: (holders: readonly Holder[]) => goodSessions(db, holders),
    api_key: (holders: readonly Holder[]) => goodKeys(db, holders),
  }
  return ({ workspaceId, memberId, credentialId, via }) =>
    credentialId === undefined ? null : { holder: { workspaceId, memberId, credentialId }, check: ways[via] }
}

async function goodSessions(db: Db, holders: readonly Holder[]): Promise<boolean[]> {
  const { rows } = await sql<{ index: string }>`
    SELECT h.index FROM ${table(holders)}
    JOIN session AS s ON s.id = h.credential_id AND s.expires_at > now()
    JOIN member AS m ON m.workspace_id = h.workspace_id AND m.id = h.member_id AND m.person_id = s.person_id
    WHERE m.deactivated_at IS NULL`.execute(db)
  return among(holders, rows)
}

async function goodKeys(db: Db, holders: readonly Holder[]): Promise<boolean[]> {
  const { rows } = await sql<{ index: string }>`
    SELECT h.index FROM ${table(holders)}
    JOIN api_key AS k ON k.workspace_id = h.workspace_id AND k.id = h.credential_id
    JOIN member AS m ON m.workspace_id = k.workspace_id AND m.id = k.member_id
    WHERE m.deactivated_at IS NULL`.execute(db)
  return among(holders, rows)
}

function table(holders: readonly Holder[]) {
  return sql`unnest(
    ${holders.map(({ workspaceId }) => workspaceId)}::uuid[],
    ${holders.map(({ memberId }) => memberId)}::uuid[],
    ${holders.map(({ credentialId }) => credentialId)}::uuid[]
  ) WITH ORDINALITY AS h (workspace_id, member_id, credential_id, index)`
}

function among(holders: readonly Holder[], rows: readonly { index: string }[]): boolean[] {
  const good = new Set(rows.map(({ index }) => Number(index)))
  return holders.map((_, index) => good.has(index + 1))
}
