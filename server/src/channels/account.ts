import type { ChannelType } from '@fairlead/sdk'
import type { Secrets } from '../auth/secrets.ts'
import type { Db, Tx } from '../db/database.ts'
import type { Providers } from '../providers/providers.ts'
import type { Account } from './channel.ts'
import { type AnyChannel, channels } from './list.ts'

export type LoadedAccount = Account<Record<string, unknown>, Record<string, unknown>> &
  Readonly<{ adapter: AnyChannel }>

/** A connected channel with its adapter and opened secrets; null when there is none or it has no provider. */
export async function loadAccount(
  db: Db | Tx,
  { secrets, urls }: Pick<Providers, 'secrets' | 'urls'>,
  workspaceId: string,
  channelId: string,
): Promise<LoadedAccount | null> {
  const row = await db
    .selectFrom('channel')
    .select(['type', 'settings', 'secrets'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', channelId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  const adapter = row && channels[row.type].adapter
  if (!adapter) return null
  return {
    adapter,
    baseUrl: baseUrlOf(row.type, urls),
    settings: row.settings,
    secrets: openSecrets(secrets, channelId, row.secrets),
  }
}

export function openSecrets(secrets: Secrets, channelId: string, sealed: Buffer): Record<string, unknown> {
  return secrets.decrypt(sealed, `channel:${channelId}`) as Record<string, unknown>
}

export function sealSecrets(secrets: Secrets, channelId: string, open: Record<string, unknown>): Buffer {
  return secrets.encrypt(open, `channel:${channelId}`)
}

function baseUrlOf(type: ChannelType, urls: Providers['urls']): string {
  switch (type) {
    case 'whatsapp':
      return urls.meta
    case 'webchat':
      return ''
    default:
      return type satisfies never
  }
}
