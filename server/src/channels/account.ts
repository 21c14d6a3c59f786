import type { ChannelType } from '@fairlead/sdk'
import type { Secrets } from '../auth/secrets.ts'
import type { Db, Tx } from '../db/database.ts'
import type { Providers } from '../providers/providers.ts'
import type { Account } from './channel.ts'
import { type AnyChannel, channels } from './list.ts'

export type AnyAccount = Account<Record<string, unknown>, Record<string, unknown>>
export type LoadedAccount = AnyAccount & Readonly<{ adapter: AnyChannel }>

type Row = Readonly<{ id: string; type: ChannelType; settings: Record<string, unknown> }>

/** A connected channel with its adapter and opened secrets; null when there is none or it has no provider. */
export async function loadAccount(
  db: Db | Tx,
  providers: Pick<Providers, 'secrets' | 'urls' | 'publicUrl'>,
  workspaceId: string,
  channelId: string,
): Promise<LoadedAccount | null> {
  const row = await db
    .selectFrom('channel')
    .select(['id', 'type', 'settings', 'secrets'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', channelId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  const adapter = row && channels[row.type].adapter
  if (!adapter) return null
  return { adapter, ...toAccount(row, openSecrets(providers.secrets, channelId, row.secrets), providers) }
}

/** The account of a channel as its adapter sees it. */
export function toAccount(
  { id, type, settings }: Row,
  secrets: Record<string, unknown>,
  { urls, publicUrl }: Pick<Providers, 'urls' | 'publicUrl'>,
): AnyAccount {
  const provider = channels[type].adapter?.provider ?? null
  return {
    baseUrl: provider === null ? '' : urls[provider],
    urls,
    webhookUrl: webhookUrlOf({ id, type }, publicUrl),
    settings,
    secrets,
  }
}

export function webhookUrlOf({ id, type }: Pick<Row, 'id' | 'type'>, publicUrl: string): string {
  return `${publicUrl}/webhooks/${type}/${id}`
}

export function openSecrets(secrets: Secrets, channelId: string, sealed: Buffer): Record<string, unknown> {
  return secrets.decrypt(sealed, `channel:${channelId}`) as Record<string, unknown>
}

export function sealSecrets(secrets: Secrets, channelId: string, open: Record<string, unknown>): Buffer {
  return secrets.encrypt(open, `channel:${channelId}`)
}
