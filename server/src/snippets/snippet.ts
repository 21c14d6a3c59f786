import type { Member, Snippet } from '@fairlead/sdk'
import type { Selectable } from 'kysely'
import pg from 'pg'
import { append, type Tx } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import { AppError, found, refusal } from '../errors.ts'
import { isAtLeast } from '../members/role.ts'

/** Who asks. */
export type Asker = Readonly<{ workspaceId: string; memberId: string; role: Member['role'] }>

export type Scope = 'mine' | 'team' | 'everybody'
type Owned = Readonly<{ ownerId: string | null; teamId: string | null }>

export function presentSnippet(row: Selectable<Tables['snippet']>): Snippet {
  return {
    id: row.id,
    ownerId: row.owner_id,
    teamId: row.team_id,
    shortcut: row.shortcut,
    name: row.name,
    text: row.text,
  }
}

/** Whose a snippet of this scope is. What others use is made by managers. */
export async function ownedBy(
  tx: Tx,
  { workspaceId, memberId, role }: Asker,
  { scope, teamId }: { scope: Scope; teamId?: string | undefined },
): Promise<Owned> {
  if (scope === 'mine') return { ownerId: memberId, teamId: null }
  if (!isAtLeast(role, 'manager')) throw new AppError('forbidden')
  if (scope === 'everybody') return { ownerId: null, teamId: null }
  if (teamId === undefined) throw refusal('invalid_request', [{ path: 'teamId', message: 'says whose it is' }])
  const team = await tx
    .selectFrom('team')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', teamId)
    .executeTakeFirst()
  if (!team) throw refusal('unknown_reference', [{ path: 'teamId', message: 'there is no such team' }])
  return { ownerId: null, teamId }
}

/** The snippet, held by somebody who may change it: their own, or, as a manager, what others use. */
export async function holdSnippet(tx: Tx, { workspaceId, memberId, role }: Asker, id: string): Promise<Snippet> {
  const snippet = presentSnippet(
    found(
      await tx
        .selectFrom('snippet')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst(),
    ),
  )
  // Somebody else's own is nobody's business, managers' included.
  if (snippet.ownerId !== null && snippet.ownerId !== memberId) throw new AppError('not_found')
  if (snippet.ownerId === null && !isAtLeast(role, 'manager')) throw new AppError('forbidden')
  return snippet
}

/** To everybody by its number alone; `ownerId` when it has been nobody else's all along. */
export function tellSnippet(
  tx: Tx,
  { workspaceId, memberId }: Asker,
  event: Readonly<{ type: 'snippet.changed' | 'snippet.deleted'; id: string; ownerId: string | null }>,
): void {
  const { type, id, ownerId } = event
  append(tx, { workspaceId, type, subjectId: id, actor: { type: 'member', id: memberId }, data: { id, ownerId } })
}

/** For `catch` around a write: the database alone knows of one made at the same time. */
export function toTakenError(error: unknown): unknown {
  const isTaken = error instanceof pg.DatabaseError && error.constraint === 'snippet_shortcut'
  return isTaken ? new AppError('snippet_shortcut_taken', { cause: error }) : error
}
