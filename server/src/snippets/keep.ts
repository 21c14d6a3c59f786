import type { patchSnippet, postSnippet, Snippet } from '@fairlead/sdk'
import type { z } from 'zod'
import type { Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { type Asker, holdSnippet, ownedBy, presentSnippet, tellSnippet, toTakenError } from './snippet.ts'

export async function makeSnippet(
  tx: Tx,
  caller: Asker,
  given: z.output<(typeof postSnippet)['body']>,
): Promise<Snippet> {
  const { ownerId, teamId } = await ownedBy(tx, caller, given)
  const { name, shortcut, text } = given
  const row = await tx
    .insertInto('snippet')
    .values({
      ...{ workspace_id: caller.workspaceId, id: newId(), owner_id: ownerId, team_id: teamId },
      ...{ name, shortcut, text },
    })
    .returningAll()
    .executeTakeFirstOrThrow()
    .catch((error: unknown) => {
      throw toTakenError(error)
    })
  tellSnippet(tx, caller, { type: 'snippet.changed', id: row.id, ownerId })
  return presentSnippet(row)
}

export async function changeSnippet(
  tx: Tx,
  caller: Asker,
  { id, given }: { id: string; given: z.output<(typeof patchSnippet)['body']> },
): Promise<Snippet> {
  const before = await holdSnippet(tx, caller, id)
  const { name = before.name, shortcut = before.shortcut, text = before.text, scope, teamId } = given
  const owned = scope === undefined ? before : await ownedBy(tx, caller, { scope, teamId })
  const row = await tx
    .updateTable('snippet')
    .set({ name, shortcut, text, owner_id: owned.ownerId, team_id: owned.teamId })
    .where('workspace_id', '=', caller.workspaceId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
    .catch((error: unknown) => {
      throw toTakenError(error)
    })
  const ownerId = before.ownerId === null ? null : owned.ownerId
  tellSnippet(tx, caller, { type: 'snippet.changed', id, ownerId })
  return presentSnippet(row)
}

export async function deleteSnippet(tx: Tx, caller: Asker, id: string): Promise<void> {
  const { ownerId } = await holdSnippet(tx, caller, id)
  await tx.deleteFrom('snippet').where('workspace_id', '=', caller.workspaceId).where('id', '=', id).execute()
  tellSnippet(tx, caller, { type: 'snippet.deleted', id, ownerId })
}
