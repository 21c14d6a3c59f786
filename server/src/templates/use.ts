import { isTemplateApproved, type MessageContent, renderTemplate } from '@fairlead/sdk'
import { now } from '../db/clock.ts'
import type { Tx } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { enqueueSync } from './enqueue-sync.ts'
import type { TemplateRow } from './row.ts'
import { describeState } from './trouble.ts'

const dayMs = 24 * 3_600_000

type Channel = Readonly<{ workspaceId: string; channelId: string }>
type Use = NonNullable<MessageContent['template']>

/**
 * Somebody sends a template: what the contact is going to read of it. Null when we do not know it. It may have been made
 * a moment ago, so the provider decides, and is asked for all of them.
 * @throws {AppError} `template_not_approved`
 */
export async function useTemplate(tx: Tx, channel: Channel, use: Use): Promise<string | null> {
  const row = await find(tx, channel, use)
  if (!row) {
    await enqueueSync(tx, channel, { isSoon: true })
    return null
  }
  if (!isTemplateApproved(row)) {
    const { status, reason } = row
    throw new AppError('template_not_approved', {
      detail: `${describeState(row)} Choose another one.`,
      data: { status, reason },
    })
  }
  await markUsed(tx, row)
  return renderTemplate(row.content, use)
}

function find(tx: Tx, { workspaceId, channelId }: Channel, { name, language }: Use): Promise<TemplateRow | undefined> {
  return tx
    .selectFrom('template')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .where('name', '=', name)
    .where('language', '=', language)
    .executeTakeFirst()
}

// Once a day is enough: whoever sends thousands of one does not wait for its row.
async function markUsed(tx: Tx, row: TemplateRow): Promise<void> {
  const at = now()
  if (row.last_used_at !== null && row.last_used_at.getTime() > at - dayMs) return
  await tx
    .updateTable('template')
    .set({ last_used_at: new Date(at) })
    .where('workspace_id', '=', row.workspace_id)
    .where('channel_id', '=', row.channel_id)
    .where('name', '=', row.name)
    .where('language', '=', row.language)
    .execute()
}
