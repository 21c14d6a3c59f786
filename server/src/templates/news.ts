import type { TemplateNews } from '../channels/inbound.ts'
import { channels } from '../channels/list.ts'
import type { Tx } from '../db/database.ts'
import { announceTemplates } from './announce.ts'
import { enqueueSync } from './enqueue-sync.ts'
import { holdTemplates, type TemplateRow } from './row.ts'
import { tellOfTrouble } from './trouble.ts'

type Channel = Readonly<{ workspaceId: string; channelId: string }>

/**
 * Writes down at once what the provider tells of one template, for all channels that it belongs to, though the news came
 * to one of them. Whatever it was, the provider is then asked for all: news may be missing, and say less than the list.
 */
export async function applyTemplateNews(tx: Tx, place: Channel, news: TemplateNews, at: Date): Promise<void> {
  for (const channelId of await channelsOf(tx, place, news.owner)) {
    const channel = { workspaceId: place.workspaceId, channelId }
    await holdTemplates(tx, channelId)
    const row = await find(tx, channel, news)
    const isNews = row && (row.told_at === null || row.told_at <= at)
    if (isNews && (await apply(tx, channel, { row, news, at }))) announceTemplates(tx, channel)
    await enqueueSync(tx, channel, { isSoon: true })
  }
}

async function channelsOf(tx: Tx, { workspaceId, channelId }: Channel, owner: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('channel as h')
    .innerJoin('channel as told', (join) =>
      join.onRef('told.workspace_id', '=', 'h.workspace_id').onRef('told.type', '=', 'h.type'),
    )
    .select(['h.id', 'h.type', 'h.settings'])
    .where('told.workspace_id', '=', workspaceId)
    .where('told.id', '=', channelId)
    .where('h.deleted_at', 'is', null)
    .orderBy('h.id')
    .execute()
  return rows.flatMap(({ id, type, settings }) =>
    channels[type].adapter?.templateOwnerOf?.(settings) === owner ? [id] : [],
  )
}

// News spell a language with either sign, and the list with one.
async function find(
  tx: Tx,
  { workspaceId, channelId }: Channel,
  { id, name, language }: TemplateNews,
): Promise<TemplateRow | undefined> {
  const rows = await tx
    .selectFrom('template')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .where((where) => where.or([where('provider_id', '=', id ?? ''), where('name', '=', name)]))
    .execute()
  const spelled = (word: string) => word.replaceAll('-', '_').toLowerCase()
  return (
    rows.find((row) => row.provider_id !== null && row.provider_id === id) ??
    rows.find((row) => row.name === name && spelled(row.language) === spelled(language))
  )
}

/** True when it is another now. */
async function apply(
  tx: Tx,
  channel: Channel,
  { row, news: { change }, at }: Readonly<{ row: TemplateRow; news: TemplateNews; at: Date }>,
): Promise<boolean> {
  const ofRow = {
    workspace_id: row.workspace_id,
    channel_id: row.channel_id,
    name: row.name,
    language: row.language,
  }
  if (change.status === 'DELETED') {
    await tx
      .deleteFrom('template')
      .where((where) => where.and(ofRow))
      .execute()
    tellOfTrouble(channel, row, { ...row, ...change })
    return true
  }
  await tx
    .updateTable('template')
    .set({ ...change, told_at: at })
    .where((where) => where.and(ofRow))
    .execute()
  tellOfTrouble(channel, row, { ...row, ...change })
  const { status, reason, category, quality } = row
  return Object.entries(change).some(([key, value]) => value !== { status, reason, category, quality }[key])
}
