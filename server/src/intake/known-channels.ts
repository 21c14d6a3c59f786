import { sql } from 'kysely'
import { type AnyAccount, openSecrets, toAccount } from '../channels/account.ts'
import { type AnyChannel, channels } from '../channels/list.ts'
import type { Db } from '../db/database.ts'
import type { Providers } from '../providers/providers.ts'

/** A connected channel, as far as its webhooks need it. */
export type KnownChannel = Readonly<{
  id: string
  workspaceId: string
  type: string
  accountId: string | null
  adapter: AnyChannel
  account: AnyAccount
  /** Another one whenever anything about the channel was changed. */
  version: string
}>

const keptMs = 60_000
const newerAfterMs = 2000
const most = 10_000
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

type KnownProviders = Pick<Providers, 'secrets' | 'urls' | 'publicUrl'>

type Kept = { answer: Promise<KnownChannel | null>; until: number; channelId: string | null }

/**
 * The channels whose webhooks came lately, so that a webhook asks nothing of the database before it is stored. What is
 * kept may be out of date: whoever stores says which version they went by, and the transaction refuses an old one.
 */
export class KnownChannels {
  readonly #db: Db
  readonly #providers: KnownProviders
  readonly #kept = new Map<string, Kept>()

  constructor(db: Db, providers: KnownProviders) {
    this.#db = db
    this.#providers = providers
  }

  /** The channel of this type; null when there is none. */
  async find(type: string, id: string): Promise<KnownChannel | null> {
    if (!uuid.test(id)) return null
    const channel = await this.#keep(`id ${id}`, () => this.#load({ id }))
    return channel?.type === type ? channel : null
  }

  /**
   * The workspace's channel of the same type with that account: a webhook may speak for others of one business. Where
   * webhooks name no account, they are their channel's.
   */
  async findByAccount(channel: KnownChannel, accountId: string): Promise<KnownChannel | null> {
    if (channel.accountId === null || channel.accountId === accountId) return channel
    const { workspaceId, type } = channel
    return this.#keep(`account ${workspaceId} ${type} ${accountId}`, () => this.#load({ workspaceId, type, accountId }))
  }

  /** The channel as it is now, when what we went by may be out of date; at most every few seconds. */
  async findNewer(channel: KnownChannel): Promise<KnownChannel | null> {
    const loadedAt = (this.#kept.get(`id ${channel.id}`)?.until ?? 0) - keptMs
    if (performance.now() - loadedAt < newerAfterMs) return null
    this.forget(channel.id)
    const newest = await this.find(channel.type, channel.id)
    return newest?.version === channel.version ? null : newest
  }

  /** Asks the database anew for this channel. */
  forget(id: string): void {
    for (const [key, { channelId }] of this.#kept) if (channelId === id) this.#kept.delete(key)
  }

  #keep(key: string, load: () => Promise<KnownChannel | null>): Promise<KnownChannel | null> {
    const known = this.#kept.get(key)
    if (known && known.until > performance.now()) return known.answer
    if (this.#kept.size >= most) this.#kept.clear()
    const answer = load()
    const kept: Kept = { answer, until: performance.now() + keptMs, channelId: null }
    this.#kept.set(key, kept)
    const drop = () => {
      if (this.#kept.get(key) === kept) this.#kept.delete(key)
    }
    // Only what is there is kept: whoever connects a channel need not wait for it to work.
    answer.then((channel) => {
      if (channel === null) drop()
      else kept.channelId = channel.id
    }, drop)
    return answer
  }

  async #load(wanted: { id: string } | { workspaceId: string; type: string; accountId: string }) {
    const row = await this.#db
      .selectFrom('channel')
      .select([
        'workspace_id',
        'id',
        'type',
        'settings',
        'account_id',
        'secrets',
        sql<string>`xmin::text`.as('version'),
      ])
      .$if('id' in wanted, (query) => query.where('id', '=', 'id' in wanted ? wanted.id : ''))
      .$if('accountId' in wanted, (query) =>
        'accountId' in wanted
          ? query
              .where('workspace_id', '=', wanted.workspaceId)
              .where(sql<string>`type`, '=', wanted.type)
              .where('account_id', '=', wanted.accountId)
          : query,
      )
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    const adapter = row && channels[row.type].adapter
    if (!adapter) return null
    return {
      ...{ id: row.id, workspaceId: row.workspace_id, type: row.type, accountId: row.account_id, adapter },
      account: toAccount(row, openSecrets(this.#providers.secrets, row.id, row.secrets), this.#providers),
      version: row.version,
    }
  }
}
