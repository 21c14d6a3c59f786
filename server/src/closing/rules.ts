import type { Conversation } from '@fairlead/sdk'
import type { Db, Tx } from '../db/database.ts'
import { found, type Issue, refusal } from '../errors.ts'

/** What a member says who closes. */
export type GivenClosing = Readonly<{ categoryId?: string | null | undefined; summary?: string | undefined }>

type Closing = NonNullable<Conversation['closing']>

/**
 * What is said of a closing, as it is kept; null when nothing is. Without any category there is none to ask for, whatever
 * the rules say.
 *
 * @throws {AppError} `closing_incomplete`, `unknown_reference`
 */
export async function requireClosing(
  tx: Tx,
  workspaceId: string,
  { categoryId = null, summary = '' }: GivenClosing,
): Promise<Closing | null> {
  const { closing: rules } = found(
    await tx.selectFrom('workspace').select('closing').where('id', '=', workspaceId).executeTakeFirst(),
  )
  const issues: Issue[] = []
  if (rules.isCategoryRequired && categoryId === null && (await hasCategory(tx, workspaceId))) {
    issues.push({ path: 'categoryId', message: 'say what the conversation was about' })
  }
  if (rules.isSummaryRequired && summary.trim() === '') {
    issues.push({ path: 'summary', message: 'say in a sentence how it ended' })
  }
  if (issues.length > 0) throw refusal('closing_incomplete', issues)
  if (categoryId !== null) await requireCategory(tx, workspaceId, categoryId)
  return categoryId === null && summary.trim() === '' ? null : { categoryId, summary: summary.trim() }
}

/** Whether nothing is closed without a category. */
export async function isCategoryNeeded(db: Db | Tx, workspaceId: string): Promise<boolean> {
  const { closing } = found(
    await db.selectFrom('workspace').select('closing').where('id', '=', workspaceId).executeTakeFirst(),
  )
  return closing.isCategoryRequired && (await hasCategory(db, workspaceId))
}

/** @throws {AppError} `unknown_reference` */
export async function requireCategory(tx: Tx, workspaceId: string, id: string): Promise<void> {
  if (await hasCategory(tx, workspaceId, id)) return
  const message = 'there is no such category in this workspace'
  throw refusal('unknown_reference', [{ path: 'categoryId', message }], { ids: [id] })
}

async function hasCategory(tx: Db | Tx, workspaceId: string, id?: string): Promise<boolean> {
  const row = await tx
    .selectFrom('closing_category')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('deleted_at', 'is', null)
    .$if(id !== undefined, (query) => query.where('id', '=', id!))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
