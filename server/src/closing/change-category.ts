import { isDeepStrictEqual } from 'node:util'
import type { Actor, ClosingCategory, patchClosingCategory } from '@fairlead/sdk'
import type { z } from 'zod'
import { append, type Tx } from '../db/database.ts'
import { found } from '../errors.ts'
import { lockCategory } from './queries.ts'
import { toCategoryTakenError } from './taken.ts'

type CategoryChange = z.output<(typeof patchClosingCategory)['body']>

export async function changeCategory(
  tx: Tx,
  { workspaceId, id, actor, given }: { workspaceId: string; id: string; actor: Actor; given: CategoryChange },
): Promise<ClosingCategory> {
  const before = found(await lockCategory(tx, workspaceId, id))
  const closingCategory: ClosingCategory = {
    ...before,
    name: given.name ?? before.name,
    position: given.position ?? before.position,
  }
  if (isDeepStrictEqual(before, closingCategory)) return before

  try {
    await tx
      .updateTable('closing_category')
      .set({ name: closingCategory.name, position: closingCategory.position })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute()
  } catch (error) {
    throw toCategoryTakenError(error)
  }
  append(tx, { workspaceId, type: 'closing_category.changed', subjectId: id, actor, data: { closingCategory } })
  return closingCategory
}
