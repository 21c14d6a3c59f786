import type { ClosingCategory } from '@fairlead/sdk'
import { sql } from 'kysely'
import type { Db, Tx } from '../db/database.ts'

const columns = ['id', 'name', 'position', sql<boolean>`deleted_at IS NOT NULL`.as('isDeleted')] as const

/** All of them in their order, the deleted too: what was closed with one still says so. */
export async function listCategories(db: Db | Tx, workspaceId: string): Promise<ClosingCategory[]> {
  return await db
    .selectFrom('closing_category')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .orderBy('position')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/** The category, held until the transaction ends, if it is not deleted. */
export async function lockCategory(tx: Tx, workspaceId: string, id: string): Promise<ClosingCategory | undefined> {
  return await tx
    .selectFrom('closing_category')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}
