import type { listTemplates, Output, Template } from '@fairlead/sdk'
import { channels } from '../channels/list.ts'
import type { Db } from '../db/database.ts'
import { AppError, found } from '../errors.ts'
import type { TemplateRow } from './row.ts'

type Channel = Readonly<{ workspaceId: string; channelId: string }>

/**
 * The templates of a channel as they are known here, whether or not its provider can be reached.
 * @throws {AppError} `not_found`, `templates_unsupported`
 */
export async function readTemplates(db: Db, channel: Channel): Promise<Output<typeof listTemplates>> {
  await requireTemplates(db, channel)
  const { workspaceId, channelId } = channel
  const rows = await db
    .selectFrom('template')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .orderBy('name')
    .orderBy('language')
    .execute()
  const sync = await db
    .selectFrom('template_sync')
    .select(['synced_at', 'error'])
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .executeTakeFirst()
  return {
    data: rows.map(present),
    syncedAt: sync?.synced_at?.toISOString() ?? null,
    syncError: sync?.error ?? null,
  }
}

/** @throws {AppError} `not_found`, `templates_unsupported` */
export async function requireTemplates(db: Db, { workspaceId, channelId }: Channel): Promise<void> {
  const { type } = found(
    await db
      .selectFrom('channel')
      .select('type')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', channelId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst(),
  )
  if (!channels[type].adapter?.listTemplates) throw new AppError('templates_unsupported')
}

function present(row: TemplateRow): Template {
  const { name, language, status, reason, category, quality, last_used_at: lastUsedAt, content } = row
  return {
    ...{ name, language, status, reason, category, quality },
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    ...content,
  }
}
