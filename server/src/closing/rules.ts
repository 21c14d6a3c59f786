import type { Conversation } from '@fairlead/sdk'
import type { Db, Tx } from '../db/database.ts'
import { found, type Issue, refusal } from '../errors.ts'

/** What a member says who closes. */
export type GivenClosing = Readonly<{ categoryId?: string | null | undefined; summary?: string | undefined }>

type Closing = NonNullable<Conversation['closing']>

/**
 * What is said of a closing, as it is kept; null when nothing is.
 *
 * @throws {AppError} `closing_incomplete`, `unknown_reference`
 */
export async function requireClosing(
  tx: Tx,
  workspaceId: string,
  { categoryId = null, summary = '' }: GivenClosing,
): Promise<Closing | null> {
  const needs = await closingNeeds(tx, workspaceId)
  const issues: Issue[] = []
  if (needs.category && categoryId === null) {
    issues.push({ path: 'categoryId', message: 'say what the conversation was about' })
  }
  if (needs.summary && summary.trim() === '') {
    issues.push({ path: 'summary', message: 'say in a sentence how it ended' })
  }
  if (issues.length > 0) throw refusal('closing_incomplete', issues)
  if (categoryId !== null) await requireCategory(tx, workspaceId, categoryId)
  return categoryId === null && summary.trim() === '' ? null : { categoryId, summary: summary.trim() }
}

/** Without what nothing is closed. Where there is no category none is asked for, whatever the rules say. */
export async function closingNeeds(
  db: Db | Tx,
  workspaceId: string,
): Promise<Readonly<{ category: boolean; summary: boolean }>> {
  const { closing } = found(
    await db.selectFrom('workspace').select('closing').where('id', '=', workspaceId).executeTakeFirst(),
  )
  const category = closing.isCategoryRequired && (await hasCategory(db, workspaceId))
  return { category, summary: closing.isSummaryRequired }
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
