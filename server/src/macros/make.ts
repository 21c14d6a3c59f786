import type { Macro, postMacro } from '@fairlead/sdk'
import type { z } from 'zod'
import { append, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { requireMayShare, requireValidSteps } from './check.ts'

type NewMacro = z.output<(typeof postMacro)['body']>

export async function makeMacro(
  tx: Tx,
  {
    workspaceId,
    memberId,
    isManager,
    given,
  }: Readonly<{
    workspaceId: string
    memberId: string
    isManager: boolean
    given: NewMacro
  }>,
): Promise<Macro> {
  const { name, steps, isShared } = given
  requireMayShare(isShared, isManager)
  await requireValidSteps(tx, workspaceId, steps)
  const macro: Macro = { id: newId(), ownerId: isShared ? null : memberId, name, steps, position: 0 }
  await tx
    .insertInto('macro')
    .values({ workspace_id: workspaceId, id: macro.id, owner_id: macro.ownerId, name, steps: JSON.stringify(steps) })
    .execute()
  append(tx, {
    workspaceId,
    type: 'macro.changed',
    subjectId: macro.id,
    actor: { type: 'member', id: memberId },
    data: { id: macro.id, ownerId: macro.ownerId },
  })
  return macro
}
