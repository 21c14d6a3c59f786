import type { Actor, ClosingCategory, postClosingCategory } from '@fairlead/sdk'
import type { z } from 'zod'
import { append, type Tx } from '../db/database.ts'
import { newId } from '../db/id.ts'
import { listCategories } from './queries.ts'
import { toCategoryTakenError } from './taken.ts'

type NewCategory = z.output<(typeof postClosingCategory)['body']>

/** A new category comes last. */
export async function makeCategory(
  tx: Tx,
  { workspaceId, actor, given }: { workspaceId: string; actor: Actor; given: NewCategory },
): Promise<ClosingCategory> {
  const others = await listCategories(tx, workspaceId)
  const closingCategory: ClosingCategory = {
    id: newId(),
    name: given.name,
    position: Math.max(-1, ...others.map(({ position }) => position)) + 1,
    isDeleted: false,
  }
  const { isDeleted: _, ...values } = closingCategory
  try {
    await tx
      .insertInto('closing_category')
      .values({ workspace_id: workspaceId, ...values })
      .execute()
  } catch (error) {
    throw toCategoryTakenError(error)
  }
  append(tx, {
    workspaceId,
    type: 'closing_category.created',
    subjectId: closingCategory.id,
    actor,
    data: { closingCategory },
  })
  return closingCategory
}
