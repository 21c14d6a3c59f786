/**
 * Tokens that run out are changed for new ones in time. The channel is held while the provider is asked: what it answers
 * often makes the old ones worthless, so that two who ask at once would lose the account. The new ones are stored before
 * anybody uses them.
 */
import { isDeepStrictEqual } from 'node:util'
import type { ChannelType } from '@fairlead/sdk'
import type { Logger } from 'pino'
import { now } from '../db/clock.ts'
import type { Database, Tx } from '../db/database.ts'
import { addJobs } from '../jobs/add.ts'
import type { Providers } from '../providers/providers.ts'
import { takeSteps } from '../providers/take-steps.ts'
import { openSecrets, sealSecrets, toAccount } from './account.ts'
import { markBroken } from './broken.ts'
import type { Failure } from './channel.ts'
import { channels } from './list.ts'

type Channel = Readonly<{ workspaceId: string; id: string }>

/** Sees to it that those whose time has come are refreshed. */
export async function refreshDue(database: Database, providers: Providers, log: Logger): Promise<void> {
  const types = (Object.keys(channels) as ChannelType[]).filter((type) => channels[type].adapter?.refresh)
  if (types.length === 0) return
  const rows = await database.db
    .selectFrom('channel')
    .select(['workspace_id', 'id', 'type', 'settings', 'secrets'])
    .where('type', 'in', types)
    .where('status', '=', 'active')
    .where('deleted_at', 'is', null)
    .execute()
  const due = rows.filter((row) => {
    try {
      return stepOf(row, providers) !== null
    } catch (error) {
      log.warn({ err: error, channelId: row.id }, 'cannot tell whether its tokens run out')
      return false
    }
  })
  const runAt = new Date(now())
  await database.transact((tx) =>
    addJobs(
      tx,
      'channel.refresh',
      due.map(({ workspace_id: workspaceId, id }) => ({ payload: { workspaceId, id }, key: `refresh:${id}`, runAt })),
    ),
  )
}

/** The job. @throws when it is worth trying again. */
export async function refreshChannel(database: Database, providers: Providers, channel: Channel): Promise<void> {
  const failure = await database.transact((tx) => refresh(tx, providers, channel))
  if (failure === null) return
  if (failure.retry === 'later' && !failure.isChannelBroken) {
    throw new Error(`the tokens are not refreshed yet: ${failure.detail}`)
  }
  const reason = `The provider gave no new token (${failure.detail}). Enter a new one.`
  const place = { workspaceId: channel.workspaceId, channelId: channel.id }
  await database.transact((tx) => markBroken(tx, place, reason))
}

/**
 * Other tokens than those that the provider has refused before their time; `none`: there are no others to be had. Of
 * many who come with the same ones the first asks, and all go on with what it got.
 */
export async function replaceRefused(
  database: Database,
  providers: Providers,
  channel: Channel,
  refused: Readonly<Record<string, unknown>>,
): Promise<'replaced' | 'none' | Failure> {
  return database.transact(async (tx) => {
    const row = await hold(tx, channel)
    if (!row) return 'none'
    if (!isDeepStrictEqual(openSecrets(providers.secrets, row.id, row.secrets), refused)) return 'replaced'
    const first = stepOf(row, providers, true)
    return first === null ? 'none' : ((await take(tx, providers, { channel, row, first })) ?? 'replaced')
  })
}

async function refresh(tx: Tx, providers: Providers, channel: Channel): Promise<Failure | null> {
  const row = await hold(tx, channel)
  // Whoever held it before has done it.
  const first = row ? stepOf(row, providers) : null
  return row && first ? take(tx, providers, { channel, row, first }) : null
}

async function hold(tx: Tx, { workspaceId, id }: Channel): Promise<Row | undefined> {
  return tx
    .selectFrom('channel')
    .select(['id', 'type', 'settings', 'secrets'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

/** Null when the new ones are stored. */
async function take(
  tx: Tx,
  providers: Providers,
  {
    channel: { workspaceId, id },
    row,
    first,
  }: Readonly<{ channel: Channel; row: Row; first: NonNullable<ReturnType<typeof stepOf>> }>,
): Promise<Failure | null> {
  const refreshed = await takeSteps(first, { ...providers, workspaceId })
  if (refreshed.kind === 'failure') return refreshed
  const open = { ...openSecrets(providers.secrets, id, row.secrets), ...refreshed.value }
  await tx
    .updateTable('channel')
    .set({ secrets: sealSecrets(providers.secrets, id, open) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  return null
}

type Row = Readonly<{ id: string; type: ChannelType; settings: Record<string, unknown>; secrets: Buffer }>

function stepOf(row: Row, providers: Providers, isRefused = false) {
  const account = toAccount(row, openSecrets(providers.secrets, row.id, row.secrets), providers)
  return channels[row.type].adapter?.refresh?.(account, now(), isRefused) ?? null
}
