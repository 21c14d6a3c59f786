/** Opening, putting aside and closing by a run. What is so already stays so. */

import { closingNeeds, requireCategory } from '../../closing/rules.ts'
import { lockConversation } from '../../conversations/change.ts'
import { close as closeHeld, reopenConversation } from '../../conversations/close.ts'
import { snoozeConversation, unsnoozeConversation } from '../../conversations/snooze.ts'
import type { Tx } from '../../db/database.ts'
import { found } from '../../errors.ts'
import type { EffectOf } from '../interpreter/effect.ts'
import { Refused } from './refused.ts'
import { type Running, subjectOf } from './running.ts'

export async function open(tx: Tx, run: Running): Promise<void> {
  const { workspaceId, conversationId } = run
  // Whoever opens holds the assignee before the conversation, so that it is only looked at here.
  const { status } = found(
    await tx
      .selectFrom('conversation')
      .select('status')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', conversationId)
      .executeTakeFirst(),
  )
  if (status === 'closed') await reopenConversation(tx, { ...subjectOf(run), by: 'workflow' })
  else if (status === 'snoozed') await unsnoozeConversation(tx, { ...subjectOf(run), by: 'workflow' })
}

export async function snooze(tx: Tx, run: Running, { until }: EffectOf<'snooze'>): Promise<void> {
  await snoozeConversation(tx, { ...subjectOf(run), until: new Date(until) })
}

/**
 * A category and a summary are asked of it as of members; but nobody wraps up what it closed.
 * @throws {AppError | Refused} `unknown_reference`, `category_required`, `summary_required`
 */
export async function close(tx: Tx, run: Running, { categoryId, summary }: EffectOf<'close'>): Promise<void> {
  const { workspaceId, conversationId, actor } = { ...run, ...subjectOf(run) }
  if (categoryId !== null) await requireCategory(tx, workspaceId, categoryId)
  const row = await lockConversation(tx, workspaceId, conversationId)
  if (row.status === 'closed') return
  const said = { categoryId, summary: summary.trim() }
  const needs = await closingNeeds(tx, workspaceId)
  if (needs.category && categoryId === null) {
    throw new Refused('category_required', 'The workspace asks for a category with each closing. The step has none.')
  }
  if (needs.summary && said.summary === '') {
    throw new Refused('summary_required', 'The workspace asks for a summary with each closing. The step’s is empty.')
  }
  const closing = categoryId === null && said.summary === '' ? null : said
  await closeHeld(tx, row, { by: 'workflow', actor, closing })
}
