import { isDeepStrictEqual } from 'node:util'
import type { Macro, patchMacro } from '@fairlead/sdk'
import type { z } from 'zod'
import { append, type Tx } from '../db/database.ts'
import { requireMayShare, requireValidSteps } from './check.ts'
import { lockMacro } from './queries.ts'

type Asking = Readonly<{ workspaceId: string; id: string; memberId: string; isManager: boolean }>
type MacroChange = z.output<(typeof patchMacro)['body']>

export async function changeMacro(tx: Tx, asking: Asking, given: MacroChange): Promise<Macro> {
  const { workspaceId, id, memberId, isManager } = asking
  const before = await lockMacro(tx, asking)
  const wasShared = before.ownerId === null
  const isShared = given.isShared ?? wasShared
  requireMayShare(wasShared || isShared, isManager)
  if (given.steps !== undefined) await requireValidSteps(tx, workspaceId, given.steps)
  const macro: Macro = {
    id,
    ownerId: isShared ? null : memberId,
    name: given.name ?? before.name,
    steps: given.steps ?? before.steps,
    position: given.position ?? before.position,
  }
  if (isDeepStrictEqual(before, macro)) return before
  await tx
    .updateTable('macro')
    .set({
      owner_id: macro.ownerId,
      name: macro.name,
      steps: JSON.stringify(macro.steps),
      position: macro.position,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  append(tx, {
    workspaceId,
    type: 'macro.changed',
    subjectId: id,
    actor: { type: 'member', id: memberId },
    // Whoever saw it before must hear that they no longer do.
    data: { id, ownerId: wasShared ? null : macro.ownerId },
  })
  return macro
}

export async function deleteMacro(tx: Tx, asking: Asking): Promise<void> {
  const { workspaceId, id, memberId, isManager } = asking
  const { ownerId } = await lockMacro(tx, asking)
  requireMayShare(ownerId === null, isManager)
  await tx.deleteFrom('macro').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
  append(tx, {
    workspaceId,
    type: 'macro.deleted',
    subjectId: id,
    actor: { type: 'member', id: memberId },
    data: { id, ownerId },
  })
}
