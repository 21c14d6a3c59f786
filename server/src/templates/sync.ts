/**
 * Keeps what we know of a channel's templates like what its provider has. All of them are asked for after connecting,
 * after a change of the account, every few hours, soon after news of a single one, and when a manager wants it; to do it
 * twice changes nothing.
 */
import { type LoadedAccount, loadAccount } from '../channels/account.ts'
import { markBroken } from '../channels/broken.ts'
import type { Failure, ProviderTemplate } from '../channels/channel.ts'
import { now } from '../db/clock.ts'
import type { Database, Tx } from '../db/database.ts'
import type { Providers } from '../providers/providers.ts'
import { takeSteps } from '../providers/take-steps.ts'
import { announceTemplates } from './announce.ts'
import { differenceOf, type Listed } from './difference.ts'
import { holdTemplates, keyOfTemplate, type TemplateRow } from './row.ts'
import { tellOfTrouble } from './trouble.ts'

const longestDetail = 500

type Channel = Readonly<{ workspaceId: string; channelId: string }>
type Answer = Exclude<Awaited<ReturnType<typeof ask>>, null>

/** The job. @throws when it is worth trying again. */
export async function syncChannelTemplates(
  database: Database,
  providers: Providers,
  { workspaceId, id: channelId }: Readonly<{ workspaceId: string; id: string }>,
): Promise<void> {
  const failed = await syncTemplates(database, providers, { workspaceId, channelId })
  if (failed?.retry === 'later') throw new Error(`the templates are not known yet: ${failed.detail}`)
}

/** Asks for all and writes them down. Null when that is done, or there is nobody to ask. */
export async function syncTemplates(
  database: Database,
  providers: Providers,
  channel: Channel,
): Promise<Failure | null> {
  const account = await loadAccount(database.db, providers, channel.workspaceId, channel.channelId)
  if (!account) return null
  const toldBefore = new Map(
    (await loadRows(database.db, channel)).map((row) => [keyOfTemplate(row), row.told_at?.getTime() ?? 0]),
  )
  const answer = await ask(account, providers, channel)
  if (answer === null) return null
  return database.transact((tx) => write(tx, channel, { providers, account, answer, toldBefore }))
}

async function ask(account: LoadedAccount, providers: Providers, { workspaceId }: Channel) {
  if (!account.adapter.listTemplates) return null
  return takeSteps(account.adapter.listTemplates(account), { ...providers, workspaceId })
}

type Asked = Readonly<{
  providers: Providers
  account: LoadedAccount
  answer: Answer
  toldBefore: ReadonlyMap<string, number>
}>

async function write(
  tx: Tx,
  channel: Channel,
  { providers, account, answer, toldBefore }: Asked,
): Promise<Failure | null> {
  // In the order of all others: the templates, then the channel.
  await holdTemplates(tx, channel.channelId)
  if (!(await isStillOf(tx, channel, { providers, account }))) return null
  const isNews = await note(tx, channel, answer)
  if (answer.kind === 'failure') {
    if (isNews) announceTemplates(tx, channel)
    // A permission that only templates need leaves the rest working; a token that is refused leaves nothing.
    const isOver = answer.isChannelBroken && answer.code === 'auth_invalid'
    if (isOver) await markBroken(tx, channel, answer.detail)
    return answer
  }
  const isChanged = await writeAll(tx, channel, answer.value, toldBefore)
  if (isChanged || isNews) announceTemplates(tx, channel)
  return null
}

// Whose templates they are may have been changed while the provider was asked; then another job asks anew.
async function isStillOf(
  tx: Tx,
  { workspaceId, channelId }: Channel,
  { providers, account }: Pick<Asked, 'providers' | 'account'>,
): Promise<boolean> {
  const owner = account.adapter.templateOwnerOf?.(account.settings)
  const latest = await loadAccount(tx, providers, workspaceId, channelId)
  return latest !== null && latest.adapter.templateOwnerOf?.(latest.settings) === owner
}

/** Writes down when, and with what success. True when that is news. */
async function note(tx: Tx, { workspaceId, channelId }: Channel, answer: Answer): Promise<boolean> {
  const before = await tx
    .selectFrom('template_sync')
    .select(['synced_at', 'error'])
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .executeTakeFirst()
  const at = new Date(now())
  const error =
    answer.kind === 'failure'
      ? { code: answer.code, detail: answer.detail.slice(0, longestDetail).toWellFormed() }
      : null
  const found = {
    tried_at: at,
    error: error && JSON.stringify(error),
    ...(error === null ? { synced_at: at } : {}),
  }
  await tx
    .insertInto('template_sync')
    .values({ workspace_id: workspaceId, channel_id: channelId, ...found })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'channel_id']).doUpdateSet(found))
    .execute()
  const isFirst = error === null && (before?.synced_at ?? null) === null
  return isFirst || before?.error?.detail !== error?.detail
}

async function writeAll(
  tx: Tx,
  channel: Channel,
  list: readonly ProviderTemplate[],
  toldBefore: ReadonlyMap<string, number>,
): Promise<boolean> {
  const rows = await loadRows(tx, channel)
  const { changed, gone } = differenceOf(rows, list, toldBefore)
  const known = new Map(rows.map((row) => [keyOfTemplate(row), row]))
  for (const template of changed) {
    await put(tx, channel, template)
    const row = known.get(keyOfTemplate(template))
    if (row) tellOfTrouble(channel, row, { ...template, last_used_at: row.last_used_at })
  }
  for (const row of gone) await remove(tx, row)
  return changed.length > 0 || gone.length > 0
}

function loadRows(db: Database['db'], { workspaceId, channelId }: Channel): Promise<TemplateRow[]> {
  return db
    .selectFrom('template')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .execute()
}

async function put(tx: Tx, { workspaceId, channelId }: Channel, template: Listed): Promise<void> {
  const { name, language, content, ...told } = template
  const columns = { ...told, content: JSON.stringify(content) }
  await tx
    .insertInto('template')
    .values({ workspace_id: workspaceId, channel_id: channelId, name, language, ...columns })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'channel_id', 'name', 'language']).doUpdateSet(columns))
    .execute()
}

async function remove(tx: Tx, row: TemplateRow): Promise<void> {
  await tx
    .deleteFrom('template')
    .where('workspace_id', '=', row.workspace_id)
    .where('channel_id', '=', row.channel_id)
    .where('name', '=', row.name)
    .where('language', '=', row.language)
    .execute()
}
